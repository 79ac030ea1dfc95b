from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people.details import NewIdentifier, read_detail
from app.people.wording import IDENTIFIER_TYPES
from app.refused import Refused
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.flow import FlowLayout
from ui.kit.inputs import LineEdit
from ui.kit.label import Label
from ui.people.items_box import ItemChip
from ui.speech import _


class DocumentsBox(QWidget):
    """Papers that were shown: a kind, and the last digits of its number; Enter writes it down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: list[NewIdentifier] = []
        self.setAccessibleName(_("Documents shown"))
        types = [Choice(key, _(said)) for key, said in IDENTIFIER_TYPES.items()]
        self.type = ComboBox(types, None, _("Kind of document"), placeholder=_("Kind"))
        self.last = LineEdit(_("Last 4"), _("Last 4 digits"))
        self.last.setMaxLength(24)
        self.last.setFixedWidth(96)
        self.fault = Label("", "hint", "dangerText", wrap=True)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.type, 1)
        row.addWidget(self.last)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.fault)
        column.addWidget(self._chips)
        self._chips.hide()
        self.setFocusProxy(self.type)

    def value(self) -> tuple[NewIdentifier, ...]:
        return tuple(self._kept)

    def clear(self) -> None:
        self._kept = []
        self.last.clear()
        self.type.set_value(None)
        self._show()

    def finish(self) -> str | None:
        """Write down what stands in the inputs; the sentence that says why that cannot be."""
        kind = cast("str | None", self.type.value())
        typed = self.last.text().strip()
        if not kind and not typed:
            return self._tell("")
        if not kind:
            return self._tell(_("Choose the kind of document."))
        try:
            last = read_detail("last", typed)
        except Refused as refused:
            return self._tell(_(refused.reason))
        if last is None:
            return self._tell(_("Type the last 4 digits."))
        self._kept = [*(one for one in self._kept if one.type != kind), NewIdentifier(kind, str(last))]
        self.type.set_value(None)
        self.last.clear()
        self._show()
        return self._tell("")

    def _tell(self, sentence: str) -> str | None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        return sentence or None

    def _take_out(self, one: NewIdentifier) -> None:
        self._kept.remove(one)
        self._show()
        self.type.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        for chip in self._chips.findChildren(ItemChip):
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for one in self._kept:
            chip = ItemChip(f"{_(IDENTIFIER_TYPES[one.type])} …{one.last}", "neutral", self._chips)
            chip.clicked.connect(lambda _on=False, one=one: self._take_out(one))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._kept))
        self._chips.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
            and self.last.text().strip()
        ):
            if self.finish() is None:
                self.type.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)
