"""What is offered while the doctor types: medicines with their usual dose, diagnoses, complaints."""

import re
from dataclasses import dataclass, field, replace

from app.consulting.complaints import Complaint, known_complaints
from app.consulting.diagnoses import KnownDiagnosis, find_diagnoses
from app.consulting.dose import quantity, read_dose
from app.consulting.line_entry import Entry, read_entry
from app.consulting.medicines import KnownMedicine, find_medicines, schedule_of
from app.consulting.prescribe import NewLine
from app.papers.medicine import Food, Unit
from app.work import Deed, Lane, Work, use_case
from models.code_list import code_list

MEDICINES, DIAGNOSES = 8, 12

STRENGTH = re.compile(
    r"\s(\d[\d.,]*(?:/\d[\d.]*)?\s?(?:mg|g|mcg|µg|ml|iu|%|units?)?(?:/\d*\s?ml)?)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that Enter would add, just as it is shown. `needs_dose`: nothing says yet how it is taken."""

    new: NewLine
    is_known: bool
    needs_dose: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """The answer for what was typed, so that a late one can be told from the one that is waited for."""

    text: str = field(repr=False)
    offers: tuple[Offer, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FoundDiagnoses:
    text: str = field(repr=False)
    found: tuple[KnownDiagnosis, ...] = field(repr=False)


@use_case(Deed.PRESCRIBE, Lane.READ)
def suggest_medicines(work: Work, text: str) -> Offers:  # noqa: ARG001  # lists need no store
    """Medicines for "metf 500 1-0-1 pc 30d": what was typed goes before what is usual."""
    entry = read_entry(text)
    if not entry.words:
        return Offers(text, ())
    unit = None if entry.dose is None else entry.dose.unit
    found = [one for one in find_medicines(entry.words, 4 * MEDICINES) if unit in (None, one.unit)]
    known = tuple(_offer(medicine, entry) for medicine in found[:MEDICINES])
    return Offers(text, (*known, _free(entry)))


@use_case(Deed.WRITE_DIAGNOSIS, Lane.READ)
def suggest_diagnoses(work: Work, text: str) -> FoundDiagnoses:  # noqa: ARG001  # lists need no store
    return FoundDiagnoses(text, find_diagnoses(text, DIAGNOSES) if len(text.strip()) > 1 else ())


@use_case(Deed.WRITE_NOTES, Lane.READ)
def list_complaints(work: Work) -> tuple[Complaint, ...]:  # noqa: ARG001  # lists need no store
    return known_complaints()


def is_usually_long_term(code: str) -> bool:
    """Whether a diagnosis is one of those that stay with a person."""
    return bool(code) and code.startswith(tuple(code_list("conditions")["long_term"]))


def _offer(medicine: KnownMedicine, entry: Entry) -> Offer:
    dose = entry.dose or read_dose(medicine.usual)
    food = dose.food if dose.food is not Food.ANY else medicine.food
    days = entry.days if entry.days is not None else medicine.days
    new = NewLine(
        name=medicine.name, dose=replace(dose, food=Food.ANY).text, strength=medicine.strength,
        form=medicine.form, unit=dose.unit or medicine.unit, sold=medicine.sold, holds=medicine.holds,
        food=food, days=days, route=medicine.how.value, is_schedule_h1=medicine.schedule == "H1",
    )  # fmt: skip
    return Offer(replace(new, quantity=_quantity(entry, new)), is_known=True)


def _free(entry: Entry) -> Offer:
    """Just what was typed: for a medicine that is in no list."""
    words, form = _form_in(entry.words)
    found = STRENGTH.search(words)
    name = words[: found.start()] if found else words
    facts = code_list("medicines")["forms"][form]
    dose = entry.dose
    new = NewLine(
        name=name[:1].upper() + name[1:], dose="" if dose is None else replace(dose, food=Food.ANY).text,
        strength=found[1] if found else "", form=form, unit=Unit(facts["unit"]), sold=facts["sold"],
        holds=facts["holds"], food=Food.ANY if dose is None else dose.food, days=entry.days,
        route=facts["how"], is_schedule_h1=schedule_of(name, form) == "H1",
    )  # fmt: skip
    return Offer(replace(new, quantity=_quantity(entry, new)), is_known=False, needs_dose=dose is None)


def _form_in(words: str) -> tuple[str, str]:
    """The words without the form, and the form they name; a tablet if they name none."""
    parts = words.split()
    for form in code_list("medicines")["forms"]:
        if form in parts[1:]:
            return " ".join(part for part in parts if part != form), form
    return words, "tablet"


def _quantity(entry: Entry, new: NewLine) -> int | None:
    if entry.quantity is not None or not new.dose:
        return entry.quantity
    return quantity(read_dose(new.dose), new.days, new.holds)
