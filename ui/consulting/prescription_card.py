from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.consulting.allergies import AllergyCard
from app.consulting.consultation import PrescriptionShown
from app.consulting.interactions import About
from app.consulting.safety import Caution
from app.consulting.suggest import Offer, Offers
from ui.consulting.line_table import LineTable
from ui.consulting.line_words import offer_words
from ui.consulting.pick_box import PickBox
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.keys import KeyCap
from ui.kit.label import Label
from ui.kit.message import MessageBox, MessageKind
from ui.kit.pill import Chip, Pill
from ui.kit.row import Row
from ui.kit.states import EmptyState
from ui.speech import _, words

EXAMPLE = "metf 500 1-0-1 pc 30d"
NARROW = 560


class PrescriptionCard(Card):
    """The medicines: written in one line each, warned about above the table, signed once.

    Signals:
        search: carries what is typed.
        added: carries the line to add.
        repeat_wanted, correct_wanted: the last prescription again; a new one for the signed one.
        keep_wanted: carries the Caution to keep.
        take_out_wanted: carries the id of a line.
    """

    search = Signal(str)
    added = Signal(object)
    repeat_wanted = Signal()
    correct_wanted = Signal()
    keep_wanted = Signal(object)
    take_out_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Prescription"), flush=True, pad=12, gap=0, parent=parent)
        self._caution: Caution | None = None
        self._offers: tuple[Offer, ...] = ()
        self._is_new = False
        self.head.insertWidget(1, KeyCap("Alt+P"))
        self.state = Chip()
        self.repeat = Button(_("Repeat last"), "ghost", icon="repeat", size="small")
        self.repeat.clicked.connect(self.repeat_wanted)
        self.correct = Button(_("Correct…"), "ghost", icon="pencil", size="small")
        self.correct.clicked.connect(self.correct_wanted)
        self.head_add(self.state, self.repeat, self.correct)
        self._build_strip()
        self.table = LineTable()
        self.empty = EmptyState(
            "pill", _("No medicine yet"), _("Type it below in one go: {example}", example=EXAMPLE)
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        self._stack.setMinimumHeight(44)
        self.add(self._stack, 1)
        self._build_box()

    def _build_strip(self) -> None:
        self.take_out = Button("", "secondary", size="small")
        self.keep = Button(_("Keep…"), "ghost", size="small", key="Alt+K")
        self.take_out.clicked.connect(self._take_out)
        self.keep.clicked.connect(self.ask_to_keep)
        self.strip = MessageBox("warn", "", actions=(self.take_out, self.keep))
        self.strip.setObjectName("warning")
        holder = QHBoxLayout()
        holder.setContentsMargins(12, 0, 12, 8)
        holder.addWidget(self.strip)
        self.add(holder)
        self.strip.hide()

    def _build_box(self) -> None:
        self.box = PickBox(_("Add medicine: {example}", example=EXAMPLE), _("Add medicine"), icon="plus")
        self.box.setObjectName("medicine")
        self.box.wanted.connect(self.search)
        self.box.picked.connect(self._picked)
        self.problem = Label("", "hint", "dangerText", wrap=True)
        self.problem.hide()
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 8, 12, 0)
        holder.setSpacing(4)
        holder.addWidget(self.box)
        holder.addWidget(self.problem)
        self.add(holder)

    def show_prescription(
        self, shown: PrescriptionShown, allergies: Sequence[AllergyCard] | None, is_open: bool
    ) -> None:
        may_edit = is_open and not shown.is_signed
        waiting = [one for one in shown.cautions if one.is_open]
        self._show_strip(shown, waiting)
        told = (*waiting, *([self._caution] if self._caution is not None else []))
        marked = frozenset(one.line_id for one in told if one.line_id is not None)
        self.table.show_lines(shown.lines, marked, may_edit)
        if self._is_new:
            self._is_new = False
            self.table.scrollToBottom()
        self._stack.setCurrentWidget(self.table if shown.lines else self.empty)
        self._show_state(shown, allergies)
        self.repeat.setVisible(may_edit and shown.can_repeat)
        self.correct.setVisible(shown.is_signed)
        self.box.setVisible(may_edit)
        if not may_edit:
            self.problem.hide()

    def _show_strip(self, shown: PrescriptionShown, waiting: Sequence[Caution]) -> None:
        """The gravest first; one whose reason was given leaves the strip to the next."""
        hints = [one for one in shown.cautions if not one.needs_reason]
        self._caution = next(iter((*waiting, *hints)), None)
        if self._caution is None:
            self.strip.setVisible(bool(shown.strays))
            if shown.strays:
                self.strip.show_message(
                    "warn",
                    _("A medicine came from another laptop after the signature"),
                    _("It is not part of this prescription. Make a correction to take it in."),
                )
                self.take_out.hide()
                self.keep.hide()
            return
        one = self._caution
        more = len(waiting) + len(hints)
        title = one.title if more == 1 else _("{title} · 1 of {n}", title=one.title, n=more)
        kind: MessageKind = "danger" if one.needs_reason and one.about is About.ALLERGY else "warn"
        self.strip.show_message(kind, title, f"{_(one.said)} {_(one.advice)}")
        self._name_take_out()
        self.take_out.setVisible(one.line_id is not None)
        self.keep.setVisible(one.needs_reason)
        self.strip.show()

    def _name_take_out(self) -> None:
        """The button names its medicine where there is room for it."""
        if self._caution is not None:
            named = _("Take out {name}", name=self._caution.line_name)
            self.take_out.set_words(_("Take out") if self.width() < NARROW else named)
            self.take_out.setAccessibleName(named)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_take_out()

    def _show_state(self, shown: PrescriptionShown, allergies: Sequence[AllergyCard] | None) -> None:
        """Signed, or that nothing in the list is what the patient must not have."""
        pill = None
        if shown.is_signed:
            at = words().time(shown.signed_at) if shown.signed_at is not None else ""
            pill = Pill(_("Signed {number} · {time}", number=shown.number, time=at), "ok", "signature")
        elif shown.corrects:
            pill = Pill(_("Corrects {number}", number=shown.corrects), "info", "pencil")
        elif allergies and shown.lines and not any(one.about is About.ALLERGY for one in shown.cautions):
            names = ", ".join(one.substance for one in allergies[:2])
            pill = Pill(_("No {names} in list", names=names), "ok", "shield-check")
        self.state.setVisible(pill is not None)
        if pill is not None:
            self.state.show_pill(pill)

    def offer(self, answer: Offers) -> None:
        self._offers = answer.offers
        rows = [self._offer_row(at, one) for at, one in enumerate(answer.offers)]
        self.box.show_rows(answer.text, rows)

    @staticmethod
    def _offer_row(at: int, one: Offer) -> Row:
        title = f"{one.new.name} {one.new.strength}".strip()
        if one.needs_dose:
            return Row(
                at, _("“{text}”", text=title), _("As typed. Type the dose too, like 1-0-1."), icon="pencil"
            )
        facts = offer_words(one.new)
        return Row(at, title if one.is_known else _("“{text}”", text=title), facts, data=one)

    def _picked(self, key: object) -> None:
        if not isinstance(key, int) or key >= len(self._offers):
            return
        one = self._offers[key]
        if one.needs_dose:
            self.show_problem(_("Type the dose too, like 1-0-1, BD or SOS."))
            return
        self.added.emit(one.new)

    def was_added(self) -> None:
        """The line is in the list, and will be in sight; the box is ready for the next."""
        self._is_new = True
        self.box.reset()
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.box.set_state("danger" if sentence else "")

    def focus(self) -> None:
        (self.box if self.box.isVisibleTo(self) else self.table).setFocus()

    def ask_to_keep(self) -> None:
        if self._caution is not None and self._caution.is_open:
            self.keep_wanted.emit(self._caution)

    def _take_out(self) -> None:
        if self._caution is not None and self._caution.line_id is not None:
            self.take_out_wanted.emit(self._caution.line_id)
