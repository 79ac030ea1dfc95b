from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.billing.bill import BillState, BillView
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Label
from ui.kit.money import MoneyBox
from ui.speech import _, words


class SharesCard(Card):
    """Who pays: the patient, and anybody who takes a part.

    Signals:
        shared: payer and paise; zero takes them off.
    """

    shared = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who pays"), gap=6, parent=parent)
        self.more = Button(_("Add payer"), "ghost", icon="plus", size="small")
        self.more.clicked.connect(self._ask)
        self.head_add(self.more)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self.add(self.rows)

    def show_bill(self, view: BillView) -> None:
        while self.rows.count():
            item = self.rows.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.rows.addWidget(_share_line(_("Patient"), _("Pays today"), view.patient_part_paise))
        for share in view.shares:
            self.rows.addWidget(_share_line(share.payer, _("Bill sent later"), share.amount_paise))
        self.more.setVisible(view.state is BillState.DRAFT and bool(view.lines))

    def _ask(self) -> None:
        dialog = Dialog(
            self,
            _("Who else pays?"),
            _("Their part is taken off what the patient pays today."),
            (Verb(_("Back"), False), Verb(_("Set their part"), True, "primary", "Ctrl+↵")),
        )
        self.payer, self.part = LineEdit(_("Name of the payer"), _("Payer")), MoneyBox(name=_("Their part"))
        dialog.add(Field(_("Payer"), self.payer, required=True))
        dialog.add(Field(_("Their part"), self.part))
        dialog.chosen.connect(self._answered)
        dialog.open()
        self.payer.setFocus()

    def _answered(self, answer: object) -> None:
        if answer:
            self.shared.emit(self.payer.text(), self.part.paise() or 0)


def _share_line(name: str, fact: str, paise: int) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(name, "strong"))
    column.addWidget(Label(fact, "hint", "text2"))
    row.addLayout(column, 1)
    row.addWidget(Label(words().money(paise), "strong"))
    return page
