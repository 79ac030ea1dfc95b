from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from app.typed import BadValue
from app.typed import read_money as read_amount
from ui.kit.inputs import LineEdit
from ui.speech import _, words


class NotMoney(ValueError):
    """The sentence says what to type."""


def read_money(text: str) -> int:
    """The paise in what somebody typed. `NotMoney` says in their language what to type."""
    try:
        return read_amount(text)
    except BadValue as bad:
        raise NotMoney(_(bad.said)) from None


def plain_money(paise: int) -> str:
    """1,250.00, as an amount stands in a box or a column that already says ₹."""
    return words().money(paise).replace("₹", "")


class MoneyBox(LineEdit):
    """Takes rupees and holds paise.

    Signals:
        changed: another amount stands here now; carries the paise, or None when empty or not an amount.
    """

    changed = Signal(object)

    def __init__(
        self,
        paise: int | None = None,
        name: str = "",
        *,
        placeholder: str = "0.00",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, name, figures=True, parent=parent)
        self._said: int | None = None
        self.set_paise(paise)
        self.textEdited.connect(self._edited)

    def paise(self) -> int | None:
        """None when empty or not an amount; `problem` tells the two apart."""
        try:
            return read_money(self.text())
        except NotMoney:
            return None

    def problem(self) -> str | None:
        """What to do about what is typed; ready to be the `check` of a Field."""
        if not self.text().strip():
            return None
        try:
            read_money(self.text())
        except NotMoney as wrong:
            return str(wrong)
        return None

    def set_paise(self, paise: int | None) -> None:
        self._said = paise
        self.setText("" if paise is None else plain_money(paise))

    def value(self) -> int | None:
        return self.paise()

    def _edited(self) -> None:
        paise = self.paise()
        if paise != self._said:
            self._said = paise
            self.changed.emit(paise)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        paise = self.paise()
        if paise is not None:
            self.set_paise(paise)
