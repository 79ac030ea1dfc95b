from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Local, Synced
from models.fields import ASK, FIXED, NEWEST, shared
from models.ledger.private import Private
from models.vocabulary import DeviceScope


class Device(Synced, Base):
    """A laptop of the clinic, with the certificate the clinic's key gave it. Withdrawn means revoked.

    `code` (D7) is in every number it gives out, `lane` (A) in its tokens. `scope` and `event_id` say what it holds:
    at first what its certificate says, later what a supervisor says.
    """

    __tablename__ = "device"
    kind = "device"

    name: Mapped[str] = shared(ASK)
    code: Mapped[str] = shared(FIXED)
    lane: Mapped[str] = shared(FIXED)
    scope: Mapped[DeviceScope] = shared(NEWEST, Choice(DeviceScope), default=DeviceScope.CLINIC)
    event_id: Mapped[UUID | None] = shared(NEWEST)
    place_id: Mapped[UUID | None] = shared(NEWEST)
    key_id: Mapped[bytes] = shared(FIXED, index=True)
    sign_public: Mapped[bytes] = shared(FIXED)
    seal_public: Mapped[bytes] = shared(FIXED)
    certificate: Mapped[bytes] = shared(FIXED)
    valid_to: Mapped[datetime] = shared(FIXED)
    is_server: Mapped[bool] = shared(FIXED, default=False)


class Here(Local, Base):
    """This laptop itself, one row: who it is as a writer, and where its counters stand.

    `writer` is 8 random bytes made when it joined, anew at every restore. `number` is its last work,
    `arrival` the last place in its journal. `clock_offset_ms` is what the server last taught it, None before.
    `certificate` is this device's own, known before its row arrives.
    """

    __tablename__ = "here"
    __table_args__ = (CheckConstraint("one = 1", name="is_alone"),)

    one: Mapped[int] = mapped_column(primary_key=True, default=1)
    writer: Mapped[bytes] = mapped_column(LargeBinary(8))
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    arrival: Mapped[int] = mapped_column(BigInteger, default=0)
    epoch: Mapped[bytes] = mapped_column(LargeBinary(8))
    clinic_id: Mapped[UUID]
    device_id: Mapped[UUID | None]
    sign_private: Mapped[bytes | None] = mapped_column(Private)
    seal_private: Mapped[bytes | None] = mapped_column(Private)
    root_private: Mapped[bytes | None] = mapped_column(Private)
    certificate: Mapped[bytes | None]
    clock_offset_ms: Mapped[int | None] = mapped_column(BigInteger)
    audit_number: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_hash: Mapped[bytes] = mapped_column(LargeBinary(32), default=bytes(32))


class Series(Local, Base):
    """The last number given out in one series: patients of this laptop, tokens of a day, invoices of a year."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


class Draft(Local, Base):
    """What somebody typed and has not saved yet, kept every few seconds. One of each form per person."""

    __tablename__ = "draft"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[bytes]
    at: Mapped[datetime]


class Setting(Local, Base):
    """A choice of one person at this laptop (theme, language), or of the laptop itself (`account_id` zero)."""

    __tablename__ = "setting"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


SAME_NUMBER = "="
"""Stands for the field of a disagreement that is between two records: both bear the same number."""


class Disagreement(Local, Base):
    """A field with several standing values that wait for a person. Derived: apply and capture keep it.

    `withdrawn`: the record was voided, and somebody went on with it elsewhere.
    """

    __tablename__ = "disagreement"
    __table_args__ = (Index("ix_disagreement_record", "record"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
