"""Held works that a person answered: which may be, and which works one answer speaks for."""

from collections.abc import Iterable, Mapping

from models.ledger.change import SavedWork
from models.said import Said

ANSWER = "answer_held"
"""The deed of a work that answers. Who may settle conflicts may answer; the name alone gives nothing."""

REASONS: Mapping[str, Said] = {
    "not_allowed": Said("The role of the person does not allow it."),
    "other_camp": Said("It belongs to a camp the person has no role at."),
    "grant_ended": Said("The role of the person had ended."),
    "grant_not_begun": Said("The role of the person had not begun."),
}
"""Why a work was held that somebody with the right may answer for. What nobody can read, or the clinic's key
does not vouch for, is not taken on anybody's word.
"""

VOUCHED = frozenset({"device", "role_grant", "writer"})
"""Kinds that carry a proof of their own."""


def records_of(work: SavedWork) -> set[tuple[str, bytes]]:
    return {(change.kind, change.record) for change in work.changes}


def spoken_for(work: SavedWork, held: Iterable[SavedWork]) -> list[SavedWork]:
    """The works among `held` that `work` goes on from, oldest first; none if it leaves a record of theirs alone."""
    touched = records_of(work)
    found = [
        one
        for one in held
        if one.writer == work.writer and one.number < work.number and records_of(one) & touched
    ]
    if any(not records_of(one) <= touched for one in found):
        return []
    if any(change.kind in VOUCHED for one in found for change in one.changes):
        return []
    return sorted(found, key=lambda one: one.number)
