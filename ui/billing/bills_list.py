from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.billing.bills_today import BillsOfDay
from app.words import counted
from ui.billing.wording import state_pill
from ui.kit.card import Card
from ui.kit.pill import Pill
from ui.kit.row import Cell, Column, Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.speech import _, words


class BillsList(QWidget):
    """The bills of the day, and the visits that still want one.

    Signals:
        bill_opened: invoice id.
        visit_opened: visit id: make its bill.
    """

    bill_opened = Signal(object)
    visit_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.today = Card(_("Bills today"), flush=True)
        self.bills = RowList(
            _("Bills today"),
            RowLook(lead=64, lead_style="meta", columns=(Column(150), Column(110, right=True)), tail=120),
        )
        self.bills.opened.connect(self.bill_opened)
        empty = EmptyState(
            "receipt", _("No bills today"), _("A bill is made from a finished visit on the right.")
        )
        self.bills_shown = Shown(self.bills, empty)
        self.today.add(self.bills_shown, 1)
        row.addWidget(self.today, 1)
        self.waiting = Card(_("To bill"), flush=True)
        self.waiting.setFixedWidth(384)
        self.visits = RowList(_("Visits to bill"), RowLook(lead=64, lead_style="meta"))
        self.visits.opened.connect(self.visit_opened)
        none = EmptyState("check", _("Nothing waits"), _("Visits show here when the doctor has finished."))
        self.visits_shown = Shown(self.visits, none)
        self.waiting.add(self.visits_shown, 1)
        row.addWidget(self.waiting)

    def show_day(self, day: BillsOfDay) -> None:
        self.today.set_count(_(counted("{n} bill", "{n} bills", n=len(day.bills))))
        self.bills.show_rows(
            [
                Row(
                    one.id, one.name, lead=words().time(one.at), pill=state_pill(one.state),
                    cells=(Cell(one.number or "–", dim=True), Cell(words().money(one.total_paise), strong=True)),
                )
                for one in day.bills
            ]
        )  # fmt: skip
        self.bills_shown.show_content(bool(day.bills))
        self.waiting.set_count(str(len(day.waiting)) if day.waiting else "")
        self.visits.show_rows(
            [
                Row(
                    one.visit_id, one.name, lead=words().time(one.ended_at) if one.ended_at else "",
                    pill=Pill(_("Make bill"), "accent", "receipt"),
                )
                for one in day.waiting
            ]
        )  # fmt: skip
        self.visits_shown.show_content(bool(day.waiting))

    def start(self) -> None:
        """Focus where the next bill is."""
        target = (
            self.visits
            if self.visits.current_key() is not None or self.visits.model().rowCount()
            else self.bills
        )
        target.choose_first()
        target.setFocus()
