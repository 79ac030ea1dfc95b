"""What a patient must not be given. Never asked, asked and none known, or these: three different things."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.taking_back import Done, done
from app.work import Deed, Refused, Said, Work, use_case
from models.code_list import code_list
from models.people.patient import Allergy, Patient
from models.vocabulary import AllergiesAsked

LONGEST = 80


@dataclass(frozen=True, slots=True)
class AllergyCard:
    """One allergy as the banner says it: Penicillin · rash, 2021."""

    id: UUID
    substance: str = field(repr=False)
    reaction: str = field(default="", repr=False)
    since: str = ""

    @property
    def words(self) -> str:
        return f"{self.substance} · {self.more}" if self.more else self.substance

    @property
    def more(self) -> str:
        return ", ".join(part for part in (self.reaction, self.since) if part)


@use_case(Deed.WRITE_ALLERGY)
def add_allergy(work: Work, patient_id: UUID, substance: str, reaction: str = "", since: str = "") -> Done:
    """Write an allergy down; the patient then counts as asked."""
    patient = _patient(work, patient_id)
    name = _short(substance, "substance")
    if not name:
        raise Refused(Said("Type what the patient is allergic to."), field="substance")
    if any(one.substance.casefold() == name.casefold() for one in allergies_of(work.session, patient_id)):
        raise Refused(Said("{substance} is in the list already.", substance=name), field="substance")
    allergy = work.add(
        Allergy(
            patient_id=patient_id, substance=name, reaction=_short(reaction, "reaction") or None,
            since=_short(since, "since") or None,
        )
    )  # fmt: skip
    if patient.allergies_asked is not AllergiesAsked.KNOWN:
        work.put(patient, allergies_asked=AllergiesAsked.KNOWN)
    return done(work, allergy.id)


@use_case(Deed.WRITE_ALLERGY)
def no_known_allergies(work: Work, patient_id: UUID) -> Done:
    """Asked, and there are none."""
    patient = _patient(work, patient_id)
    if allergies_of(work.session, patient_id):
        raise Refused(
            Said("This patient has allergies written down."), advice=Said("Take each wrong one out first.")
        )
    if patient.allergies_asked is not AllergiesAsked.NONE:
        work.put(patient, allergies_asked=AllergiesAsked.NONE)
    return done(work, patient.id)


@use_case(Deed.WRITE_ALLERGY)
def withdraw_allergy(work: Work, allergy_id: UUID, reason: str) -> Done:
    """Take a wrong one out. With the last, nobody knows again: a mistake is no proof that there are none."""
    allergy = work.session.get(Allergy, allergy_id)
    if allergy is None:
        raise Refused(Said("This allergy is not on this laptop."), advice=Said("Sync, then try again."))
    if not reason.strip():
        raise Refused(Said("Say why it is wrong."), field="reason")
    if allergy.withdrawn is None:
        work.withdraw(allergy, reason.strip())
    work.session.flush()
    patient = _patient(work, allergy.patient_id)
    if not allergies_of(work.session, patient.id) and patient.allergies_asked is AllergiesAsked.KNOWN:
        work.put(patient, allergies_asked=AllergiesAsked.NOT_ASKED)
    return done(work, allergy.id)


def common_allergies() -> tuple[Said, ...]:
    """The kinds of medicines people are allergic to most, as the warnings know them."""
    return tuple(Said(group["said"]) for group in code_list("interactions")["allergy"])


def allergies_of(session: Session, patient_id: UUID) -> tuple[AllergyCard, ...]:
    """Those that stand, oldest first."""
    rows = session.scalars(
        select(Allergy)
        .where(Allergy.patient_id == patient_id, Allergy.withdrawn.is_(None))
        .order_by(Allergy.id)
    )
    return tuple(_card(row) for row in rows)


def known_allergies(session: Session, patient: Patient) -> tuple[AllergyCard, ...] | None:
    """None: not asked. Empty: asked, none known. `KNOWN` without a row here counts as not asked: ask again."""
    found = allergies_of(session, patient.id)
    if found:
        return found
    return () if patient.allergies_asked is AllergiesAsked.NONE else None


def _card(allergy: Allergy) -> AllergyCard:
    return AllergyCard(allergy.id, allergy.substance, allergy.reaction or "", allergy.since or "")


def _patient(work: Work, patient_id: UUID) -> Patient:
    patient = work.session.get(Patient, patient_id)
    if patient is None:
        raise Refused(Said("This patient is not on this laptop."), advice=Said("Sync, then try again."))
    return patient


def _short(text: str, field: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise Refused(Said("Use {most} letters or fewer.", most=LONGEST), field=field)
    return plain
