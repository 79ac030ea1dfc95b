"""Programmes and their camps: planned, approved, brought from stage to stage."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.camps.board import CameTwice, CampBoard, came_twice, camp_board
from app.camps.events import EventCard, EventPlan, list_events, read_event
from app.camps.programmes import (
    ProgrammeCard,
    ProgrammePlan,
    approve_programme,
    list_programmes,
    read_programme,
)
from app.camps.stages import StageBoard, advance_event, cancel_event, stage_board, tick_item
from app.camps.tables import Table, add_table, edit_table, move_table, remove_table, tables_of
from app.clock import clinic_day
from app.refused import Refused
from models.vocabulary import EventState, Role
from ui.background import Background
from ui.camps.event_dialog import EventDialog
from ui.camps.event_view import STATE_KINDS, EventView
from ui.camps.programme_dialog import ProgrammeDialog
from ui.camps.programme_view import ProgrammeView
from ui.camps.wording import in_script, stage_words
from ui.errors import notice_of
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.pill import Pill
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.speech import _, words
from ui.theme.worn import theme
from ui.tools import Tools

KINDS = frozenset(
    ("programme", "event", "station", "checklist_tick", "registration", "admission", "station_visit")
)
PROGRAMMES = {Role.SUPERVISOR, Role.ADMIN}
CAMPS = {*PROGRAMMES, Role.COORDINATOR}


class CampsPage(Page):
    """All camps on the left, by their programme; the chosen one on the right."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Camps"), "camps"
        self._background, self._tools = background, tools
        role = background.desk.actor.grant.role
        self._plans_programmes, self._plans_camps = role in PROGRAMMES, role in CAMPS
        self._programmes: tuple[ProgrammeCard, ...] = ()
        self._event: EventPlan | None = None
        self._programme: ProgrammePlan | None = None
        self._shown: tuple[str, UUID] | None = None
        self._open: Dialog | None = None
        self._programmes_now = Latest(background, self._take_programmes)
        self._events_now = Latest(background, self._show_list)
        self._shown_now = {
            use_case: Latest(background, then, self._failed)
            for use_case, then in (
                (read_programme, self._show_programme), (read_event, self._show_event),
                (stage_board, self._show_stage), (camp_board, self._show_numbers),
                (tables_of, self._show_tables), (came_twice, self._show_twice),
            )
        }  # fmt: skip
        self.list = RowList(_("Camps"), RowLook(54, face=24, tail=120))
        self.new = Button(_("New programme"), icon="plus", size="small")
        self.new.setVisible(self._plans_programmes)
        self.camp_view, self.programme_view = EventView(), ProgrammeView()
        self.stack = QStackedWidget()
        self.nothing = EmptyState(
            "tent", _("No camp chosen"), _("A programme has camps: each on its day, at its place.")
        )
        for view in (self.nothing, self.camp_view, self.programme_view):
            self.stack.addWidget(view)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        card = Card(_("Camps"), flush=True)
        card.head_add(self.new)
        card.add(self.list, 1)
        card.setMaximumWidth(theme().scaled(356))
        row.addWidget(card, 356)
        row.addWidget(self.stack, 886)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.new.clicked.connect(self._new_programme)
        event, programme = self.camp_view, self.programme_view
        event.edit_wanted.connect(self._edit_event)
        event.cancel_wanted.connect(self._ask_cancel)
        event.advance_wanted.connect(self._advance)
        event.gate_wanted.connect(lambda: self._visit_camp("camp"))
        event.people_wanted.connect(lambda: self._visit_camp("participants"))
        event.ticked.connect(self._tick)
        event.tables.added.connect(self._add_table)
        event.tables.changed.connect(self._change_table)
        event.tables.moved.connect(self._move_table)
        event.tables.removed.connect(self._remove_table)
        programme.edit_wanted.connect(self._edit_programme)
        programme.approve_wanted.connect(self._approve)
        programme.camp_wanted.connect(self._new_camp)

    # The page

    def keys(self) -> list[KeyHint]:
        return [KeyHint("↑ ↓", _("Pick")), KeyHint("Ctrl+Return", _("The main button"))]

    def opened(self, **what: object) -> None:
        event_id = what.get("event_id")
        if isinstance(event_id, UUID):
            self._shown = ("event", event_id)
        self._ask()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & KINDS:
            self._ask()

    def main_action(self) -> None:
        if self.stack.currentWidget() is self.camp_view and self.camp_view.advance.isVisible():
            self._advance()
        elif self.stack.currentWidget() is self.programme_view and self._plans_camps:
            self._new_camp()

    def _ask(self) -> None:
        self._programmes_now.renew(list_programmes)

    def _take_programmes(self, programmes: tuple[ProgrammeCard, ...]) -> None:
        self._programmes = programmes
        self._events_now.renew(list_events)

    def _show_list(self, events: tuple[EventCard, ...]) -> None:
        rows: list[Row] = []
        for programme in self._programmes:
            rows.append(_programme_row(programme))
            rows += [_event_row(one) for one in events if one.programme_id == programme.id]
        self.list.show_rows(rows)
        if self._shown is None and events:
            today = clinic_day(self._tools.now())
            near = min(events, key=lambda one: abs((clinic_day(one.starts_at) - today).days))
            self._shown = ("event", near.id)
        elif self._shown is None and rows:
            self._shown = ("programme", self._programmes[0].id)
        if self._shown is not None:
            self.list.choose(self._shown)
            self._ask_shown()

    def _choose(self, key: object) -> None:
        if isinstance(key, tuple) and key != self._shown:
            self._shown = key
            self._ask_shown()

    def _ask_shown(self) -> None:
        """Ask for all of what is chosen."""
        if self._shown is None:
            return
        kind, key = self._shown
        for use_case, latest in self._shown_now.items():
            latest.forget()
            if (use_case is read_programme) == (kind == "programme"):
                latest.renew(use_case, key)

    # A camp

    def _show_event(self, plan: EventPlan) -> None:
        self._event = plan
        self.camp_view.show_plan(plan, may_change=self._plans_camps)
        self.stack.setCurrentWidget(self.camp_view)

    def _show_stage(self, board: StageBoard) -> None:
        self.camp_view.show_stage(board, may_change=self._plans_camps)

    def _show_numbers(self, board: CampBoard) -> None:
        self.camp_view.show_numbers(board)

    def _show_tables(self, tables: tuple[Table, ...]) -> None:
        self.camp_view.tables.show_tables(tables, may_change=self._plans_camps)

    def _show_twice(self, twice: tuple[CameTwice, ...]) -> None:
        self.camp_view.show_twice(twice)

    def _visit_camp(self, place: str) -> None:
        if self._event is not None:
            self.visit(place, event_id=self._event.id)

    def _do(self, use_case: Any, *given: object) -> None:
        """Run a deed on the camp that is shown; the answer comes as news of the store."""
        if self._event is not None:
            self._background.ask_or(self._done, self._failed, use_case, self._event.id, *given)

    def _done(self, _answer: object) -> None:
        """What changed is asked for again when the store tells of it."""

    def _tick(self, item: str, done: bool) -> None:
        self._do(tick_item, item, done)

    def _advance(self) -> None:
        self._do(advance_event)

    def _add_table(self, values: dict[str, Any]) -> None:
        self._do(add_table, values["name"], values["icon"], values["name_other"], values["lead"])

    def _change_table(self, table: Table, changed: dict[str, Any]) -> None:
        self._do(edit_table, table.id, table.seen, changed)

    def _move_table(self, table: Table, to: int) -> None:
        self._do(move_table, table.id, to)

    def _remove_table(self, table: Table) -> None:
        self._do(remove_table, table.id)

    def _ask_cancel(self) -> None:
        if self._event is None or self._open is not None:
            return
        verbs = (Verb(_("Keep the camp"), None), Verb(_("Cancel camp"), True, "danger"))
        dialog = Dialog(
            self, _("Cancel {camp}?", camp=in_script(self._event.plan)),
            _("Nobody is let in any more. What was recorded stays."), verbs, icon="ban", colour="dangerText",
        )  # fmt: skip
        why = LineEdit()
        field = Field(_("Why"), why, required=True, needed=_("Say why it is cancelled."))
        dialog.add(field)
        dialog.accept = lambda _answer: field.is_right()
        dialog.chosen.connect(lambda yes: self._do(cancel_event, why.text()) if yes else None)
        self._keep(dialog)

    def _edit_event(self) -> None:
        if self._event is not None and self._open is None:
            self._open_event_dialog(self._event.programme_id, self._event)

    def _new_camp(self) -> None:
        if self._programme is not None and self._open is None:
            self._open_event_dialog(self._programme.id, None)

    def _open_event_dialog(self, programme_id: UUID, read: EventPlan | None) -> None:
        dialog = EventDialog(self, self._background, self._tools, programme_id, read)
        dialog.saved.connect(self._event_saved)
        dialog.broke.connect(self._failed)
        self._keep(dialog)

    def _event_saved(self, event_id: UUID) -> None:
        self._shown = ("event", event_id)
        self._ask()

    # A programme

    def _show_programme(self, read: ProgrammePlan) -> None:
        self._programme = read
        self.programme_view.show_plan(
            read, may_change=self._plans_programmes, may_plan_camps=self._plans_camps
        )
        self.stack.setCurrentWidget(self.programme_view)

    def _new_programme(self) -> None:
        self._open_programme_dialog(None)

    def _edit_programme(self) -> None:
        self._open_programme_dialog(self._programme)

    def _open_programme_dialog(self, read: ProgrammePlan | None) -> None:
        if self._open is None:
            dialog = ProgrammeDialog(self, self._background, self._tools, read)
            dialog.saved.connect(self._programme_saved)
            dialog.broke.connect(self._failed)
            self._keep(dialog)

    def _programme_saved(self, programme_id: UUID) -> None:
        self._shown = ("programme", programme_id)
        self._ask()

    def _approve(self) -> None:
        if self._programme is not None:
            self._background.ask_or(self._done, self._failed, approve_programme, self._programme.id)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.said.emit(notice_of(error))
            self._ask_stage()
        else:
            self._background.broke.emit(error)

    def _ask_stage(self) -> None:
        """A deed was refused: show again what stands."""
        if self._shown is not None and self._shown[0] == "event":
            self._shown_now[stage_board].renew(stage_board, self._shown[1])

    def _keep(self, dialog: Dialog) -> None:
        self._open = dialog
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._open = None


def _programme_row(one: ProgrammeCard) -> Row:
    kind = one.type if isinstance(one.type, str) else _(one.type)
    pill = None if one.is_approved else Pill(_("Not approved"), "warn", "hourglass")
    return Row(("programme", one.id), one.name, kind, icon="target", pill=pill)


def _event_row(one: EventCard) -> Row:
    state = one.state
    kind = STATE_KINDS.get(state, "neutral") if isinstance(state, EventState) else "neutral"
    facts = " · ".join((words().date(clinic_day(one.starts_at)), one.venue))
    return Row(
        ("event", one.id), in_script(one), facts, icon="tent",
        pill=Pill(stage_words(state), kind),  # type: ignore[arg-type]  # kinds of the kit
        dim=state is EventState.CANCELLED,
    )  # fmt: skip
