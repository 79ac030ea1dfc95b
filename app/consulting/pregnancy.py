from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import hours_of
from models.code_list import code_list
from models.consulting.visit import Diagnosis
from models.people.patient import Patient
from models.reception.token import Token
from models.vocabulary import Priority, Sex


def is_pregnant(session: Session, patient: Patient, today: date) -> bool:
    """Whether the record says so: the last diagnosis about a pregnancy, or what she told the desk today."""
    if patient.sex is Sex.MALE:
        return False
    return _told_today(session, patient.id, today) or _diagnosed(session, patient.id, today)


def _told_today(session: Session, patient_id: UUID, today: date) -> bool:
    told = select(Token.id).where(
        Token.patient_id == patient_id,
        Token.day == today,
        Token.priority == Priority.PREGNANT,
        Token.withdrawn.is_(None),
    )
    return session.scalar(told.limit(1)) is not None


def _diagnosed(session: Session, patient_id: UUID, today: date) -> bool:
    rule = code_list("conditions")["pregnancy"]
    begins, ends = tuple(rule["begins"]), tuple(rule["ends"])
    since, _ = hours_of(today - timedelta(days=rule["days"]))
    codes = session.scalars(
        select(Diagnosis.code)
        .where(
            Diagnosis.patient_id == patient_id,
            Diagnosis.withdrawn.is_(None),
            Diagnosis.code.is_not(None),
            Diagnosis.made_at >= since,
        )
        .order_by(Diagnosis.made_at.desc(), Diagnosis.id.desc())
    )
    about = next((code for code in codes if code and code.startswith(begins + ends)), "")
    return bool(about) and not about.startswith(ends)
