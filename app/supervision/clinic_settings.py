"""What stands on the head of the clinic's papers, and how far discounts go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.people.details import read_text
from app.people.wording import LANGUAGES
from app.work import Deed, Lane, Refused, Said, Seen, Work, seen_of, use_case
from models.people.clinic import Clinic
from models.values import BadValue, read_gstin, read_name, read_phone, read_vpa

PERCENT = 100
MOST_DISCOUNT = 100


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """The clinic as its papers show it. `discount_percent` is what the desk gives without asking."""

    name: str
    name_other: str
    short: str
    address: str
    address_other: str
    phone: str
    registration: str
    gstin: str
    state_code: str
    upi: str
    language: str
    discount_percent: int
    seen: Seen
    may_edit: bool


def _read_percent(text: str) -> int:
    plain = text.strip().removesuffix("%").strip()
    if not plain.isdecimal() or int(plain) > MOST_DISCOUNT:
        raise BadValue(Said("Type whole percent, 0 to 100."))
    return int(plain) * PERCENT


def _read_state(text: str) -> str:
    plain = text.strip()
    if len(plain) != 2 or not plain.isdecimal():
        raise BadValue(Said("A state code has 2 digits, as in the GSTIN."))
    return plain


def _read_language(text: str) -> str:
    if text not in LANGUAGES:
        raise BadValue(Said("Choose one from the list."))
    return text


READERS: Mapping[str, Callable[[str], Any]] = {
    "name": read_text,
    "name_other": read_name,
    "address": read_text,
    "address_other": read_text,
    "phone": read_phone,
    "registration": read_text,
    "gstin": read_gstin,
    "state_code": _read_state,
    "upi": read_vpa,
    "language": _read_language,
    "discount": _read_percent,
}
NEEDED = frozenset({"name", "language", "discount"})
COLUMNS = {"discount": "discount_limit_bp"}


@use_case(Deed.USE_LAPTOP, Lane.READ)
def see_clinic(work: Work) -> ClinicFacts:
    return _facts(work, _clinic(work))


@use_case(Deed.MANAGE_CLINIC)
def edit_clinic(work: Work, seen: Seen, typed: Mapping[str, str]) -> ClinicFacts:
    """Change only what is in `typed`, for somebody who read the clinic as `seen`."""
    clinic = _clinic(work)
    values = {COLUMNS.get(name, name): _read(name, text) for name, text in typed.items()}
    gstin = values.get("gstin", clinic.gstin)
    state = values.get("state_code", clinic.state_code)
    if gstin and state and not gstin.startswith(state):
        if "state_code" in values:
            raise Refused(Said("The GSTIN is of another state."), field="state_code")
        values["state_code"] = gstin[:2]
    elif gstin and not state:
        values["state_code"] = gstin[:2]
    work.revise(clinic, seen, **values)
    work.session.flush()
    return _facts(work, clinic)


def _read(name: str, text: str) -> Any:
    if not text.strip():
        if name in NEEDED:
            raise Refused(Said("This is needed."), field=name)
        return None
    try:
        return READERS[name](text)
    except BadValue as bad:
        raise Refused(bad.said, field=name) from None


def _clinic(work: Work) -> Clinic:
    clinic = work.session.scalar(select(Clinic).where(Clinic.id == work.laptop.clinic_id))
    assert clinic is not None, "the clinic is founded"
    return clinic


def _facts(work: Work, clinic: Clinic) -> ClinicFacts:
    return ClinicFacts(
        clinic.name, clinic.name_other or "", clinic.short, clinic.address or "", clinic.address_other or "",
        clinic.phone or "", clinic.registration or "", clinic.gstin or "", clinic.state_code or "", clinic.upi or "",
        clinic.language, clinic.discount_limit_bp // PERCENT, seen_of(clinic), work.may(Deed.MANAGE_CLINIC),
    )  # fmt: skip
