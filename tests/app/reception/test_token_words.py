from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reception.token_words import read_slip, token_code, token_words


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.sampled_from("ABZ"), st.integers(1, 9999))
def test_what_a_slip_says_is_read_again(day: date, lane: str, number: int) -> None:
    assert read_slip(token_code(day, lane, number)) == (day, token_words(lane, number))


@pytest.mark.parametrize(
    "text", ["", "T:", "T:261399-A1", "T:261121-A", "SHV1:T:261121-A1", "A-014", "T:261121-A1x"]
)
def test_anything_else_is_no_slip(text: str) -> None:
    assert read_slip(text) is None
