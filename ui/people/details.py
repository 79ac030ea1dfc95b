"""The facts of the identity card: how each is called, written, and edited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.people.details import read_born, read_detail
from app.people.patient_page import PatientPage
from app.people.wording import BLOOD_GROUPS, LANGUAGES, RELATIONS, SEXES, masked_abha, masked_phone
from app.words import Said
from ui.kit.choices import Choice
from ui.kit.pill import Pill
from ui.speech import _, words


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact. `choices` are given for those that are chosen from a list."""

    name: str
    label: Said
    choices: Callable[[], list[Choice]] | None = None


def _sexes() -> list[Choice]:
    return [Choice(sex, _(said)) for sex, said in SEXES.items()]


def _relations() -> list[Choice]:
    return [Choice(None, "–"), *(Choice(key, _(said)) for key, said in RELATIONS.items())]


def _groups() -> list[Choice]:
    return [Choice(None, "–"), *(Choice(group, group) for group in BLOOD_GROUPS)]


def _languages() -> list[Choice]:
    return [Choice(code, name) for code, name in LANGUAGES.items()]


def _print_sizes() -> list[Choice]:
    return [Choice(False, _("Normal")), Choice(True, _("Large"))]


DETAILS = (
    Detail("name", Said("Name")),
    Detail("name_other", Said("Other script")),
    Detail("born_on", Said("Date of birth")),
    Detail("sex", Said("Sex"), _sexes),
    Detail("phone", Said("Mobile")),
    Detail("relative_name", Said("Relative")),
    Detail("relative_is", Said("Who is"), _relations),
    Detail("address", Said("Address")),
    Detail("village", Said("Village")),
    Detail("district", Said("District")),
    Detail("state", Said("State")),
    Detail("pin", Said("PIN")),
    Detail("language", Said("Language"), _languages),
    Detail("large_print", Said("Print"), _print_sizes),
    Detail("phone_other", Said("Other phone")),
    Detail("emergency_name", Said("Emergency")),
    Detail("emergency_phone", Said("Their phone")),
    Detail("blood_group", Said("Blood group"), _groups),
    Detail("abha_number", Said("ABHA number")),
    Detail("abha_address", Said("ABHA address")),
)


def shown(detail: Detail, page: PatientPage) -> tuple[str, Pill | None]:
    """How a fact is written, with what to know about it."""
    pill = Pill(_("2 versions"), "warn", "versions") if detail.name in page.disagreements else None
    if detail.name == "phone" and page.family:
        pill = pill or Pill(_("Family"), "neutral", "users")
    if detail.name == "born_on" and page.card.birth_is_estimated:
        pill = pill or Pill(_("Age only"))
    return _written_short(detail, page, page.details.get(detail.name)), pill


def _written_short(detail: Detail, page: PatientPage, value: object) -> str:
    """Masked where others may look over the shoulder."""
    if value is None:
        return ""
    if isinstance(value, date):
        return _("about {year}", year=value.year) if page.card.birth_is_estimated else words().date(value)
    if detail.choices is not None:
        return next((choice.words for choice in detail.choices() if choice.value == value), "")
    if detail.name in ("phone", "phone_other", "emergency_phone"):
        return masked_phone(str(value))
    return masked_abha(str(value)) if detail.name == "abha_number" else str(value)


def written(detail: Detail, page: PatientPage) -> str:
    """The fact as it stands in the input while it is edited: whole, not masked."""
    value = page.details.get(detail.name)
    if isinstance(value, date):
        return str(value.year) if page.card.birth_is_estimated else words().date(value)
    return str(value or "")


def changes(detail: Detail, typed: object, today: date) -> dict[str, Any]:
    """What was typed or chosen as the fields to change. `Refused` says what is wrong."""
    if detail.name == "born_on":
        born = read_born(str(typed), today)
        return {
            "born_on": born.born_on if born else None, "birth_is_estimated": bool(born and born.estimated),
        }  # fmt: skip
    if detail.choices is not None:
        return {detail.name: typed}
    return {detail.name: read_detail(detail.name, str(typed))}
