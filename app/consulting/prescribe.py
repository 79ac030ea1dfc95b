"""Writing a prescription, line by line. A draft can be changed by everybody who may; a signed one by nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from app.consulting.dose import quantity, read_days, read_dose
from app.consulting.line_entry import read_when
from app.consulting.lines import (
    Line,
    bare,
    current_prescription,
    draft_key,
    last_signed,
    line_of,
    lines_of,
    rows_of,
)
from app.consulting.protocol import need_protocol
from app.consulting.visits import open_own_visit
from app.papers.medicine import Food, Unit
from app.taking_back import Done, done
from app.work import Deed, Refused, Said, Seen, Work, use_case
from models.consulting.prescription import MedicineLine, Prescription
from models.consulting.visit import Visit
from models.values import BadValue
from models.vocabulary import PrescriptionState

LONGEST, MOST_LINES, MOST_PIECES = 200, 40, 9999

Typed = Mapping[str, str]
"""What was typed in a line's fields: name, strength, form, brand, dose, food, days, quantity, reason, instruction."""


@dataclass(frozen=True, slots=True)
class NewLine:
    """A medicine to add. `dose` is the notation as typed; with no `quantity` it is computed from dose and days."""

    name: str = field(repr=False)
    dose: str = field(repr=False)
    strength: str = field(default="", repr=False)
    form: str = "tablet"
    unit: Unit = Unit.TABLET
    sold: str = "tablet"
    holds: int = 1
    food: Food = Food.ANY
    days: int | None = None
    quantity: int | None = None
    brand: str = field(default="", repr=False)
    route: str = ""
    reason: str = field(default="", repr=False)
    instruction: str = field(default="", repr=False)
    is_schedule_h1: bool = False


@use_case(Deed.PRESCRIBE)
def add_line(work: Work, visit_id: UUID, new: NewLine) -> Done:
    """Add a medicine at the end of the visit's prescription, begun now if there is none."""
    visit = open_own_visit(work, visit_id, Deed.PRESCRIBE)
    return done(work, _add(work, draft_of_visit(work, visit), new))


@use_case(Deed.PRESCRIBE)
def change_line(work: Work, line_id: UUID, seen: Seen, typed: Typed) -> Done:
    """Change what was typed in some fields of a line. The quantity follows dose and days unless somebody set it."""
    row = _own_row(work, line_id)
    values = _read(row, typed)
    if values:
        need_protocol(work, str(values.get("name", row.name)))
        work.revise(row, seen, **values)
    return done(work, row.id)


@use_case(Deed.PRESCRIBE)
def remove_line(work: Work, line_id: UUID) -> Done:
    work.withdraw(_own_row(work, line_id), "taken out")
    return done(work, line_id)


@use_case(Deed.PRESCRIBE)
def move_line(work: Work, line_id: UUID, by: int) -> Done:
    """Up (-1) or down (1) among the others."""
    row = _own_row(work, line_id)
    rows = rows_of(work.session, row.prescription_id)
    old = next(at for at, one in enumerate(rows) if one.id == row.id)
    new = min(max(old + by, 0), len(rows) - 1)
    rows.insert(new, rows.pop(old))
    for place, one in enumerate(rows, 1):
        if one.position != place:
            work.put(one, position=place)
    return done(work, line_id)


@dataclass(frozen=True, slots=True)
class Repeated:
    count: int
    done: Done


@use_case(Deed.PRESCRIBE)
def repeat_last(work: Work, visit_id: UUID) -> Repeated:
    """Take over the lines of the patient's last signed prescription that are not here yet; how many."""
    visit = open_own_visit(work, visit_id, Deed.PRESCRIBE)
    draft = draft_of_visit(work, visit)
    last = lines_of(work.session, last_signed(work.session, visit.patient_id, draft, visit_id))
    if not last:
        raise Refused(Said("There is no earlier prescription on this laptop."))
    here = {_medicine(line) for line in lines_of(work.session, draft)}
    fresh = [line for line in last if _medicine(line) not in here]
    for line in fresh:
        copy_line(work, draft, line)
    return Repeated(len(fresh), done(work))


def draft_of_visit(work: Work, visit: Visit) -> Prescription:
    """The prescription of a visit that is being written. Two laptops that begin one apart begin the same."""
    current = current_prescription(work.session, visit.id)
    if current is not None and current.state is PrescriptionState.DRAFT:
        return current
    if current is not None:
        raise signed()
    return work.add(
        Prescription(
            id=draft_key(visit.id), patient_id=visit.patient_id, visit_id=visit.id,
            doctor_id=visit.doctor_id, state=PrescriptionState.DRAFT,
        )
    )  # fmt: skip


def signed() -> Refused:
    return Refused(
        Said("The prescription is signed. It does not change any more."), advice=Said("Make a correction.")
    )


def copy_line(work: Work, draft: Prescription, line: Line) -> UUID:
    """The same medicine in another prescription."""
    need_protocol(work, line.name)
    return work.add(
        MedicineLine(
            prescription_id=draft.id, position=_next_place(work, draft), name=line.name,
            strength=line.strength or None, form=line.form, brand=line.brand or None, route=line.route or None,
            pattern=line.pattern, food=_kept_food(line.food), days=line.days, quantity=line.quantity,
            unit=line.unit.value, sold=line.sold, holds=line.holds, reason=line.reason or None,
            instruction=line.instruction or None, is_schedule_h1=line.is_schedule_h1,
        )
    ).id  # fmt: skip


def _add(work: Work, draft: Prescription, new: NewLine) -> UUID:
    name = _text("name", new.name)
    if not name:
        raise Refused(Said("Type a medicine."), field="name")
    try:
        dose = read_dose(new.dose)
    except BadValue as bad:
        raise Refused(bad.said, field="dose") from bad
    if len(rows_of(work.session, draft.id)) >= MOST_LINES:
        raise Refused(Said("A prescription holds {most} medicines.", most=MOST_LINES))
    unit = dose.unit or new.unit
    food = dose.food if dose.food is not Food.ANY else new.food
    line = Line(
        draft.id, name, _text("strength", new.strength), _text("form", new.form) or unit.value, bare(dose), food,
        new.days, new.quantity if new.quantity is not None else quantity(dose, new.days, new.holds), unit,
        new.sold, new.holds, _text("brand", new.brand), new.route, _text("reason", new.reason),
        _text("instruction", new.instruction), new.is_schedule_h1,
    )  # fmt: skip
    return copy_line(work, draft, line)


def _read(row: MedicineLine, typed: Typed) -> dict[str, object]:
    """The columns that get another value."""
    values: dict[str, object] = {}
    for name, text in typed.items():
        try:
            values |= READERS[name](text) if name in READERS else {name: _text(name, text) or None}
        except BadValue as bad:
            raise Refused(bad.said, field=name) from bad
    if values.get("form", "") is None:
        del values["form"]
    values = {name: value for name, value in values.items() if getattr(row, name) != value}
    if "quantity" not in typed and values.keys() & {"pattern", "days"}:
        values |= _new_quantity(row, values)
    return values


def _new_quantity(row: MedicineLine, values: Mapping[str, object]) -> dict[str, object]:
    """The quantity that follows from other values, unless the one there was set by hand."""
    old = line_of(row)
    dose = old.dose
    if dose is None or old.quantity not in (None, quantity(dose, old.days, old.holds)):
        return {}
    days = values.get("days", old.days)
    new = quantity(
        read_dose(str(values.get("pattern", old.pattern))), days if isinstance(days, int) else None, old.holds
    )
    return {} if new == old.quantity else {"quantity": new}


def _read_dose(text: str) -> dict[str, object]:
    dose = read_dose(text)
    values: dict[str, object] = {"pattern": bare(dose)}
    if dose.food is not Food.ANY:
        values["food"] = dose.food.value
    if dose.unit is not None:
        values["unit"] = dose.unit.value
    return values


def _read_food(text: str) -> dict[str, object]:
    food = Food(text) if text in set(Food) else Food.ANY
    return {"food": _kept_food(food)}


def _read_days(text: str) -> dict[str, object]:
    return {"days": read_days(text) if text.strip() else None}


def _read_when(text: str) -> dict[str, object]:
    """ "pc 30d": food and days together, as the column shows them."""
    food, days = read_when(text)
    return {"food": _kept_food(food), "days": days}


def _read_quantity(text: str) -> dict[str, object]:
    plain = text.strip()
    if not plain:
        return {"quantity": None}
    if not plain.isdecimal() or not 1 <= int(plain) <= MOST_PIECES:
        raise BadValue(Said("Type a number from 1 to {most}.", most=MOST_PIECES))
    return {"quantity": int(plain)}


READERS = {
    "dose": _read_dose, "food": _read_food, "days": _read_days, "when": _read_when, "quantity": _read_quantity,
}  # fmt: skip


def _kept_food(food: Food) -> str | None:
    return None if food is Food.ANY else food.value


def _medicine(line: Line) -> tuple[str, str, str]:
    return line.name.casefold(), line.strength.casefold(), line.form


def _next_place(work: Work, draft: Prescription) -> int:
    work.session.flush()
    highest: int | None = work.session.scalar(
        select(func.max(MedicineLine.position)).where(MedicineLine.prescription_id == draft.id)
    )
    return (highest or 0) + 1


def _own_row(work: Work, line_id: UUID) -> MedicineLine:
    row = work.session.get(MedicineLine, line_id)
    draft = work.session.get(Prescription, row.prescription_id) if row is not None else None
    if row is None or draft is None or row.withdrawn is not None:
        raise Refused(Said("This medicine is not in the list any more."))
    open_own_visit(work, draft.visit_id, Deed.PRESCRIBE)
    if draft.state is not PrescriptionState.DRAFT:
        raise signed()
    return row


def _text(name: str, text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise Refused(Said("Use {most} letters or fewer.", most=LONGEST), field=name)
    return plain
