"""The prescription as content: what was decided in the consultation, ready to be set."""

from dataclasses import dataclass
from datetime import date, datetime
from math import sqrt
from pathlib import Path

from app.papers.fonts import fonts_in
from app.papers.head import Clinic, Doctor, Person
from app.papers.medicine import Medicine
from app.papers.page import Paper, PaperKind, Stock
from models.said import Said

A5_TO_A4 = sqrt(2)
"""Large print is the A5 page drawn larger: same order, same breaks, same number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy:
    substance: str
    reaction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """`plain` is the illness in the patient's own words: हाई बीपी."""

    name: str
    code: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeAgain:
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """Allergies know three states: None was not asked, empty was asked and there are none, else these.

    `code` opens the record when scanned in the clinic; it names nobody. A reprint is a `duplicate`.
    """

    language: str
    clinic: Clinic
    doctor: Doctor
    patient: Person
    number: str
    seen_at: datetime
    printed_at: datetime
    allergies: tuple[Allergy, ...] | None
    medicines: tuple[Medicine, ...] = ()
    found: tuple[str, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    advice: tuple[str, ...] = ()
    come_again: ComeAgain | None = None
    come_at_once: str = ""
    code: str = ""
    duplicate: bool = False
    first_printed_at: datetime | None = None
    large_print: bool = False


def prescription(content: Prescription, fonts: Path | None = None) -> Paper:
    """A5, or A4 for those who need large print."""
    from app.papers.prescription_page import lay_out
    from app.papers.press import press
    from app.papers.voice import Voice

    voice, loaded = Voice(content.language), fonts_in(fonts)
    sheets = lay_out(content, voice, loaded)
    scale = A5_TO_A4 if content.large_print else 1
    title = Said("Prescription {number}", number=content.number)
    pdf, faults = press(sheets, loaded, title=voice(title), language=voice.language, scale=scale)
    return Paper(
        PaperKind.PRESCRIPTION,
        title,
        f"prescription-{content.number}",
        pdf,
        round(sheets[0].width * scale, 2),
        round(sheets[0].height * scale, 2),
        len(sheets),
        Stock.SHEET,
        faults=faults,
    )
