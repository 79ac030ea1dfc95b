from sqlalchemy import select

from app.people.person import Person, people_under, with_what_is_near
from app.work import Deed, Lane, Work, use_case
from models.people.patient import Patient
from models.people.search import PersonKey


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def people_lately(work: Work, limit: int = 12) -> tuple[Person, ...]:
    """Who was registered last: what the list of patients shows before anything is typed."""
    newest = (
        select(PersonKey.nr)
        .join(Patient, Patient.id == PersonKey.id)
        .where(Patient.withdrawn.is_(None))
        .order_by(Patient.id.desc())
        .limit(limit)
    )
    keys = list(work.session.scalars(newest))
    return with_what_is_near(work, people_under(work, keys))
