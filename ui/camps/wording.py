"""How a camp, its tables, its people and the answers of the gate are written."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from app.camps.answers import Answer, CheckIn
from app.camps.events import EventCard
from app.camps.lists import stages
from app.camps.participants import ParticipantCard, TableStop
from app.clock import clinic_day
from app.words import Said
from models.vocabulary import EventState
from ui.kit.pill import Pill
from ui.kit.result_panel import Result
from ui.kit.steps import Stop
from ui.people.person_words import age_sex
from ui.speech import _, words

ResultKind = Literal["ok", "warn", "danger"]


class TwoNames(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def name_other(self) -> str | None: ...


def in_script(named: TwoNames) -> str:
    """The name for the language of the window: English as it was given, else the other one where there is one."""
    if words().language == "en":
        return named.name
    return named.name_other or named.name


def camp_line(camp: EventCard) -> str:
    """Bhimpur health camp · Sat 21 Nov 2026"""
    return f"{in_script(camp)} · {words().day(clinic_day(camp.starts_at))}"


def place_words(venue: str, village: str | None) -> str:
    """Where the camp is; the village only if the place does not name it already."""
    if not village or village.casefold() in venue.casefold():
        return venue
    return f"{venue} · {village}"


def stage_words(state: str) -> str:
    """A stage as people say it; one that a newer version added as it is written."""
    if state == EventState.CANCELLED:
        return _("Cancelled")
    stage = stages().get(EventState(state)) if state in set(EventState) else None
    return _(stage.said) if stage else str(state)


def about(card: ParticipantCard, today: date) -> str:
    """54 F · Bhimpur, ward 4"""
    return " · ".join(part for part in (age_sex(card, today), card.village or "") if part)


@dataclass(frozen=True, slots=True)
class Look:
    """How an answer is shown: the word from two metres, its colour and picture, and the pill in lists."""

    word: Said
    kind: ResultKind
    icon: str
    short: Said


LOOKS = {
    Answer.WELCOME: Look(Said("Checked in"), "ok", "check", Said("Checked in")),
    Answer.ALREADY_IN: Look(Said("Already checked in"), "warn", "repeat", Said("Already in")),
    Answer.OTHER_CAMP: Look(Said("Wrong camp"), "danger", "x", Said("Wrong camp")),
    Answer.REPLACED: Look(Said("Pass not valid any more"), "danger", "ban", Said("Not valid")),
    Answer.NOT_NOW: Look(Said("Not now"), "danger", "clock", Said("Not now")),
    Answer.CANNOT_CHECK: Look(Said("Cannot check here"), "warn", "alert-triangle", Said("Cannot check")),
    Answer.NOT_GENUINE: Look(Said("No valid pass"), "danger", "alert-octagon", Said("Not valid")),
}


def kind_of(answer: CheckIn) -> ResultKind:
    return "warn" if answer.is_amber else LOOKS[answer.answer].kind


def result_of(answer: CheckIn) -> Result:
    """What stands on the large panel."""
    look = LOOKS[answer.answer]
    return Result(kind_of(answer), _(look.word), _(answer.reason), who(answer), advice_of(answer), look.icon)


def who(answer: CheckIn) -> str:
    """The name, or the number on the card where the name is not known here."""
    if answer.participant is not None:
        return in_script(answer.participant)
    return _("Card {number}", number=answer.number) if answer.number else ""


def advice_of(answer: CheckIn) -> str:
    """Where to send them, the table named in the language of the window."""
    stop = answer.participant.next_stop if answer.participant is not None else None
    if stop is not None and "table" in answer.advice.slots:
        return _(answer.advice.text, table=in_script(stop))
    return _(answer.advice)


def pill_of(answer: CheckIn) -> Pill:
    look = LOOKS[answer.answer]
    return Pill(_(look.short), kind_of(answer), look.icon)


def stops_of(card: ParticipantCard) -> list[Stop]:
    """Check-in and the tables, done or still to come; the first that is not done is where to go."""
    came = card.admitted_at
    found = [Stop(_("Check-in"), "done" if came else "next", words().time(came) if came else "")]
    following = card.next_stop
    found.extend(_stop(stop, is_next=came is not None and stop is following) for stop in card.stops)
    return found


def _stop(stop: TableStop, *, is_next: bool) -> Stop:
    if stop.at is not None:
        return Stop(in_script(stop), "done", words().time(stop.at))
    if is_next:
        return Stop(in_script(stop), "now", pill=Pill(_("Next"), "accent", "arrow-right"))
    return Stop(in_script(stop))


def condition_words(card: ParticipantCard) -> list[str]:
    """What they told of themselves."""
    return [_(one.said) if isinstance(one.said, Said) else one.said for one in card.conditions]


def consent_pill(card: ParticipantCard) -> Pill:
    if card.has_consent:
        return Pill(_("Consent signed"), "ok", "check")
    return Pill(_("Consent not taken"), "warn", "alert-triangle")
