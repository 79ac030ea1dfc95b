"""The slip a patient waits with, made after the token is saved: it may fail, the token stays."""

from uuid import UUID

from sqlalchemy import select

from app.papers.head import Clinic as Head
from app.papers.head import Person
from app.papers.page import Paper, Roll
from app.reception.queue import Queue, queue
from app.reception.token_card import row_of
from app.reception.token_words import token_code
from app.work import Deed, Lane, Refused, Said, Work, use_case
from models.people.clinic import Clinic
from models.people.patient import Patient
from models.people.staff import Account
from models.reception.token import Token
from models.vocabulary import Priority, TokenState


@use_case(Deed.SEE_QUEUE, Lane.READ)
def print_slip(work: Work, token_id: UUID, duplicate: bool = False, roll: Roll = Roll.MM80) -> Paper:
    """The slip of a token in the patient's language. A second one says that it is a duplicate."""
    from app.papers.token_slip import TokenSlip, token_slip

    token = work.session.get(Token, token_id)
    patient = work.session.get(Patient, token.patient_id) if token else None
    if token is None or patient is None:
        raise Refused(Said("This token is not on this laptop."), advice=Said("Sync, then try again."))
    work.need(Deed.SEE_QUEUE, row_of(work, token.doctor_id))
    doctor = work.session.get(Account, token.doctor_id) if token.doctor_id else None
    before, minutes = _before(queue(work, token.day), token)
    work.tell("print_slip", "token", token.id)
    return token_slip(
        TokenSlip(
            language=patient.language, clinic=head_of(work),
            number=f"{token.lane}-{token.number:03d}", given_at=token.made_at,
            patient=Person(
                name=patient.name, number=patient.number, born_on=patient.born_on,
                birth_is_estimated=patient.birth_is_estimated, sex=patient.sex, village=patient.village or "",
            ),
            room=(doctor.room if doctor else None) or "", doctor=doctor.name if doctor else "",
            before_you=before, minutes=minutes, priority=token.priority is not Priority.NONE,
            code=token_code(token.day, token.lane, token.number), duplicate=duplicate,
        ),
        roll,
    )  # fmt: skip


def head_of(work: Work) -> Head:
    """What stands on the head of this clinic's papers."""
    clinic = work.session.scalars(select(Clinic).where(Clinic.id == work.laptop.clinic_id)).one_or_none()
    if clinic is None:
        return Head(name="")
    return Head(
        name=clinic.name, address=clinic.address or "", phone=clinic.phone or "",
        registration=clinic.registration or "", gstin=clinic.gstin or "",
    )  # fmt: skip


def _before(queue: Queue, token: Token) -> tuple[int | None, int | None]:
    """How many go in before this one, and in about how many minutes it may be called."""
    if token.state is not TokenState.WAITING:
        return None, None
    same = [row for row in queue.waiting if token.doctor_id in (None, row.token.doctor_id)]
    for before, row in enumerate(same):
        if row.token.id == token.id:
            return before, row.estimate
    return None, None
