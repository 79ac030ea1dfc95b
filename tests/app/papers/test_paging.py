from hypothesis import given
from hypothesis import strategies as st

from app.papers.paging import Room, paginate

HEIGHTS = st.lists(st.floats(4, 60), max_size=40)
ROOM = Room(first_open=100, first_last=60, later_open=120, later_last=80)


def test_what_fits_stays_on_one_page() -> None:
    assert paginate([20, 20, 20], ROOM) == [3]


def test_nothing_to_print_is_one_page() -> None:
    assert paginate([], ROOM) == [0]


def test_two_rows_go_with_the_signature() -> None:
    """All four would fit without it, and the last page would hold one."""
    assert paginate([25, 25, 25, 25], ROOM) == [2, 2]


@given(HEIGHTS)
def test_every_row_is_on_one_page_whole_and_in_order(heights: list[float]) -> None:
    counts = paginate(heights, ROOM)
    assert sum(counts) == len(heights)
    start = 0
    for page, count in enumerate(counts):
        here = heights[start : start + count]
        start += count
        is_last = page + 1 == len(counts)
        room = (ROOM.first_last, ROOM.first_open) if page == 0 else (ROOM.later_last, ROOM.later_open)
        assert sum(here) <= room[0 if is_last else 1]


@given(HEIGHTS.filter(lambda heights: len(heights) > 1))
def test_the_last_page_holds_two_where_two_have_room(heights: list[float]) -> None:
    counts = paginate(heights, ROOM)
    if len(counts) > 1 and sum(heights[-2:]) <= ROOM.later_last and len(heights) > 2:
        assert counts[-1] >= 2
