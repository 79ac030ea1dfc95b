"""Nothing that was changed after it was signed is let in: asked of the real use case on a real store."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.camps.answers import Answer
from models.camps import base45
from models.camps.pass_code import LENGTH, PREFIX
from tests.camps import Camp, rows

REFUSALS = {Answer.NOT_GENUINE, Answer.CANNOT_CHECK}
real_store = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def text(camp: Camp) -> str:
    return camp.pass_of(camp.register()).text


@real_store
@given(bits=st.sets(st.integers(0, 110 * 8 - 1), min_size=1, max_size=12))
def test_flipped_bits_are_never_let_in(camp: Camp, text: str, bits: set[int]) -> None:
    data = bytearray(base45.decode(text[len(PREFIX) :]))
    for bit in bits:
        data[bit // 8] ^= 1 << bit % 8
    answer = camp.scan(PREFIX + base45.encode(bytes(data)))

    assert answer.answer in REFUSALS
    assert rows(camp.clinic, "admission") == 0


@real_store
@given(place=st.integers(0, LENGTH - 1), letter=st.sampled_from(base45.ALPHABET))
def test_a_changed_letter_is_never_let_in(camp: Camp, text: str, place: int, letter: str) -> None:
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        assert camp.scan(changed).answer in REFUSALS
        assert rows(camp.clinic, "admission") == 0


@real_store
@given(anything=st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
def test_whatever_is_scanned_gets_an_answer(camp: Camp, anything: str) -> None:
    assert camp.scan(anything).answer in REFUSALS
    assert rows(camp.clinic, "admission") == 0


@real_store
@given(cut=st.integers(0, LENGTH - 1))
def test_a_pass_cut_off_is_never_let_in(camp: Camp, text: str, cut: int) -> None:
    assert camp.scan(text[:cut]).answer in REFUSALS
    assert rows(camp.clinic, "admission") == 0
