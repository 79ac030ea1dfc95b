"""The words of a visit: read with what stood there, saved field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import msgspec

from app.consulting.edits import LastEdit, last_edits
from app.consulting.visits import open_own_visit
from app.taking_back import Done, done
from app.work import Deed, Refused, Said, Seen, Work, seen_of, use_case
from models.consulting.visit import Visit

TEXTS = ("complaint", "history", "examination", "advice")
LONGEST = 8000

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notes:
    """What is written in a visit. `edits` says who wrote a field last; `seen` goes back with an edit."""

    visit_id: UUID
    texts: Mapping[str, str] = field(repr=False)
    review_on: date | None
    edits: Mapping[str, LastEdit] = field(repr=False)
    seen: Seen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What is typed in a visit and not saved; `seen` is what stood there when typing began."""

    visit_id: UUID
    texts: Mapping[str, str] = field(repr=False)
    seen: Seen = field(repr=False)

    def as_draft(self) -> dict[str, object]:
        """As plain values, for the draft that is kept every few seconds."""
        plain: dict[str, object] = msgspec.to_builtins(self, builtin_types=(bytes,))
        return plain


def from_draft(body: Mapping[str, object]) -> Unsaved | None:
    """What `as_draft` gave; None for a draft that another version of the program left."""
    try:
        return msgspec.convert(dict(body), Unsaved, builtin_types=(bytes,))
    except msgspec.ValidationError:
        return None


@dataclass(frozen=True, slots=True)
class NotesSaved:
    notes: Notes
    at: datetime
    done: Done


@use_case(Deed.WRITE_NOTES)
def save_notes(work: Work, visit_id: UUID, seen: Seen, texts: Typed) -> NotesSaved:
    """Save the fields somebody changed."""
    visit = open_own_visit(work, visit_id, Deed.WRITE_NOTES)
    write_notes(work, visit, seen, texts)
    return NotesSaved(notes_of(work, visit), work.now, done(work, visit.id))


@use_case(Deed.WRITE_NOTES)
def set_review(work: Work, visit_id: UUID, seen: Seen, on: date | None) -> NotesSaved:
    """When the patient should come again."""
    visit = open_own_visit(work, visit_id, Deed.WRITE_NOTES)
    if on is not None and on <= visit.day:
        raise Refused(Said("The review must be after the visit."), field="review_on")
    work.revise(visit, seen, review_on=on)
    return NotesSaved(notes_of(work, visit), work.now, done(work, visit.id))


def write_notes(work: Work, visit: Visit, seen: Seen, texts: Typed) -> None:
    """Revise the given fields of `visit`; trailing blanks are nobody's wish."""
    for name, text in texts.items():
        if name not in TEXTS:
            raise ValueError(f"{name} is no note")
        if len(text) > LONGEST:
            raise Refused(Said("This is too long. Use {most} letters or fewer.", most=LONGEST), field=name)
    values = {name: text.strip() or None for name, text in texts.items()}
    if values:
        work.revise(visit, seen, **values)


def notes_of(work: Work, visit: Visit) -> Notes:
    texts = {name: getattr(visit, name) or "" for name in TEXTS}
    edits = last_edits(work.session, visit, (*TEXTS, "review_on"))
    return Notes(visit.id, texts, visit.review_on, edits, seen_of(visit))
