from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.camps.answers import Answer, CheckIn
from app.camps.board import LastCheckIn
from ui.camps.wording import LOOKS, in_script, pill_of, who
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.keys import KeyCap
from ui.kit.pill import Pill
from ui.kit.row import Cell, Column, Row, RowLook
from ui.kit.row_list import RowList
from ui.speech import _, words

MOST = 12


class LastScans(Card):
    """What was scanned last, the latest first: check-ins of every laptop known here, and the No's of this one.

    Signals:
        undo_wanted: the last check-in is to be taken back.
        opened: a person of the list was chosen; carries the id of the check-in.
    """

    undo_wanted = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Last scans"), flush=True, pad=14, parent=parent)
        self._own: list[tuple[datetime, CheckIn]] = []
        self._came: tuple[LastCheckIn, ...] = ()
        self.undo = Button(_("Undo last"), "ghost", icon="arrow-back-up", size="small")
        self.undo.clicked.connect(self.undo_wanted)
        self.undo.setEnabled(False)
        self.head_add(self.undo, KeyCap("Ctrl+Z"))
        look = RowLook(36, lead=56, lead_style="meta", columns=(Column(70),), tail=128, divider=True)
        self.list = RowList(_("Last scans"), look)
        self.list.opened.connect(self.opened)
        self.add(self.list, 1)

    def show_came(self, came: Sequence[LastCheckIn]) -> None:
        """The check-ins that are saved."""
        self._came = tuple(came)
        self._show()

    def add_answer(self, answer: CheckIn, at: datetime) -> None:
        """What the gate said just now."""
        self._own.insert(0, (at, answer))
        del self._own[MOST:]
        self._show()

    def forget(self, admission_id: UUID) -> None:
        """A check-in was taken back."""
        self._own = [(at, one) for at, one in self._own if one.admission_id != admission_id]
        self._came = tuple(one for one in self._came if one.id != admission_id)
        self._show()

    def clear(self) -> None:
        """Another camp."""
        self._own, self._came = [], ()
        self._show()

    @property
    def last(self) -> CheckIn | None:
        """The check-in that Undo takes back: the last one made here."""
        return next((one for _at, one in self._own if one.answer is Answer.WELCOME), None)

    def _show(self) -> None:
        told = {one.admission_id for _at, one in self._own if one.answer is Answer.WELCOME}
        lines = [(at, _row_of(at, one, place)) for place, (at, one) in enumerate(self._own)]
        lines += [(one.at, _row_of_came(one)) for one in self._came if one.id not in told]
        lines.sort(key=lambda line: line[0], reverse=True)
        self.list.show_rows([row for _at, row in lines[:MOST]])
        self.undo.setEnabled(self.last is not None)


def _row_of(at: datetime, answer: CheckIn, place: int) -> Row:
    token = answer.token or "—"
    key = answer.admission_id if answer.answer is Answer.WELCOME else (at, place)
    return Row(
        key, who(answer) or _(answer.reason), lead=words().time(at), cells=(Cell(token, strong=True),),
        pill=pill_of(answer),
    )  # fmt: skip


def _row_of_came(came: LastCheckIn) -> Row:
    look = LOOKS[Answer.WELCOME]
    name = in_script(_Named(came)) if came.name else _("Name not on this laptop")
    return Row(
        came.id, name, lead=words().time(came.at), cells=(Cell(came.token, strong=True),),
        pill=Pill(_(look.short), look.kind, look.icon),
    )  # fmt: skip


class _Named:
    def __init__(self, came: LastCheckIn) -> None:
        self.name, self.name_other = came.name or "", came.name_other
