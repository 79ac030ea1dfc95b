"""The lines of a prescription, as they are written and as they were signed."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consulting.dose import Dose, read_dose
from app.papers.medicine import Doses, EveryHours, Food, Rhythm, Unit
from app.work import Seen, seen_of
from models.consulting.prescription import MedicineLine, Prescription
from models.identity import shared_identity
from models.values import BadValue
from models.vocabulary import PrescriptionState


class Move(StrEnum):
    """What became of a medicine since the last prescription."""

    NEW = "new"
    SAME = "same"
    MORE = "more"
    LESS = "less"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Line:
    """One medicine. `pattern` is how much and when, without food, counted in `unit`; `quantity` is how many to hand
    out of what is `sold`, and one of these `holds` so many units.
    """

    id: UUID
    name: str = field(repr=False)
    strength: str = field(repr=False)
    form: str
    pattern: str = field(repr=False)
    food: Food = Food.ANY
    days: int | None = None
    quantity: int | None = None
    unit: Unit = Unit.TABLET
    sold: str = "tablet"
    holds: int = 1
    brand: str = field(default="", repr=False)
    route: str = ""
    reason: str = field(default="", repr=False)
    instruction: str = field(default="", repr=False)
    is_schedule_h1: bool = False

    @property
    def dose(self) -> Dose | None:
        """None for a pattern that only a newer version can read; it is shown as it is written."""
        try:
            return read_dose(self.pattern)
        except BadValue:
            return None

    @property
    def title(self) -> str:
        """Metformin 500 mg"""
        return f"{self.name} {self.strength}".strip()

    @property
    def cells(self) -> tuple[Fraction, ...]:
        """Morning, noon, night and, where used, bedtime; none for a medicine without fixed times."""
        dose = self.dose
        if dose is None or not isinstance(dose.taken, Doses):
            return ()
        taken = dose.taken
        times = tuple(Fraction(time) for time in (taken.morning, taken.noon, taken.night, taken.bedtime))
        return times if times[3] else times[:3]


@dataclass(frozen=True, slots=True)
class Content:
    """What was signed: the lines, and what stood around them then. Allergies None: not asked.

    Diagnoses are (name, code), measures (key of the tile, value, unit), allergies (substance, reaction).
    """

    lines: tuple[Line, ...] = field(repr=False)
    diagnoses: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    measures: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    allergies: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PrescribedLine:
    """A line as the screen shows it. `seen` goes back with a change; a signed line has none."""

    line: Line
    move: Move
    seen: Seen | None = field(default=None, repr=False)


def draft_key(visit_id: UUID) -> UUID:
    return shared_identity(visit_id, "prescription")


def prescriptions_of(session: Session, visit_id: UUID) -> list[Prescription]:
    """Those of a visit, the first one first."""
    rows = session.scalars(
        select(Prescription)
        .where(Prescription.visit_id == visit_id, Prescription.withdrawn.is_(None))
        .order_by(Prescription.made_at, Prescription.id)
    )
    return list(rows)


def current_prescription(session: Session, visit_id: UUID) -> Prescription | None:
    """The one being written, else the one signed last."""
    found = prescriptions_of(session, visit_id)
    drafts = [one for one in found if one.state is PrescriptionState.DRAFT]
    return next(reversed(drafts or found), None)


def last_signed(
    session: Session, patient_id: UUID, before: Prescription | None, visit_id: UUID | None
) -> Prescription | None:
    """The prescription a new one is compared with: the one it corrects, else the last of an earlier visit."""
    if before is not None and before.replaces_id is not None:
        return session.get(Prescription, before.replaces_id)
    return session.scalars(
        select(Prescription)
        .where(
            Prescription.patient_id == patient_id,
            Prescription.visit_id != visit_id,
            Prescription.state == PrescriptionState.SIGNED,
            Prescription.withdrawn.is_(None),
        )
        .order_by(Prescription.signed_at.desc(), Prescription.id.desc())
        .limit(1)
    ).first()


def standing_lines(session: Session, visit_id: UUID) -> tuple[Line, ...]:
    """What was prescribed at a visit in the end, for the bill and the pharmacy: as signed last, without what a
    correction replaced and without lines that came after the signature.
    """
    signed = [one for one in prescriptions_of(session, visit_id) if one.content is not None]
    return lines_of(session, signed[-1]) if signed else ()


def rows_of(session: Session, prescription_id: UUID) -> list[MedicineLine]:
    """The records of a prescription's lines, in order, whatever became of them since it was signed."""
    rows = session.scalars(
        select(MedicineLine)
        .where(MedicineLine.prescription_id == prescription_id, MedicineLine.withdrawn.is_(None))
        .order_by(MedicineLine.position, MedicineLine.id)
    )
    return list(rows)


def lines_of(session: Session, prescription: Prescription | None) -> tuple[Line, ...]:
    """What was signed, exactly; of a draft what is written now."""
    if prescription is None:
        return ()
    if prescription.content is not None:
        return signed_lines(prescription.content)
    return tuple(line_of(row) for row in rows_of(session, prescription.id))


def written_lines(
    session: Session, prescription: Prescription, last: tuple[Line, ...]
) -> tuple[PrescribedLine, ...]:
    """The lines with what is new about each; those of a draft can be changed."""
    if prescription.content is not None:
        return tuple(PrescribedLine(line, move_of(line, last)) for line in signed_lines(prescription.content))
    rows = rows_of(session, prescription.id)
    lines = [line_of(row) for row in rows]
    return tuple(
        PrescribedLine(line, move_of(line, last), seen_of(row)) for row, line in zip(rows, lines, strict=True)
    )


def line_of(row: MedicineLine) -> Line:
    return Line(
        row.id, row.name, row.strength or "", row.form, row.pattern, _food(row.food), row.days, row.quantity,
        Unit(row.unit) if row.unit in set(Unit) else Unit.TABLET, row.sold, row.holds, row.brand or "",
        row.route or "", row.reason or "", row.instruction or "", row.is_schedule_h1,
    )  # fmt: skip


def sealed(content: Content) -> bytes:
    """What `opened` reads again, in a year as today."""
    return msgspec.msgpack.Encoder(order="deterministic").encode(content)


def opened(content: bytes) -> Content:
    return msgspec.msgpack.decode(content, type=Content)


def signed_lines(content: bytes) -> tuple[Line, ...]:
    return opened(content).lines


def move_of(line: Line, last: tuple[Line, ...]) -> Move:
    """Compared with the last prescription: the same medicine, and the same of it?"""
    same = [old for old in last if old.name.casefold() == line.name.casefold()]
    if not same:
        return Move.NEW
    if any(_says_the_same(line, old) for old in same):
        return Move.SAME
    before, now = _daily(same[0]), _daily(line)
    if before is None or now is None or before == now:
        return Move.CHANGED
    return Move.MORE if now > before else Move.LESS


def _says_the_same(line: Line, old: Line) -> bool:
    return (line.strength.casefold(), line.form, line.pattern, line.food) == (
        old.strength.casefold(), old.form, old.pattern, old.food,
    )  # fmt: skip


def _daily(line: Line) -> Fraction | None:
    """How much in a day, by weight where the strength says it: 500 mg twice is 1000."""
    dose = line.dose
    taken = None if dose is None else dose.taken
    if dose is not None and isinstance(taken, Doses):
        times = (taken.morning, taken.noon, taken.night, taken.bedtime)
        a_day = sum((Fraction(time) for time in times), Fraction(0))
        amount = a_day / {Rhythm.ALTERNATE_DAYS: 2, Rhythm.WEEKLY: 7}.get(dose.rhythm, 1)
    elif isinstance(taken, EveryHours):
        amount = Fraction(taken.amount) * 24 / taken.hours
    else:
        return None
    number, _, unit = line.strength.partition(" ")
    return amount * Fraction(number) if _is_number(number) and unit == "mg" else amount


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def bare(dose: Dose) -> str:
    """The pattern that is kept: food and unit stand in columns of their own."""
    return replace(dose, food=Food.ANY, unit=None).text


def _food(food: str | None) -> Food:
    return Food(food) if food in set(Food) else Food.ANY
