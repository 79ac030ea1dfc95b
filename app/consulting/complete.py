"""Done with a patient: notes saved, prescription signed, token done, the next one called, all in one deed."""

from dataclasses import dataclass, field
from uuid import UUID

from app.consulting.notes import Typed, write_notes
from app.consulting.sign import Signed, sign_draft
from app.consulting.visits import open_own_visit
from app.reception.call import call_next, finish_token
from app.reception.token_card import OPEN, TokenCard
from app.taking_back import Done, done
from app.work import Deed, Seen, Work, use_case
from models.reception.token import Token
from models.vocabulary import VisitState


@dataclass(frozen=True, slots=True)
class Completed:
    """What came of it. `following` is who was called; None when nobody waits."""

    visit_id: UUID
    signed: Signed | None
    following: TokenCard | None = field(repr=False)
    done: Done


@use_case(Deed.WRITE_NOTES)
def complete_visit(
    work: Work, visit_id: UUID, seen: Seen | None = None, texts: Typed | None = None, call: bool = True
) -> Completed:
    """Complete a visit; `texts` are notes typed and not saved yet, read as `seen`. Refused while a warning waits."""
    visit = open_own_visit(work, visit_id, Deed.WRITE_NOTES)
    if texts and seen is not None:
        write_notes(work, visit, seen, texts)
    signed = sign_draft(work, visit) if work.may(Deed.SIGN_PRESCRIPTION) else None
    work.put(visit, state=VisitState.COMPLETED, ended_at=work.now)
    token = work.session.get(Token, visit.token_id) if visit.token_id is not None else None
    if token is not None and token.state in OPEN:
        finish_token(work, token.id)
    following = call_next(work, visit.doctor_id) if call else None
    return Completed(visit.id, signed, None if following is None else following.token, done(work, visit.id))
