"""A row that two laptops made alike, its id dictated by its parent: the same on every copy, whoever came first."""

from itertools import permutations

import pytest

from models.fields import NEWEST
from models.ledger import merge
from models.ledger.change import Change, Edit
from models.ledger.merge import RowState, Stamp

RULES = {"reason": NEWEST, "advice": NEWEST}
RECORD = bytes(16)

A_MADE = (Stamp(Edit(b"AAAAAAAA", 1), 10, True, None), Change("visit", RECORD, True, 0, {"reason": "fever"}))
B_MADE = (Stamp(Edit(b"BBBBBBBB", 1), 20, True, None), Change("visit", RECORD, True, 0, {"advice": "rest"}))
C_SAW_BOTH = (
    Stamp(Edit(b"CCCCCCCC", 1), 30, True, None),
    Change("visit", RECORD, False, 0, {"reason": "cough"}, {"reason": [(b"AAAAAAAA", 1), (b"BBBBBBBB", 1)]}),
)


def after(*works: tuple[Stamp, Change]) -> RowState:
    (first, made), *rest = works
    row = merge.new_row(first, made.fields)
    for stamp, change in rest:
        merge.take(row, change, stamp, RULES)
    return row


def test_a_field_the_later_making_left_empty_is_shown_alike_whichever_arrived_first() -> None:
    one, other = after(A_MADE, B_MADE), after(B_MADE, A_MADE)

    assert one.values["reason"] is other.values["reason"] is None
    assert one.values["advice"] == other.values["advice"] == "rest"
    assert merge.pack(one) == merge.pack(other)


@pytest.mark.parametrize(
    "works", [p for p in permutations((A_MADE, B_MADE, C_SAW_BOTH)) if p[0] is not C_SAW_BOTH]
)
def test_an_edit_that_saw_both_makings_replaces_both_in_any_order(
    works: tuple[tuple[Stamp, Change], ...],
) -> None:
    row = after(*works)

    assert row.values["reason"] == "cough"
    assert [one.value for one in row.of("reason")] == ["cough"]
    assert not row.ahead
    assert merge.pack(row) == merge.pack(after(A_MADE, B_MADE, C_SAW_BOTH))
