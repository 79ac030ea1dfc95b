from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Derived, Synced
from models.fields import ASK, FIXED, NEWEST, furthest, shared
from models.people import search
from models.vocabulary import AllergiesAsked, Sex


class Patient(Synced, Base):
    """A person the clinic looks after.

    `number` is what people say aloud; it is made offline and so carries the code of the laptop. It is not
    unique by constraint: a clash is a worklist entry. Many know their age but not their birthday: then
    `born_on` is 1 July of the likely year, `birth_is_estimated` says so, and no rule may use it to tell two
    people apart. Aadhaar numbers are never kept, here or anywhere.
    """

    __tablename__ = "patient"
    __table_args__ = (CheckConstraint("length(trim(name)) > 0", name="is_named"),)
    kind = "patient"
    derive = Derived(search.index_patients)

    number: Mapped[str] = shared(FIXED, index=True)
    name: Mapped[str] = shared(ASK)
    name_other: Mapped[str | None] = shared(NEWEST)
    sex: Mapped[Sex] = shared(ASK, Choice(Sex), default=Sex.UNKNOWN)
    born_on: Mapped[date | None] = shared(ASK)
    birth_is_estimated: Mapped[bool] = shared(ASK, default=False)
    relative_name: Mapped[str | None] = shared(NEWEST)
    relative_is: Mapped[str | None] = shared(NEWEST)
    phone: Mapped[str | None] = shared(NEWEST, index=True)
    phone_other: Mapped[str | None] = shared(NEWEST)
    village: Mapped[str | None] = shared(NEWEST)
    address: Mapped[str | None] = shared(NEWEST)
    district: Mapped[str | None] = shared(NEWEST)
    state: Mapped[str | None] = shared(NEWEST)
    pin: Mapped[str | None] = shared(NEWEST)
    blood_group: Mapped[str | None] = shared(ASK)
    abha_number: Mapped[str | None] = shared(ASK, index=True)
    abha_address: Mapped[str | None] = shared(NEWEST)
    emergency_name: Mapped[str | None] = shared(NEWEST)
    emergency_phone: Mapped[str | None] = shared(NEWEST)
    language: Mapped[str] = shared(NEWEST, default="hi")
    large_print: Mapped[bool] = shared(NEWEST, default=False)
    allergies_asked: Mapped[AllergiesAsked] = shared(
        furthest(*AllergiesAsked), Choice(AllergiesAsked), default=AllergiesAsked.NOT_ASKED
    )


class Identifier(Synced, Base):
    """A document, scheme or insurance card somebody showed: its type and at most what the law lets us keep."""

    __tablename__ = "identifier"
    kind = "identifier"

    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    type: Mapped[str] = shared(FIXED)
    value: Mapped[str] = shared(ASK)
    valid_until: Mapped[date | None] = shared(NEWEST)


class Allergy(Synced, Base):
    """Something a patient must not be given. Each its own record, so that two laptops' allergies unite."""

    __tablename__ = "allergy"
    kind = "allergy"

    patient_id: Mapped[UUID] = shared(FIXED, index=True)
    substance: Mapped[str] = shared(FIXED)
    reaction: Mapped[str | None] = shared(ASK)
    since: Mapped[str | None] = shared(NEWEST)


class Consent(Synced, Base):
    """What a person agreed to, in which words, and how; taken back by withdrawing the record."""

    __tablename__ = "consent"
    kind = "consent"

    person_id: Mapped[UUID] = shared(FIXED, index=True)
    purpose: Mapped[str] = shared(FIXED)
    wording: Mapped[str] = shared(ASK)
    given_by: Mapped[str | None] = shared(FIXED)
