from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.refused import Refused
from app.supervision.answering import HELD, KEEP, answer_held, edit_of
from app.supervision.conflicts import Conflict, ConflictLine, conflict, conflicts
from app.supervision.settling import Answer, Reopening, Settled, reopen_conflict, settle_conflict
from app.words import counted
from ui.background import Background
from ui.kit.avatar import Avatar, initials
from ui.kit.button import Button
from ui.kit.card import ActionBar, Card, Scroll
from ui.kit.choices import Choice, Segmented
from ui.kit.label import Label, Note, ShortLabel
from ui.kit.message import MessageBox
from ui.kit.pill import Chip, Pill
from ui.kit.row import RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.speech import _, words
from ui.supervision.conflict_grid import ConflictGrid
from ui.supervision.conflict_rows import Key, past_rows, record_rows, rows_of
from ui.tools import Tools

SIDE = 256


class ConflictPage(Page):
    """What laptops wrote differently while they were apart: a person says which holds, by keys alone if they like.

    Attributes:
        shown: the record that is open.
        finished: what was settled on this page.
        last: what Ctrl+Z would make wait again.
    """

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Conflicts"), "conflicts"
        self._background, self._tools = background, tools
        self._lines: dict[Key, ConflictLine] = {}
        self.finished: list[tuple[Key, str]] = []
        self.shown: Conflict | None = None
        self._wanted: Key | None = None
        self._kept: tuple[Key, dict[str, Answer]] | None = None
        self.last: tuple[Key, tuple[Reopening, ...]] | None = None
        self._undoing: list[tuple[Reopening, int]] = []
        self._listed = Latest(background, self._show_list)
        self._opened = Latest(background, self._show)
        self.list = RowList(_("Needs review"), RowLook(54, divider=True))
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._enter)
        self.grid = ConflictGrid(tools.today)
        self.grid.changed.connect(self._tell_left)
        self.grid.finished.connect(self.settle)
        self._build_parts()
        self._lay_out()

    def _build_parts(self) -> None:
        self.avatar, self.name = Avatar("", 48), ShortLabel("", "heading")
        self.sentence = Label("", "meta", "text2", wrap=True)
        views = [
            Choice("differences", _("Differences")),
            Choice("record", _("Whole record")),
            Choice("history", _("History")),
        ]
        self.views = Segmented(views, "differences", _("What is shown"), stretch=False)
        self.views.changed.connect(self._turn)
        self.notice = MessageBox("warn", "")
        self.notice.hide()
        self.facts = RowList(_("Whole record"), RowLook(36, lead=168, lead_style="meta", divider=True))
        self.past = RowList(_("History"), RowLook(46, divider=True))
        self.left = Chip("")
        self.skip = Button(_("Skip for now"), key="PgDown")
        self.skip.clicked.connect(self.skip_this)
        self.save = Button(_("Settle"), "primary", icon="check", key="Ctrl+Return")
        self.save.clicked.connect(self.settle)

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(12)
        self.side = Card(_("Needs review"), flush=True)
        self.side.setFixedWidth(SIDE)
        self.side.add(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(Note(_("Simple changes merge by themselves. You see only what needs a person.")))
        self.side.add(foot)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._head())
        column.addWidget(self._middle(), 1)
        column.addWidget(self._bar())
        card = Card()
        card.add(_nothing_waits(), 1)
        self.face = Shown(self.body, card)
        whole.addWidget(self.side)
        whole.addWidget(self.face, 1)

    def _head(self) -> QWidget:
        card, row, column = Card(pad=12), QHBoxLayout(), QVBoxLayout()
        row.setSpacing(12)
        column.setSpacing(2)
        column.addWidget(self.name)
        column.addWidget(self.sentence)
        row.addWidget(self.avatar)
        row.addLayout(column, 1)
        row.addWidget(self.views)
        card.add(row)
        return card

    def _middle(self) -> QWidget:
        card = Card()
        card.add(self.notice)
        self.faces = QStackedWidget()
        scroll = Scroll()
        scroll.add(self.grid)
        scroll.body.addStretch(1)
        room = QWidget()
        beside = QHBoxLayout(room)  # the scroll bar stands in its margin
        beside.setContentsMargins(0, 0, 10, 0)
        beside.addWidget(scroll)
        for face in (room, self.facts, self.past):
            self.faces.addWidget(face)
        card.add(self.faces, 1)
        card.add(Note(_("All versions stay in the history of the record."), "history"))
        return card

    def _bar(self) -> QWidget:
        bar = ActionBar()
        bar.row.addWidget(self.left)
        bar.row.addStretch(1)
        bar.row.addWidget(self.skip)
        bar.row.addWidget(self.save)
        return bar

    # What the window asks

    def line(self) -> str:
        many = len(self._lines)
        return _(counted("{n} record needs a person", "{n} records need a person", n=many)) if many else ""

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("↑ ↓", _("Field")),
            KeyHint("← →", _("Pick side")),
            KeyHint("1–9", _("Pick version"), shown=False),
            KeyHint("0", _("Type another"), shown=False),
            KeyHint("Return", _("Next or settle")),
            KeyHint("Alt+Left", _("Use all of the first side"), lambda: self.grid.use_all(0), shown=False),
            KeyHint("Alt+Right", _("Use all of the last side"), lambda: self.grid.use_all(-1), shown=False),
            KeyHint("PgDown", _("Skip for now"), self.skip_this, shown=False),
            KeyHint("Ctrl+Return", _("Settle"), shown=False),
            KeyHint("Ctrl+Z", _("Take back"), shown=False),
        ]

    def main_action(self) -> None:
        self.settle()

    def opened(self, **what: object) -> None:
        """`kind` and `record`: which conflict to show; the first that waits if none is given."""
        kind, record = what.get("kind"), what.get("record")
        if isinstance(kind, str) and isinstance(record, UUID):
            self._wanted = (kind, record)
        self.face.wait()
        self._listed.renew(conflicts)

    def changed(self, _kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if not self._undoing:
            self._listed.renew(conflicts)

    def back(self) -> bool:
        return self.grid.close_typing()

    def undo(self) -> bool:
        if self.last is None or self._undoing:
            return False
        key, backs = self.last
        self.last, self._wanted = None, key
        self._undoing = [(back, place) for back in backs for place in range(len(back.rounds))]
        self._undo_next()
        return True

    def take_over(self, old: Page) -> None:
        if isinstance(old, ConflictPage) and old.shown is not None:
            self._wanted = old.shown.line.key
            self._kept = (self._wanted, old.grid.answers())
            self.last, self.finished = old.last, old.finished

    def draft(self) -> dict[str, object]:
        typed = {name: one.typed for name, one in self.grid.answers().items() if one.typed}
        if self.shown is None or not typed:
            return {}
        return {"kind": self.shown.line.kind, "record": str(self.shown.line.id), "typed": typed}

    def restore(self, kept: dict[str, object]) -> None:
        typed = kept.get("typed")
        if isinstance(typed, dict):
            key = (str(kept["kind"]), UUID(str(kept["record"])))
            answers = {str(name): Answer(typed=str(text)) for name, text in typed.items()}
            self._wanted, self._kept = key, (key, answers)

    # The list

    def _show_list(self, lines: tuple[ConflictLine, ...]) -> None:
        self._lines = {line.key: line for line in lines}
        self.list.show_rows(rows_of(lines, self.finished, self._tools.now()))
        self.side.set_count(str(len(lines)) if lines else "")
        self.face.show_content(bool(lines))
        if not lines:
            self.shown = None
        self.renamed.emit()
        here = self.shown.line.key if self.shown else None
        wanted = next((key for key in (self._wanted, here) if key in self._lines), None)
        if wanted is None and lines:
            wanted = lines[0].key
        self._wanted = None
        if wanted is not None:
            self.list.choose(wanted)
            self._ask(wanted)

    def _choose(self, key: object) -> None:
        for line in self._lines.values():
            if line.key == key:
                self._ask(line.key)

    def _enter(self, _key: object) -> None:
        self.grid.focus_first()

    def skip_this(self) -> None:
        """The next one; this one waits on."""
        keys = list(self._lines)
        if self.shown is not None and len(keys) > 1 and self.shown.line.key in keys:
            following = keys[(keys.index(self.shown.line.key) + 1) % len(keys)]
            self.list.choose(following)
            self._ask(following)

    def _ask(self, key: Key) -> None:
        self._opened.renew(conflict, *key)

    # One conflict

    def _show(self, fresh: Conflict | None) -> None:
        before = self.shown
        if fresh is None or (
            before is not None and fresh.line.key == before.line.key and fresh.seen == before.seen
        ):
            return
        is_same = before is not None and before.line.key == fresh.line.key
        answers = self.grid.answers() if is_same else {}
        had_focus = self.grid.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        if self._kept is not None and self._kept[0] == fresh.line.key:
            answers, self._kept = self._kept[1], None
        self.shown = fresh
        self._show_head(fresh)
        self.grid.show_questions(fresh.questions, fresh.line.may_settle and fresh.advice is None)
        self.grid.take_answers(answers)
        self.facts.show_rows(record_rows(fresh))
        self.past.show_rows(past_rows(fresh))
        if is_same and answers:
            self.notice.show_message("warn", _("Changed meanwhile"), _("Look again before you settle."))
            self.notice.show()
        elif not is_same:
            self._turn("differences")
        if had_focus or not is_same:
            self.grid.focus_first()

    def _show_head(self, shown: Conflict) -> None:
        title = words().slot(shown.line.title)
        self.avatar.show_name(title)
        self.avatar.setVisible(bool(initials(title).strip("?")))
        self.name.setText(title)
        said = words()(shown.line.said)
        self.sentence.setText(
            _("{kind}: two people wrote different things while they were apart.", kind=said)
        )
        if shown.line.may_settle and shown.advice is None:
            self.notice.hide()
        else:
            who = shown.line.waits_for or _("the doctor")
            text = (
                _(shown.advice) if shown.advice else _("{who} settles this: only they may read it.", who=who)
            )
            self.notice.show_message("info", text, icon="lock" if shown.advice is None else "bulb")
            self.notice.show()

    def _turn(self, view: object) -> None:
        self.views.set_value(view)
        self.faces.setCurrentIndex(("differences", "record", "history").index(str(view)))

    def _tell_left(self) -> None:
        left, may = self.grid.left(), self._may_settle()
        if not may:
            self.left.show_pill(Pill(_("Not settled here"), "neutral", "lock"))
        elif left:
            said = _(counted("{n} field left to choose", "{n} fields left to choose", n=left))
            self.left.show_pill(Pill(said, "danger", "alert-circle", big=True))
        else:
            self.left.show_pill(Pill(_("Everything chosen"), "ok", "circle-check", big=True))
        self.save.setEnabled(may)

    def _may_settle(self) -> bool:
        shown = self.shown
        return shown is not None and shown.line.may_settle and shown.advice is None

    # Settling

    def settle(self) -> None:
        """Save what is decided; with something left, go there instead."""
        if self.shown is None or not self._may_settle():
            return
        if self.grid.left():
            self._turn("differences")
            self.grid.focus_first()
            return
        shown = self.shown
        if shown.line.kind == HELD:
            keep = self.grid.answers()[HELD].pick == KEEP
            edit = edit_of(shown.line.id)
            self._background.ask_or(self._answered, self._refused, answer_held, *edit, keep)
            return
        self._background.ask_or(
            self._settled, self._refused, settle_conflict, shown.line.kind, shown.line.id, shown.seen,
            self.grid.answers(),
        )  # fmt: skip

    def _answered(self, _answer: None) -> None:
        self._settled(Settled(False, ()))

    def _settled(self, settled: Settled) -> None:
        if self.shown is None:
            return
        line = self.shown.line
        title = words().slot(line.title)
        self.last = (line.key, settled.back) if settled.back else None
        if not settled.is_open:
            self.finished = [(line.key, title), *self.finished][:8]
        self.say(_("Settled: {name}", name=title), do=self.undo if settled.back else None)
        keys = list(self._lines)
        at = keys.index(line.key) if line.key in keys else -1
        self._wanted = next(iter(keys[at + 1 :]), None)
        self.shown = None
        self._listed.renew(conflicts)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._background.broke.emit(error)
        elif not (error.field and self.grid.refuse(error.field, _(error.reason))):
            self.notice.show_message("warn", _(error.reason), _(error.advice) if error.advice else "")
            self.notice.show()
            self._listed.renew(conflicts)

    def _undo_next(self) -> None:
        back, place = self._undoing[0]
        self._background.ask_or(self._undone, self._not_undone, reopen_conflict, back, place)

    def _undone(self, _answer: None) -> None:
        self._undoing = self._undoing[1:]
        if self._undoing:
            self._undo_next()
            return
        self.finished = [one for one in self.finished if one[0] != self._wanted]
        self.say(_("Taken back. It waits again."), "info")
        self._listed.renew(conflicts)

    def _not_undone(self, error: Exception) -> None:
        self._undoing = []
        if isinstance(error, Refused):
            self.say(_(error.reason), "warn", detail=_(error.advice) if error.advice else "")
        else:
            self._background.broke.emit(error)


def _nothing_waits() -> EmptyState:
    return EmptyState(
        "circle-check",
        _("Nothing waits for a person"),
        _(
            "When two laptops write different things while they are apart, both show here and a person chooses. "
            "Everything else merges by itself."
        ),
    )
