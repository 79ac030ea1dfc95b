from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.person import Person
from app.reception.appointments import (
    AppointmentCard,
    Arrived,
    Booked,
    NewAppointment,
    appointments,
    arrive,
    book_appointment,
    cancel_appointment,
)
from app.reception.give_token import GivenToken
from app.reception.queue import Queue, queue
from app.reception.token_words import read_slip
from app.taking_back import Done
from ui.background import Background
from ui.kit.dialog import ask
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.reception.appointments_card import AppointmentsCard
from ui.reception.booking_dialog import BookingDialog
from ui.reception.desk_columns import DeskColumns
from ui.reception.queue_card import QueueCard
from ui.reception.register_form import RegisterForm, Served
from ui.reception.serving_card import ServingCard
from ui.reception.token_actor import TokenActor
from ui.reception.token_deeds import deeds_of
from ui.speech import _, words
from ui.tools import Tools

MINUTE_MS = 30_000
SHOWN = frozenset({"token", "patient", "appointment", "account", "role_grant"})
"""What this page shows something of."""


class DeskPage(Page):
    """Reception: the queue, who is being served, today's appointments, and the form that adds to the queue."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Reception"), "desk"
        self._background, self._tools = background, tools
        self._queue_now = Latest(background, self._show_queue)
        self.actor = TokenActor(background, tools, self)
        self.queue = QueueCard(tools.today)
        self.serving = ServingCard()
        self.appointments = AppointmentsCard()
        self.register = RegisterForm(background, tools)
        self._appointments_now = Latest(background, self.appointments.show_appointments)
        self._lay_out()
        self._connect()
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.ask)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.columns = DeskColumns(self.queue, (self.serving, self.appointments), self.register)
        column.addWidget(self.columns)

    def _connect(self) -> None:
        self.queue.call_wanted.connect(self.actor.call_next)
        self.queue.wanted.connect(self.actor.do)
        self.queue.menu_wanted.connect(lambda token, at: self.actor.open_menu(deeds_of(token), token, at))
        self.queue.doctor_chosen.connect(self.ask)
        self.queue.wide_wanted.connect(partial(self.visit, "queue"))
        self.actor.moved.connect(self.queue.choose)
        self.register.served.connect(self._served)
        self.appointments.arrived.connect(self._arrive)
        self.appointments.cancelled.connect(self._ask_cancel)
        self.appointments.booking_wanted.connect(self.book)

    # What the window asks of a page

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("F4", _("Call next"), self.queue.call_next),
            KeyHint("F6", _("Register"), self.start_form),
            KeyHint(
                "Ctrl+U", _("Use the record that is shown"), self.register.fields.match.use_this, shown=False
            ),
            KeyHint("Alt+Q", _("Queue list"), self.queue.focus_list, shown=False),
            KeyHint("Alt+A", _("Appointments"), self._focus_appointments, shown=False),
            KeyHint("Alt+W", _("Wide list"), partial(self.visit, "queue"), shown=False),
            KeyHint("Ins", _("New appointment"), self.book, shown=False),
            KeyHint("Ctrl+P", _("Print slip"), self._print_chosen, shown=False),
            *self.queue.keys(),
        ]

    def main_action(self) -> None:
        self.register.submit()

    def opened(self, **what: object) -> None:
        """`person`: somebody from the records gets a token; `name`: of somebody new."""
        self.ask()
        self._minute.start()
        person, name = what.get("person"), what.get("name")
        if isinstance(person, Person):
            self.register.use(person)
        elif isinstance(name, str):
            self.register.fields.name.setText(name)
        self.start_form()

    def start_form(self) -> None:
        """F6: to the first field of the form, wherever it stands."""
        self.columns.show_form()
        self.register.start()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & SHOWN:
            self.ask()

    def undo(self) -> bool:
        return self.actor.undo()

    def draft(self) -> dict[str, object]:
        return self.register.draft()

    def restore(self, kept: dict[str, object]) -> None:
        self.register.restore(kept)

    def scanned(self, text: str) -> bool:
        """The code of a slip chooses its token."""
        slip = read_slip(text)
        if slip is None:
            return False
        day, number = slip
        if day != self._tools.today():
            self.say(_("This slip is of {day}.", day=words().day(day)), "warn", icon="ticket")
        elif not self.queue.choose_number(number):
            self.say(_("{token} is not in this queue.", token=number), "warn", icon="ticket")
        return True

    def take_over(self, old: Page) -> None:
        if isinstance(old, DeskPage):
            self.restore(old.draft())

    # Asking

    def ask(self) -> None:
        """Ask again for everything that is shown."""
        self.queue.wait()
        self._queue_now.renew(queue, None, self.queue.doctor_id())
        self._appointments_now.renew(appointments)

    def _show_queue(self, seen: Queue) -> None:
        self.actor.show_queue(seen)
        self.queue.show_queue(seen)
        self.serving.show_rooms(seen.rooms)
        self.register.show_queue(seen)

    # Tokens that were given

    def _served(self, served: Served) -> None:
        self._tell_given(served.given, served.given.done)
        if served.wants_slip and not served.given.was_waiting:
            self.actor.print_slip(served.given.token.id)

    def _tell_given(self, given: GivenToken, done: Done) -> None:
        token = given.token
        if given.was_waiting:
            self.say(_("{name} already has token {token}", name=token.name, token=token.number), "info")
        else:
            self.actor.remember(done)
            self.say(
                _("Token {token} given", token=token.number), detail=token.name, do=self.undo, icon="ticket"
            )
        self.queue.choose(token.id)

    def _print_chosen(self) -> None:
        token = self.queue.token()
        if token is not None:
            self.actor.print_slip(token.id, duplicate=True)

    # Appointments

    def _focus_appointments(self) -> None:
        self.columns.show_today()
        self.appointments.focus_list()

    def book(self) -> None:
        dialog = BookingDialog(self, self._background, self._tools, self.actor.rooms)
        dialog.wanted.connect(self._book)
        dialog.open()

    def _book(self, patient_id: UUID, new: NewAppointment) -> None:
        self._background.ask(self._booked, book_appointment, patient_id, new)

    def _booked(self, booked: Booked) -> None:
        self.actor.remember(booked.done)
        if booked.clash is None:
            self.say(_("Booked."), do=self.undo, icon="calendar-check")
        else:
            clash = _("The doctor is also booked at {time}.", time=words().time(booked.clash))
            self.say(_("Booked."), "warn", detail=clash, do=self.undo)

    def _arrive(self, card: AppointmentCard) -> None:
        self._background.ask(self._arrived, arrive, card.id)

    def _arrived(self, arrived: Arrived) -> None:
        self._tell_given(arrived.given, arrived.done)
        if self.register.slip.isChecked():
            self.actor.print_slip(arrived.given.token.id)

    def _ask_cancel(self, card: AppointmentCard) -> None:
        ask(
            self,
            _("Cancel the appointment of {name}?", name=card.name),
            _("It is taken out of today's list. You can take this back."),
            keep=_("Keep it"),
            do=_("Cancel it"),
            then=partial(self._cancel, card.id),
            danger=True,
        )

    def _cancel(self, appointment_id: UUID) -> None:
        self._background.ask(self._cancelled, cancel_appointment, appointment_id)

    def _cancelled(self, done: Done) -> None:
        self.actor.remember(done)
        self.say(_("Appointment cancelled."), do=self.undo)
