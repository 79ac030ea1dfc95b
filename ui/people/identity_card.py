from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.patient_page import PatientPage
from app.refused import Refused
from app.work import Seen
from ui.kit.card import Card, Scroll
from ui.kit.inputs import LineEdit
from ui.people.details import DETAILS, Detail, changes, shown, written
from ui.people.edit_box import EditBox
from ui.people.fact_row import FactRow
from ui.speech import _


class IdentityCard(Card):
    """Who the patient is, fact by fact; one at a time can be changed where it stands.

    Signals:
        edited: carries what somebody had read (Seen) and the changed fields by name.
    """

    edited = Signal(object, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(_("Identity"), key="E", parent=parent)
        self._today = today
        self._page: PatientPage | None = None
        self._rows: dict[str, FactRow] = {}
        self._editing: Detail | None = None
        self._seen: Seen | None = None
        self.box: EditBox | None = None
        scroll = Scroll(gap=0)
        self._column: QVBoxLayout = scroll.body
        for detail in DETAILS:
            row = FactRow(_(detail.label))
            row.clicked.connect(lambda _on=False, detail=detail: self.edit(detail))
            self._rows[detail.name] = row
            scroll.add(row)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        self.setFocusProxy(self._rows["name"])

    def show_page(self, page: PatientPage) -> None:
        """Show these facts. One being changed stays open, and says if it moved meanwhile."""
        before, self._page = self._page, page
        for detail in DETAILS:
            row = self._rows[detail.name]
            row.set_editable(page.may_edit)
            row.show_fact(*shown(detail, page))
        if self.box is None or self._editing is None:
            return
        if before is None or before.card.id != page.card.id:
            self.close_edit()
        elif written(self._editing, page) != self.box.was:
            self.box.field.set_warning(_("Changed meanwhile to: {value}", value=written(self._editing, page)))

    def edit(self, detail: Detail | None = None) -> None:
        """Open a fact for change: this one, or the one that has the focus."""
        page = self._page
        detail = detail or self._focused()
        if page is None or not page.may_edit or detail is None or detail is self._editing:
            return
        self.close_edit()
        choices = detail.choices() if detail.choices else None
        text = written(detail, page)
        box = EditBox(_(detail.label), text, text, choices, page.details.get(detail.name))
        box.kept.connect(self._keep)
        box.cancelled.connect(self.close_edit)
        row = self._rows[detail.name]
        self._column.insertWidget(self._column.indexOf(row), box)
        row.hide()
        self._editing, self._seen, self.box = detail, page.card.seen, box
        box.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_edit(self) -> bool:
        """Give the old value back; False if nothing was open."""
        if self.box is None or self._editing is None:
            return False
        row = self._rows[self._editing.name]
        self._column.removeWidget(self.box)
        self.box.hide()
        self.box.deleteLater()
        self._editing, self._seen, self.box = None, None, None
        row.show()
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def refuse(self, refused: Refused) -> None:
        """What was typed cannot be kept: say why beside it, and keep it there."""
        if self.box is not None:
            self.box.field.set_error(_(refused.reason))
            self.box.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, typed: object) -> None:
        if self._editing is None or self.box is None:
            return
        try:
            wanted = changes(self._editing, typed, self._today())
        except Refused as refused:
            self.refuse(refused)
            return
        if self._page is not None and all(
            self._page.details.get(name) == value for name, value in wanted.items()
        ):
            self.close_edit()
        else:
            self.edited.emit(self._seen, wanted)

    def _focused(self) -> Detail | None:
        return next((detail for detail in DETAILS if self._rows[detail.name].hasFocus()), DETAILS[0])

    def reopen(self, kept: dict[str, object]) -> None:
        """Open the fact that `typed` told of, with what was typed."""
        detail = next((one for one in DETAILS if one.name == kept.get("field")), None)
        if detail is not None:
            self.edit(detail)
            if self.box is not None and isinstance(self.box.input, LineEdit):
                self.box.input.setText(str(kept.get("typed", "")))

    def typed(self) -> dict[str, object]:
        """What is being changed and not kept, for a draft."""
        if self._editing is None or self.box is None or not isinstance(self.box.input, LineEdit):
            return {}
        typed = self.box.input.text()
        return {"field": self._editing.name, "typed": typed} if typed != self.box.was else {}
