"""What a nurse may prescribe by herself."""

from app.work import Refused, Said, Work
from models.code_list import code_list
from models.vocabulary import Role


def need_protocol(work: Work, medicine: str) -> None:
    """Refuse a nurse any medicine that is not on the protocol list."""
    if work.actor.grant.role is not Role.NURSE:
        return
    allowed = {name.casefold() for name in code_list("protocol")["medicines"]}
    if medicine.casefold() not in allowed:
        raise Refused(
            Said("{medicine} is not on the nurses' protocol list.", medicine=medicine),
            advice=Said("Ask the doctor to prescribe it."),
            field="name",
        )
