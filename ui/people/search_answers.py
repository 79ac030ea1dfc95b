"""What Ctrl+K shows while somebody types: the people the store knows, and where each stands today."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from app.people.find import People, find_people
from app.people.person import Person
from app.words import Said
from models.vocabulary import TokenState
from ui.background import Asked, Background
from ui.kit.avatar import initials
from ui.kit.pill import Pill
from ui.kit.row import Row
from ui.palette import Found, Hit
from ui.people.person_words import age_sex, place_phone
from ui.speech import _, words
from ui.theme.theme import Kind

Go = Callable[[str, dict[str, object]], object]
"""Takes somebody to a place of the window."""

MOST_SHOWN = 8
TOKEN_PILLS: dict[TokenState | None, tuple[Said, Kind, str]] = {
    TokenState.WITH_DOCTOR: (Said("Token {token} · with doctor"), "accent", "stethoscope"),
    TokenState.WAITING: (Said("Token {token} · waiting"), "accent", "ticket"),
    TokenState.CALLED: (Said("Token {token} · called"), "accent", "bell-ringing"),
    TokenState.DONE: (Said("Token {token} · seen"), "ok", "check"),
}


class PeopleFinder(QObject):
    """The palette's finder. A question nobody waits for any more is called off.

    `give_token`: whether Ctrl+Enter on a patient takes them to the desk's form.
    """

    def __init__(
        self,
        background: Background,
        go: Go,
        today: Callable[[], date],
        give_token: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or background)
        self._background, self._go, self._today = background, go, today
        self._gives_token = give_token
        self._asked: Asked | None = None
        self._then: Callable[[Found], None] | None = None

    def __call__(self, text: str, then: Callable[[Found], None]) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._then = then
        self._asked = self._background.ask_or(self._answer, self._no_answer, find_people, text, MOST_SHOWN)

    def _answer(self, people: People) -> None:
        if self._then is not None:
            self._then(self.search_answers(people))

    def _no_answer(self, error: Exception) -> None:
        """A search that was called off, or that this role may not make, shows no people."""

    def search_answers(self, people: People) -> Found:
        """The answer as rows of the palette."""
        hits = tuple(self._hit(person, people.text) for person in people.people)
        note = _("Searching this laptop · {n} people", n=words().number(people.of))
        return Found(people.text, hits, _("Patients"), note)

    def _hit(self, person: Person, text: str) -> Hit:
        if person.event_id is not None:
            what: dict[str, object] = {"event_id": person.event_id, "registration_id": person.id}
            return Hit(person_row(person, self._today(), text), partial(self._go, "camp", what))
        visit = partial(self._go, "patient", {"patient_id": person.id})
        token = partial(self._go, "desk", {"person": person}) if self._gives_token else None
        return Hit(person_row(person, self._today(), text), visit, token)


def person_row(person: Person, today: date, typed: str = "") -> Row:
    """Somebody found, as lists show them."""
    other = person.name_other or ""
    beside = "  ".join(part for part in (age_sex(person, today), other) if part)
    facts = place_phone(person.village, person.phone)
    if person.relative_name:
        facts = " · ".join((facts, _("with {name}", name=person.relative_name)))
    return Row(
        person.id, person.name, facts, beside=beside, initials=initials(person.name),
        match=_matched(person.name, typed), pill=near_pill(person), data=person,
    )  # fmt: skip


def near_pill(person: Person) -> Pill:
    """What is nearest to now: today's token, today's time, the last visit."""
    if person.event_id is not None:
        return Pill(_("Camp record"), "neutral", "tent")
    if person.token_state in TOKEN_PILLS:
        said, kind, sign = TOKEN_PILLS[person.token_state]
        solid = person.token_state is TokenState.WITH_DOCTOR
        return Pill(_(Said(said.text, token=person.token)), kind, sign, solid=solid)
    if person.booked_at is not None:
        return Pill(_("Booked {time} today", time=words().time(person.booked_at)), "neutral", "calendar")
    if person.last_visit is not None:
        return Pill(_("Last visit {day}", day=words().date(person.last_visit)), "neutral", "history")
    return Pill(person.number, "neutral", "id")


def _matched(name: str, typed: str) -> str:
    """The letters of the name that were typed, for the list to bring out."""
    for word in typed.split():
        at = name.casefold().find(word.casefold())
        if at >= 0:
            return name[at : at + len(word)]
    return ""
