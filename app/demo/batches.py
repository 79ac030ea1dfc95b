"""Deeds done for many people in one work, as only the demo needs them: a day at a time, in the right person's name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from app.billing.gst import Line as Priced
from app.billing.gst import add_up, usual_tax
from app.consulting.dose import read_dose
from app.consulting.lines import Content, Line, bare, draft_key, sealed
from app.consulting.medicines import KnownMedicine
from app.consulting.vital_limits import fahrenheit_tenths, shown, unit
from app.demo.cases import Case, pieces
from app.numbers import invoice_number, next_in, prescription_number, receipt_number, token_series
from app.people.details import NewAllergy, NewPatient
from app.people.register import register
from app.work import Deed, Row, Work, use_case
from models.billing.invoice import Invoice, LineItem, Payment, PriceItem
from models.consulting.prescription import MedicineLine, Prescription
from models.consulting.visit import Diagnosis, Visit, Vitals
from models.identity import shared_identity
from models.people.patient import Allergy, Patient
from models.reception.token import Token
from models.vocabulary import (
    AllergiesAsked,
    InvoiceState,
    ItemKind,
    PaymentMethod,
    PrescriptionState,
    TokenState,
    VisitState,
)


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who came on a past day, was seen and went. The visit is that of the token."""

    patient_id: UUID
    doctor_id: UUID
    case: Case
    came_at: datetime
    began_at: datetime
    ended_at: datetime
    vitals: Mapping[str, int] = field(default_factory=dict, repr=False)
    allergies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    pays_by: PaymentMethod | None = PaymentMethod.CASH
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """A coming with the token it was given."""

    coming: Coming
    token_id: UUID

    @property
    def visit_id(self) -> UUID:
        return shared_identity(self.token_id, "visit")


@use_case(Deed.REGISTER_PATIENT)
def register_many(work: Work, people: Sequence[NewPatient]) -> tuple[UUID, ...]:
    """New patients, in order. Their health is not the desk's to write: see `note_allergies`, `note_conditions`."""
    return tuple(register(work, _without_health(new)).id for new in people)


@use_case(Deed.WRITE_ALLERGY)
def note_allergies(work: Work, told: Mapping[UUID, Sequence[NewAllergy]]) -> None:
    """What a nurse heard when she asked."""
    for patient_id, allergies in told.items():
        for one in allergies:
            work.add(Allergy(patient_id=patient_id, substance=one.substance, reaction=one.reaction))
        work.put(work.session.get_one(Patient, patient_id), allergies_asked=AllergiesAsked.KNOWN)


@use_case(Deed.WRITE_DIAGNOSIS)
def note_conditions(work: Work, told: Mapping[UUID, Sequence[str]]) -> None:
    """Long illnesses, as a doctor wrote them down at the first visit."""
    for patient_id, conditions in told.items():
        for words in conditions:
            work.add(Diagnosis(patient_id=patient_id, text=words, is_long_term=True))


@use_case(Deed.GIVE_TOKEN)
def give_tokens(work: Work, comings: Sequence[Coming]) -> tuple[Came, ...]:
    """The tokens of a day that is over."""
    return tuple(Came(one, _token(work, one).id) for one in comings)


@use_case(Deed.WRITE_VITALS)
def write_vitals(work: Work, day: Sequence[Came]) -> None:
    """What the nurse measured."""
    for one in day:
        coming = one.coming
        work.need(Deed.WRITE_VITALS, Row(owner=coming.doctor_id))
        at = coming.began_at - timedelta(minutes=4)
        work.add(
            Vitals(person_id=coming.patient_id, visit_id=one.visit_id, taken_at=at, **dict(coming.vitals))
        )


@use_case(Deed.SIGN_PRESCRIPTION)
def write_visits(work: Work, day: Sequence[Came]) -> None:
    """The visits of one doctor: notes, diagnoses, signed prescriptions."""
    for one in day:
        work.need(Deed.SIGN_PRESCRIPTION, Row(owner=one.coming.doctor_id))
        visit = _visit(work, one)
        if one.coming.case.medicines:
            _prescribe(work, one.coming, visit)


@use_case(Deed.TAKE_PAYMENT)
def bill_visits(
    work: Work, day: Sequence[Came], fees: Mapping[UUID, tuple[str, int]], prices: "Prices"
) -> None:
    """A bill for each, and what was paid. `fees` are each doctor's name and fee."""
    for one in day:
        _bill(work, one, fees[one.coming.doctor_id], prices)


@dataclass(frozen=True, slots=True)
class Price:
    """A row of the price list."""

    id: UUID
    item: ItemKind
    paise: int


Prices = Mapping[str, Price]


@use_case(Deed.SET_PRICES)
def set_prices(work: Work, rows: Sequence[tuple[ItemKind, str, str, int]]) -> dict[str, Price]:
    """The price list: kind, name, name in Hindi, paise."""
    prices: dict[str, Price] = {}
    for item, name, name_other, paise in rows:
        hsn, tax_bp = usual_tax(item)
        row = PriceItem(
            name=name, name_other=name_other, item=item, price_paise=paise, hsn=hsn, tax_bp=tax_bp
        )
        prices[name] = Price(work.add(row).id, item, paise)
    return prices


def _without_health(new: NewPatient) -> NewPatient:
    asked = AllergiesAsked.NOT_ASKED if new.allergies else new.allergies_asked
    return replace(new, allergies=(), conditions=(), allergies_asked=asked)


def _token(work: Work, one: Coming) -> Token:
    return work.add(
        Token(
            patient_id=one.patient_id, place_id=work.laptop.place_id, day=work.today, lane=work.laptop.lane,
            number=next_in(work.session, token_series(work.laptop, work.today)), doctor_id=one.doctor_id,
            reason=one.case.reason, state=TokenState.DONE, waits_from=one.came_at, called_at=one.began_at,
            started_at=one.began_at, ended_at=one.ended_at,
        )
    )  # fmt: skip


def _visit(work: Work, one: Came) -> Visit:
    coming, case = one.coming, one.coming.case
    visit = work.add(
        Visit(
            id=one.visit_id, patient_id=coming.patient_id, token_id=one.token_id, doctor_id=coming.doctor_id,
            place_id=work.laptop.place_id, day=work.today, reason=case.reason, complaint=case.complaint,
            examination=case.examination, advice=case.advice or None, review_on=_review(work.today, case),
            started_at=coming.began_at, ended_at=coming.ended_at, state=VisitState.COMPLETED,
        )
    )  # fmt: skip
    for named in case.diagnoses:
        work.add(Diagnosis(patient_id=coming.patient_id, visit_id=visit.id, code=named.code, text=named.name))
    return visit


def _prescribe(work: Work, coming: Coming, visit: Visit) -> None:
    prescription_id = draft_key(visit.id)
    lines = [_line(work.ids(), one) for one in coming.case.medicines]
    content = Content(
        tuple(lines),
        tuple((named.name, named.code) for named in coming.case.diagnoses),
        tuple(_measures(coming.vitals)),
        coming.allergies or None,
    )
    work.add(
        Prescription(
            id=prescription_id, patient_id=coming.patient_id, visit_id=visit.id, doctor_id=coming.doctor_id,
            number=prescription_number(work.session, work.laptop, work.today), advice=visit.advice,
            review_on=visit.review_on, signed_at=coming.ended_at, content=sealed(content),
            state=PrescriptionState.SIGNED,
        )
    )  # fmt: skip
    for position, line in enumerate(lines, start=1):
        work.add(
            MedicineLine(
                id=line.id, prescription_id=prescription_id, position=position, name=line.name,
                strength=line.strength or None, form=line.form, route=line.route or None, pattern=line.pattern,
                food=None if line.food.value == "any" else line.food.value, days=line.days,
                quantity=line.quantity, unit=line.unit.value, sold=line.sold, holds=line.holds,
                is_schedule_h1=line.is_schedule_h1,
            )
        )  # fmt: skip


def _line(key: UUID, one: KnownMedicine) -> Line:
    dose = read_dose(one.usual)
    return Line(
        key, one.name, one.strength, one.form, bare(dose), one.food, one.days, pieces(one),
        dose.unit or one.unit, one.sold, one.holds, route=one.how.value, is_schedule_h1=one.schedule == "H1",
    )  # fmt: skip


def _measures(vitals: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
    """As they stand on the paper."""
    if "systolic_mmhg" in vitals:
        yield "pressure", f"{vitals['systolic_mmhg']}/{vitals['diastolic_mmhg']}", "mmHg"
    for key, value in vitals.items():
        if key == "temperature_milli_c":
            tenths = fahrenheit_tenths(value)
            yield key, f"{tenths // 10}.{tenths % 10}", "°F"
        elif "tolic" not in key:
            yield key, shown(key, value), unit(key)


def _review(day: date, case: Case) -> date | None:
    return None if case.review_days is None else day + timedelta(days=case.review_days)


def _bill(work: Work, one: Came, fee: tuple[str, int], prices: Prices) -> None:
    coming = one.coming
    rows = list(_charges(coming, fee, prices))
    sums = add_up(
        [Priced(row.rate_paise, row.quantity, 0, row.tax_bp, row.hsn) for row in rows], registered=False
    )
    invoice = work.add(
        Invoice(
            patient_id=coming.patient_id, visit_id=one.visit_id, place_id=work.laptop.place_id,
            number=invoice_number(work.session, work.laptop, work.today), issued_at=coming.ended_at,
            round_off_paise=sums.round_off, total_paise=sums.total, state=InvoiceState.ISSUED,
        )
    )  # fmt: skip
    for position, row in enumerate(rows, start=1):
        row.invoice_id, row.position = invoice.id, position
        work.add(row)
    if coming.pays_by is not None and sums.total:
        work.add(
            Payment(
                invoice_id=invoice.id, patient_id=coming.patient_id, method=coming.pays_by,
                amount_paise=sums.total, taken_at=coming.ended_at + timedelta(minutes=3),
                number=receipt_number(work.session, work.laptop, work.today), reference=coming.reference,
            )
        )  # fmt: skip


def _charges(coming: Coming, fee: tuple[str, int], prices: Prices) -> Iterator[LineItem]:
    doctor, paise = fee
    hsn, tax_bp = usual_tax(ItemKind.SERVICE)
    yield LineItem(
        item=ItemKind.SERVICE,
        text=f"Consultation · {doctor}",
        quantity=1,
        hsn=hsn,
        tax_bp=tax_bp,
        rate_paise=paise,
    )
    wanted: list[tuple[str, int, str | None]] = [(name, 1, None) for name in coming.case.services]
    wanted += [
        (f"{one.name} {one.strength}".strip(), pieces(one) or 1, one.form) for one in coming.case.medicines
    ]
    for name, count, form in wanted:
        price = prices.get(name)
        if price is not None:
            hsn, tax_bp = usual_tax(price.item)
            yield LineItem(
                price_item_id=price.id, item=price.item, text=name, detail=form, quantity=count, hsn=hsn,
                tax_bp=tax_bp, rate_paise=price.paise,
            )  # fmt: skip
