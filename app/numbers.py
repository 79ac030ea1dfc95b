"""Numbers made offline: each laptop's own series, gap-free, counted in the commit that uses them.

A series carries the laptop's code: after a restore, which brings another code, it begins again.
"""

from datetime import date

from sqlalchemy.orm import Session

from app.clock import financial_year
from app.work import Laptop
from models.ledger.device import Series


def next_in(session: Session, series: str) -> int:
    """The next number of a series that only this laptop gives out; 1 for a new one."""
    row = session.get(Series, series)
    if row is None:
        row = Series(name=series, last=0)
        session.add(row)
    row.last += 1
    return row.last


def peek(session: Session, series: str) -> int:
    """The number that `next_in` would give, without taking it."""
    row = session.get(Series, series)
    return 1 if row is None else row.last + 1


def patient_number(session: Session, laptop: Laptop) -> str:
    """RMP-D7-00412: the clinic, the laptop, its count."""
    return f"{laptop.clinic_short}-{laptop.code}-{next_in(session, f'patient {laptop.code}'):05d}"


def token_series(laptop: Laptop, day: date) -> str:
    return f"token {laptop.lane} {day.isoformat()}"


def invoice_number(session: Session, laptop: Laptop, day: date) -> str:
    """2627-D7-000123: financial year, laptop, count; consecutive in its series, at most 16 characters."""
    year = financial_year(day)
    return f"{year}-{laptop.code}-{next_in(session, f'invoice {year} {laptop.code}'):06d}"


def receipt_number(session: Session, laptop: Laptop, day: date) -> str:
    """R2627-D7-00123: money that came in or went out."""
    year = financial_year(day)
    return f"R{year}-{laptop.code}-{next_in(session, f'receipt {year} {laptop.code}'):05d}"


def credit_note_number(session: Session, laptop: Laptop, day: date) -> str:
    """C2627-D7-00012: a series of its own."""
    year = financial_year(day)
    return f"C{year}-{laptop.code}-{next_in(session, f'credit {year} {laptop.code}'):05d}"


def prescription_number(session: Session, laptop: Laptop, day: date) -> str:
    """P2627-D7-00123, printed on the sheet."""
    year = financial_year(day)
    return f"P{year}-{laptop.code}-{next_in(session, f'prescription {year} {laptop.code}'):05d}"


def registration_number(session: Session, laptop: Laptop) -> str:
    """D7-00087: what stands large on a camp pass."""
    return f"{laptop.code}-{next_registration(session, laptop):05d}"


def next_registration(session: Session, laptop: Laptop) -> int:
    return next_in(session, f"registration {laptop.code}")
