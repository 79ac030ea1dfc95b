from dataclasses import dataclass
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.people.alike import LikelyDuplicates, likely_duplicates
from app.people.find import lately_from
from app.people.person import Person
from app.people.wording import PRIORITIES
from app.reception.give_token import GivenToken, NewToken, Registered, give_token, register_and_give_token
from app.reception.queue import Queue
from app.refused import Refused
from models.vocabulary import Priority
from ui.background import Asked, Background
from ui.kit.button import Button
from ui.kit.card import Card, Scroll
from ui.kit.choices import CheckBox, Choice
from ui.kit.combo import ComboBox
from ui.kit.form import Field, Form
from ui.kit.label import Label
from ui.reception.known_box import KnownBox
from ui.reception.reason_box import ReasonBox, ReasonField
from ui.reception.register_fields import RegisterFields
from ui.speech import _, words
from ui.theme.worn import theme
from ui.tools import Tools

PAUSE_MS = 120


@dataclass(frozen=True, slots=True)
class Served:
    """What came of the form: a token, for whom, and whether a slip is wanted."""

    given: GivenToken
    wants_slip: bool


class RegisterForm(Card):
    """Quick registration: a new patient, or one from the records, gets a token.

    Signals:
        served: a token was given; carries Served. The form is empty again.
    """

    served = Signal(object)

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Quick register"), key="F6", parent=parent)
        self._background, self._tools = background, tools
        self._asked: Asked | None = None
        self._busy = False
        self._queue: Queue | None = None
        self.fields = RegisterFields(tools.today)
        self.known = KnownBox()
        self.reason = ReasonBox()
        self.doctor = ComboBox(name=_("Doctor"))
        self.priority = ComboBox(
            [Choice(Priority.NONE, _("Normal")), *(Choice(one, _(said)) for one, said in PRIORITIES.items())],
            Priority.NONE,
            _("Priority"),
        )
        self.give = Button(
            _("Register and give token"), "primary", icon="ticket", key="Ctrl+Return", size="large"
        )
        self.slip = CheckBox(_("Print slip"), checked=True)
        self.foot = Label("", "hint", "text2")
        self._lay_out()
        self._tighten()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.fields.edited.connect(self._pause.start)
        self.fields.match.used.connect(self.use)
        self.known.dropped.connect(self._drop)
        self.give.clicked.connect(self.submit)
        self.doctor.changed.connect(self._show_foot)
        background.ask(self._show_villages, lately_from)

    def _lay_out(self) -> None:
        scroll = Scroll(gap=theme().size("formGap") - ReasonField.ABOVE)
        self.visit = Form()
        self.visit_fields = [
            ReasonField(self.reason),
            Field(_("Doctor"), self.doctor),
            Field(_("Priority"), self.priority),
        ]
        self.visit.add(self.visit_fields[0])
        self.visit.add_row(*self.visit_fields[1:], stretches=(3, 2))
        for part in (self.known, self.fields, self.visit):
            scroll.add(part)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        self.add(self.give)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.slip)
        row.addStretch(1)
        row.addWidget(self.foot)
        self.add(row)

    def _tighten(self) -> None:
        """Hindi is taller: with the match box open the whole form must still stand in 680 pixels."""
        outer = self.layout()
        if outer is not None:
            outer.setContentsMargins(0, 9, 0, 12)
        self.body.setSpacing(6)

    # What is shown

    def show_queue(self, seen: Queue) -> None:
        """The doctors with how many wait for each, the fee and the next number."""
        first = self._queue is None
        self._queue = seen
        choices = [
            Choice(room.doctor.id, _("{doctor} · {n} waiting", doctor=room.doctor.short, n=room.waiting))
            for room in seen.rooms
        ]
        choices.append(Choice(None, _("Any doctor · {n} waiting", n=seen.waits_for_any)))
        chosen = self.doctor.value()
        self.doctor.set_choices(choices)
        if first:
            chosen = seen.rooms[0].doctor.id if seen.rooms else None
        self.doctor.set_value(chosen)
        self._show_foot()

    def _show_foot(self) -> None:
        if self._queue is None:
            return
        fee = next(
            (room.doctor.fee_paise for room in self._queue.rooms if room.doctor.id == self.doctor.value()),
            None,
        )
        token = self._queue.next_number
        if fee:
            self.foot.setText(_("Fee {fee} · next token {token}", fee=words().rupees(fee), token=token))
        else:
            self.foot.setText(_("Next token {token}", token=token))

    def _show_villages(self, villages: tuple[str, ...]) -> None:
        self.fields.village.set_choices(Choice(village, village) for village in villages)

    def start(self) -> None:
        """Put the focus where the work begins."""
        first = self.reason if self.known.person else self.fields.mobile
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Somebody from the records

    def use(self, person: Person) -> None:
        """Give the token to this patient instead of registering a new one."""
        self.known.show_person(person, self._tools.today())
        self.fields.hide()
        self.give.set_words(_("Give token"))
        self.start()

    def _drop(self) -> None:
        self.known.show_person(None, self._tools.today())
        self.fields.show()
        self.give.set_words(_("Register and give token"))
        self.start()

    def _look(self) -> None:
        """Ask who this may already be; an earlier question nobody waits for is called off."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._background.ask_or(
            self._show_alike, self._no_answer, likely_duplicates, self.fields.likeness()
        )

    def _show_alike(self, found: LikelyDuplicates) -> None:
        if found.draft == self.fields.likeness():
            self.fields.match.show_found(found, self._tools.today())

    def _no_answer(self, error: Exception) -> None:
        """A question called off needs no word; anything else is told once it is asked for real."""

    # Saving

    def submit(self) -> None:
        """Register and give the token, once. Whatever is wrong gets the focus, and nothing typed is lost."""
        if self._busy:
            return
        person = self.known.person
        if person is None and self.fields.first_wrong() is not None:
            return
        self._busy = True
        if person is not None:
            self._background.ask_or(self._given, self._failed, give_token, person.id, self._token())
        else:
            self._background.ask_or(
                self._registered, self._failed, register_and_give_token, self.fields.patient(), self._token()
            )

    def _token(self) -> NewToken:
        doctor = cast("UUID | None", self.doctor.value())
        return NewToken(doctor, self.reason.value(), self._priority())

    def _priority(self) -> Priority:
        """A combo box gives words back as plain text."""
        return Priority(str(self.priority.value()))

    def _registered(self, done: Registered) -> None:
        self._given(done.given)

    def _given(self, given: GivenToken) -> None:
        self._busy = False
        self.clear()
        self.start()
        self.served.emit(Served(given, self.slip.isChecked()))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        field = self.fields.field_of(error.field) if isinstance(error, Refused) else None
        if isinstance(error, Refused) and error.field == "reason":
            field = self.visit_fields[0]
        if field is None or not isinstance(error, Refused):
            self._background.broke.emit(error)
            return
        field.set_error(_(error.reason))
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """An empty form for the next person; doctor and slip stay as they were."""
        self._pause.stop()
        if self._asked is not None:
            self._asked.cancel()
        self.fields.put_back({})
        self.reason.set_value(None)
        self.priority.set_value(Priority.NONE)
        if self.known.person is not None:
            self._drop()

    # Drafts

    def draft(self) -> dict[str, object]:
        """What is typed and not saved, as plain values; nothing for an empty form."""
        typed = self.fields.typed() if self.known.person is None else {}
        if self.reason.value():
            typed["reason"] = self.reason.value()
        if self._priority() is not Priority.NONE and typed:
            typed["priority"] = str(self._priority())
        return typed

    def restore(self, kept: dict[str, object]) -> None:
        self.fields.put_back(kept)
        reason, priority = kept.get("reason"), str(kept.get("priority", ""))
        self.reason.set_value(str(reason) if reason else None)
        self.priority.set_value(Priority(priority) if priority in set(Priority) else Priority.NONE)
        if self.fields.typed():
            self._pause.start()
