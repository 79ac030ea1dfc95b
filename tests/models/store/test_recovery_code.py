import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.store.recovery_code import ALPHABET, PARTS, Mistyped, RecoveryCode, part_is_right, read_code

codes = st.builds(RecoveryCode, st.binary(min_size=20, max_size=20))


@given(codes)
def test_a_code_is_read_back_however_it_is_typed(code: RecoveryCode) -> None:
    assert read_code(str(code)) == code
    assert read_code(" ".join(code.parts).lower()) == code
    assert read_code("".join(code.parts)) == code


@given(codes, st.integers(0, PARTS - 1), st.integers(0, 4), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_told_with_its_part(code: RecoveryCode, part: int, at: int, letter: str) -> None:
    parts = list(code.parts)
    wrong = parts[part][:at] + letter + parts[part][at + 1 :]
    if wrong == parts[part]:
        return
    parts[part] = wrong
    assert read_code("-".join(parts)) == Mistyped((part + 1,), "")


@given(codes, st.integers(0, PARTS - 2))
def test_parts_in_the_wrong_order_are_told(code: RecoveryCode, part: int) -> None:
    parts = list(code.parts)
    if parts[part] == parts[part + 1]:
        return
    parts[part], parts[part + 1] = parts[part + 1], parts[part]
    answer = read_code("-".join(parts))
    assert isinstance(answer, Mistyped)
    assert answer.parts == (part + 1, part + 2)


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(typed: str) -> None:
    answer = read_code(typed)
    assert isinstance(answer, RecoveryCode | Mistyped)


@pytest.mark.parametrize(("typed", "strangers"), [("P6CO", "O"), ("I1O0", "01IO"), ("P6CDE", "")])
def test_letters_no_code_has_are_named(typed: str, strangers: str) -> None:
    answer = read_code(typed)
    assert isinstance(answer, Mistyped)
    assert answer.strangers == strangers
    assert len(answer.parts) == PARTS - (typed == "P6CDE" and part_is_right(typed, 1))


def test_a_code_cut_short_or_too_long_is_told() -> None:
    code = RecoveryCode.new(os.urandom)
    assert read_code("-".join(code.parts[:7])) == Mistyped((8,), "")
    assert isinstance(read_code(f"{code}-{code.parts[0]}"), Mistyped)
    assert read_code("") == Mistyped(tuple(range(1, PARTS + 1)), "")


def test_a_part_is_proved_by_itself_but_only_in_its_place() -> None:
    code = RecoveryCode.new(os.urandom)
    assert all(part_is_right(part.lower(), place) for place, part in enumerate(code.parts, 1))
    assert not part_is_right(code.parts[0], 2)


def test_the_same_code_has_another_pair_in_another_store() -> None:
    code = RecoveryCode.new(os.urandom)
    assert code.private_half(b"one") != code.private_half(b"other")
    assert code.secret.hex() not in repr(code)
