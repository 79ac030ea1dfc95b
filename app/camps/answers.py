"""What the gate says: seven answers, each with a reason and what to do."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.camps.events import EventCard
from app.camps.participants import ParticipantCard
from app.camps.proving import Trouble
from app.clock import INDIA, clinic_day
from app.work import Said


class Answer(StrEnum):
    WELCOME = "welcome"
    ALREADY_IN = "already_in"
    OTHER_CAMP = "other_camp"
    REPLACED = "replaced"
    NOT_NOW = "not_now"
    CANNOT_CHECK = "cannot_check"
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What the gate says, and what to do. Facts are those this laptop knows.

    `at`, `where` and `by` are of the admission that counts. `is_amber` softens a No that rests on a clock nobody
    is sure of; `may_admit` says that a person may let them in all the same. `needs_person` marks a blank pass
    nobody registered on this laptop. `family` more people gave the same phone and are not in yet.
    """

    answer: Answer
    reason: Said
    advice: Said
    trouble: Trouble | None = None
    participant: ParticipantCard | None = field(default=None, repr=False)
    number: str | None = None
    token: str | None = None
    at: datetime | None = None
    where: str | None = None
    by: str | None = None
    admission_id: UUID | None = None
    camp: EventCard | None = None
    is_amber: bool = False
    may_admit: bool = False
    needs_person: bool = False
    family: int = 0


FIND_OTHERWISE = Said("Find the person by name or phone, or add a walk-in.")
ASK_COORDINATOR = Said("Ask the coordinator.")
CANNOT_CHECK = {
    Trouble.UNKNOWN_ISSUER: (
        Said("It was issued by a laptop that this one does not know yet."),
        Said("Ask the hub or sync, then scan again."),
    ),
    Trouble.REVOKED_ISSUER: (Said("The laptop that issued it was revoked."), ASK_COORDINATOR),
    Trouble.ISSUER_NOT_ALLOWED: (
        Said("The laptop that issued it may not issue for this camp."),
        ASK_COORDINATOR,
    ),
    Trouble.NEWER_VERSION: (
        Said("It is a newer kind of pass."),
        Said("Update this laptop, or ask at another desk."),
    ),
    Trouble.UNKNOWN_CODE: (
        Said("This code is not known on this laptop."),
        Said("Scan the pass itself, or ask at the desk that issued it."),
    ),
}
NOT_GENUINE = {
    Trouble.NOT_A_PASS: (Said("This is not a camp pass."), FIND_OTHERWISE),
    Trouble.ABHA_CARD: (Said("This is an ABHA card, not a camp pass."), FIND_OTHERWISE),
    Trouble.PAYMENT_CODE: (Said("This is a payment code, not a camp pass."), FIND_OTHERWISE),
    Trouble.CUT_OFF: (
        Said("Only a part of the pass was read."),
        Said("Hold it flat and scan again, or type the code below it."),
    ),
    Trouble.FORGED: (
        Said("The pass is damaged or forged."),
        Said("Type the code below it. If that fails too, ask the coordinator."),
    ),
    Trouble.WRONG_CODE: (Said("This code is not right."), Said("Look again at the card.")),
}


def clock_or_day(moment: datetime, now: datetime) -> str | datetime:
    """14:05 for today, else with its day."""
    if clinic_day(moment) == clinic_day(now):
        return f"{moment.astimezone(INDIA):%H:%M}"
    return moment
