from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.camps.board import CameTwice, CampBoard
from app.camps.events import EventPlan
from app.camps.stages import ChecklistLine, StageBoard
from app.clock import clinic_day
from app.words import counted
from models.vocabulary import EventState
from ui.camps.tables_card import TablesCard
from ui.camps.tick_line import TickLine
from ui.camps.wording import in_script, place_words
from ui.kit.button import Button, IconButton
from ui.kit.card import Card, Scroll
from ui.kit.label import ShortLabel
from ui.kit.message import MessageBox
from ui.kit.pill import Chip
from ui.kit.steps import Stepper
from ui.kit.tiles import CounterTile
from ui.speech import _, words

STATE_KINDS = {EventState.CANCELLED: "danger", EventState.EXECUTION: "accent", EventState.REPORTING: "ok"}


class EventView(QWidget):
    """One camp: its plan in a few lines, how far it is, what is left to do, its tables and its numbers.

    Signals:
        edit_wanted, cancel_wanted, advance_wanted, gate_wanted, people_wanted: a button was pressed.
        ticked: carries the key of a checklist line and whether it is done.
    """

    edit_wanted = Signal()
    cancel_wanted = Signal()
    advance_wanted = Signal()
    gate_wanted = Signal()
    people_wanted = Signal()
    ticked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: EventPlan | None = None
        self._stepper: Stepper | None = None
        self.name, self.facts = ShortLabel("", "heading"), ShortLabel("", "meta", "text2")
        self.state = Chip(_("Cancelled"), "danger", "ban")
        self.state.hide()
        self.edit = IconButton("pencil", _("Change plan"), size="small")
        self.cancel = IconButton("ban", _("Cancel camp"), size="small")
        self.gate = Button(_("Open check-in"), icon="scan", size="small")
        self.people = Button(_("Participants"), icon="users", size="small")
        self.advance = Button("", "primary", icon="arrow-right", key="Ctrl+Return")
        self.registered = CounterTile(_("Registered"), tall=True, filters=False)
        self.checked_in = CounterTile(_("Checked in"), 0, "ok", tall=True, filters=False)
        self.screened = CounterTile(_("Screened"), 0, "accent", tall=True, filters=False)
        self.room = CounterTile(_("Room for"), tall=True, filters=False)
        self.twice = MessageBox("warn", "")
        self.twice.hide()
        self.checklist = Card(_("To do"))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.tables = TablesCard()
        self._arrange()
        for button, signal in (
            (self.edit, self.edit_wanted), (self.cancel, self.cancel_wanted), (self.gate, self.gate_wanted),
            (self.people, self.people_wanted), (self.advance, self.advance_wanted),
        ):  # fmt: skip
            button.clicked.connect(signal)
        for button in (self.edit, self.cancel, self.advance):
            button.setEnabled(False)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = Card()
        top = QHBoxLayout()
        top.setSpacing(8)
        title = QVBoxLayout()
        title.setSpacing(2)
        title.addWidget(self.name)
        title.addWidget(self.facts)
        top.addLayout(title, 1)
        for part in (self.people, self.gate, self.edit, self.cancel):
            top.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        head.add(top)
        self._steps = QVBoxLayout()
        self._steps.addWidget(self.state)
        head.add(self._steps)
        column.addWidget(head)
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        for tile in (self.registered, self.checked_in, self.screened, self.room):
            numbers.addWidget(tile)
        column.addLayout(numbers)
        column.addWidget(self.twice)
        row = QHBoxLayout()
        row.setSpacing(12)
        scroll = Scroll()
        scroll.add(self.lines)
        scroll.body.addStretch(1)
        self.checklist.add(scroll, 1)
        self.checklist.add(self.advance)
        row.addWidget(self.checklist, 1)
        row.addWidget(self.tables, 1)
        column.addLayout(row, 1)

    def show_plan(self, plan: EventPlan, *, may_change: bool) -> None:
        self._plan = plan
        event = plan.plan
        self.name.setText(in_script(event))
        day = words().day(clinic_day(event.starts_at))
        hours = f"{words().time(event.starts_at)}–{words().time(event.ends_at)}"
        leader = plan.coordinator or _("No coordinator")
        self.facts.setText(
            " · ".join(part for part in (day, hours, place_words(event.venue, event.village), leader) if part)
        )
        self.room.set_number("—" if event.capacity is None else event.capacity)
        open_still = plan.state is not EventState.CANCELLED
        self.edit.setEnabled(may_change and open_still)
        self.cancel.setEnabled(may_change and open_still)

    def show_stage(self, board: StageBoard, *, may_change: bool) -> None:
        """The stages as steps, and the checklist of the one it is in."""
        states = [state for state, _said in board.steps]
        names = [_(said) for _state, said in board.steps]
        at = states.index(EventState(board.state)) if board.state in states else -1
        self._show_steps(names, at)
        self._show_lines(board.lines, may_change)
        done = sum(line.done_at is not None for line in board.lines)
        self.checklist.set_count(_("{done} of {all} done", done=done, all=len(board.lines)))
        self.advance.setVisible(board.next is not None)
        self.advance.setEnabled(may_change)
        if board.next is not None:
            self.advance.set_words(_("Go on to: {stage}", stage=_(board.next)))

    def show_numbers(self, board: CampBoard) -> None:
        self.registered.set_number(board.registered)
        self.checked_in.set_number(board.checked_in)
        self.screened.set_number(board.screened)

    def show_twice(self, twice: tuple[CameTwice, ...]) -> None:
        """People let in on two laptops apart: for the coordinator to look at, nothing is lost."""
        self.twice.setVisible(bool(twice))
        if twice:
            title = _(counted("{n} person was let in twice", "{n} people were let in twice", n=len(twice)))
            self.twice.show_message("warn", title, "; ".join(_twice_words(one) for one in twice[:3]))

    def _show_steps(self, names: list[str], at: int) -> None:
        if self._stepper is not None:
            self._steps.removeWidget(self._stepper)
            self._stepper.deleteLater()
        self._stepper = Stepper(names, at) if at >= 0 else None
        self.state.setVisible(at < 0)
        if self._stepper is not None:
            self._steps.addWidget(self._stepper)

    def _show_lines(self, lines: tuple[ChecklistLine, ...], may_change: bool) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            tick = TickLine(_(line.said), _line_facts(line), done=line.done_at is not None)
            tick.box.setEnabled(may_change)
            tick.ticked.connect(lambda on, key=line.key: self.ticked.emit(key, on))
            self.lines.addWidget(tick)


def _line_facts(line: ChecklistLine) -> str:
    if line.done_at is None:
        return _("Needed to go on") if line.needed else ""
    at = words().moment(line.done_at)
    return _("{name}, {at}", name=line.done_by, at=at) if line.done_by else at


def _twice_words(one: CameTwice) -> str:
    times = ", ".join(
        f"{words().time(came.at)} {came.token} {came.where or ''}".strip()
        for came in (one.counts, *one.others)
    )
    return f"{one.name or one.number or '—'}: {times}"
