from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from models.camps import base45
from models.camps.pass_code import (
    EPOCH,
    LAST_MINUTE,
    LENGTH,
    PREFIX,
    PassBody,
    PassFault,
    Unproved,
    pack,
    read_pass,
    read_short_code,
    short_code,
    sign_pass,
    tail_of,
    unpack,
)
from models.values import BadValue

PRIVATE = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
KEY_ID = b"desk"
EVENT = UUID("01930000-0000-7000-8000-0123456789ab")
BODY = PassBody(
    key_id=KEY_ID,
    event=tail_of(EVENT),
    pass_id=UUID("01930000-0000-7000-8000-ba9876543210"),
    number=412,
    not_before=datetime(2026, 11, 21, 2, 30, tzinfo=UTC),
    not_after=datetime(2026, 11, 21, 12, 30, tzinfo=UTC),
    services=0b1011,
    issue=1,
)
TEXT = sign_pass(BODY, PRIVATE)

minutes = st.integers(0, LAST_MINUTE).map(lambda since: EPOCH + timedelta(minutes=since))
bodies = st.builds(
    PassBody,
    key_id=st.binary(min_size=4, max_size=4),
    event=st.binary(min_size=8, max_size=8),
    pass_id=st.uuids(),
    number=st.integers(0, 2**32 - 1),
    not_before=minutes,
    not_after=minutes,
    services=st.integers(0, 2**16 - 1),
    issue=st.integers(0, 255),
    flags=st.integers(0, 255),
)


def known(key_id: bytes) -> bytes | None:
    return PUBLIC if key_id == KEY_ID else None


def nobody(key_id: bytes) -> bytes | None:
    return None


def read(text: str) -> PassBody | Unproved:
    return read_pass(text, known)


def test_a_pass_is_170_characters_and_proves_itself() -> None:
    assert len(TEXT) == LENGTH
    assert set(TEXT) <= set(base45.ALPHABET)
    assert read(TEXT) == BODY
    assert BODY.is_for(EVENT)
    assert not BODY.is_for(UUID(int=1))


def test_the_body_is_46_bytes_of_fixed_places() -> None:
    packed = pack(BODY)
    assert len(packed) == 46
    assert packed.hex() == (
        "0101"
        + b"desk".hex()
        + "80000123456789ab"
        + BODY.pass_id.hex
        + "0000019c"
        + "00374916"
        + "00374b6e"
        + "000b"
        + "01"
        + "00"
    )


@given(bodies)
def test_any_body_comes_back(body: PassBody) -> None:
    assert unpack(pack(body)) == body


def test_times_between_minutes_never_shorten_a_pass() -> None:
    body = PassBody(
        KEY_ID,
        tail_of(EVENT),
        UUID(int=1),
        1,
        BODY.not_before + timedelta(seconds=30),
        BODY.not_after + timedelta(seconds=30),
    )
    back = unpack(pack(body))
    assert back.not_before == BODY.not_before
    assert back.not_after == BODY.not_after + timedelta(minutes=1)


@pytest.mark.parametrize(
    "text", [TEXT + "\r\n", "\t" + TEXT, TEXT.lower()], ids=["enter behind", "tab before", "caps lock"]
)
def test_what_scanners_do_to_a_text_does_no_harm(text: str) -> None:
    assert read(text) == BODY


@given(bodies)
def test_no_pass_ends_in_a_blank_that_a_scanner_might_drop(body: PassBody) -> None:
    assert not sign_pass(body, PRIVATE).endswith(" ")


@settings(max_examples=300)
@given(st.integers(0, 110 * 8 - 1))
def test_any_flipped_bit_is_caught(bit: int) -> None:
    data = bytearray(base45.decode(TEXT[len(PREFIX) :]))
    data[bit // 8] ^= 1 << bit % 8
    answer = read(PREFIX + base45.encode(bytes(data)))
    assert isinstance(answer, Unproved)
    expected = {0: PassFault.UNKNOWN_VERSION, 1: PassFault.UNKNOWN_VERSION} | dict.fromkeys(
        range(2, 6), PassFault.UNKNOWN_KEY
    )
    assert answer.fault is expected.get(bit // 8, PassFault.NOT_GENUINE)


@given(st.integers(len(PREFIX), LENGTH - 1), st.sampled_from(base45.ALPHABET))
def test_any_changed_character_is_caught(place: int, letter: str) -> None:
    changed = TEXT[:place] + letter + TEXT[place + 1 :]
    assert (read(changed) == BODY) is (changed == TEXT)


@given(st.integers(len(PREFIX), LENGTH - 1))
def test_a_pass_cut_off_says_so(length: int) -> None:
    assert read(TEXT[:length]) == Unproved(PassFault.CUT_OFF)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", PassFault.NOT_A_PASS),
        ("A-014", PassFault.NOT_A_PASS),
        ("upi://pay?pa=clinic@bank", PassFault.NOT_A_PASS),
        ("SHV", PassFault.NOT_A_PASS),
        ("SHV2:" + TEXT[5:], PassFault.UNKNOWN_VERSION),
        ("SHV12:ABC", PassFault.UNKNOWN_VERSION),
        (TEXT + TEXT, PassFault.NOT_A_PASS),
        (PREFIX + "~" * 165, PassFault.NOT_GENUINE),
        (PREFIX + ":" * 165, PassFault.NOT_GENUINE),
        (PREFIX, PassFault.CUT_OFF),
    ],
)
def test_what_is_no_pass_is_told_apart(text: str, fault: PassFault) -> None:
    assert read(text) == Unproved(fault)


def test_an_unknown_issuer_is_named_with_what_the_pass_claims() -> None:
    assert read_pass(TEXT, nobody) == Unproved(PassFault.UNKNOWN_KEY, BODY)


def test_a_pass_signed_by_somebody_else_under_our_key_id_is_forged() -> None:
    forged = sign_pass(BODY, bytes(32))
    assert read(forged) == Unproved(PassFault.NOT_GENUINE, BODY)


def test_something_else_signed_with_the_key_is_no_pass() -> None:
    packed = pack(BODY)
    signature = Ed25519PrivateKey.from_private_bytes(PRIVATE).sign(packed)
    assert isinstance(read(PREFIX + base45.encode(packed + signature)), Unproved)


@given(
    st.text(max_size=200) | st.text(alphabet=base45.ALPHABET, min_size=160, max_size=180).map(PREFIX.__add__)
)
def test_rubbish_gets_an_answer(text: str) -> None:
    assert isinstance(read(text), Unproved)


@given(st.binary(min_size=108, max_size=108))
def test_a_rubbish_body_behind_a_right_head_gets_an_answer(data: bytes) -> None:
    for key_of in (known, nobody, lambda _: PUBLIC):
        assert isinstance(read_pass(PREFIX + base45.encode(b"\1\1" + data), key_of), Unproved)


def test_a_time_past_the_calendar_gets_an_answer() -> None:
    text = PREFIX + base45.encode(b"\1\1" + b"\xff" * 108)
    assert read_pass(text, lambda _: PUBLIC).fault is PassFault.NOT_GENUINE  # type: ignore[union-attr]  # not a pass


@given(st.binary(max_size=200))
def test_base45_brings_every_byte_back(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data


def test_base45_writes_what_the_standard_writes() -> None:
    assert base45.encode(b"AB") == "BB8"
    assert base45.encode(b"Hello!!") == "%69 VD92EX0"
    assert base45.encode(b"base-45") == "UJCLQE7W581"
    assert base45.decode("QED8WEX0") == b"ietf!"


@pytest.mark.parametrize("text", ["GGW", "A", "::", "AAa", "ABCD"])
def test_base45_refuses_what_nobody_would_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        base45.decode(text)


@given(st.uuids())
def test_a_short_code_is_read_however_it_is_typed(pass_id: UUID) -> None:
    code = short_code(pass_id)
    assert len(code) == 8
    assert not set(code) & set("0O1I")
    assert read_short_code(f" {code[:4].lower()}-{code[4:]} ") == code


@given(st.uuids(), st.integers(0, 7), st.integers(1, 31))
def test_one_wrong_letter_is_caught(pass_id: UUID, place: int, shift: int) -> None:
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    code = short_code(pass_id)
    wrong = letters[(letters.index(code[place]) + shift) % 32]
    with pytest.raises(BadValue):
        read_short_code(code[:place] + wrong + code[place + 1 :])


@given(st.uuids(), st.integers(0, 7), st.integers(0, 7))
def test_two_letters_swapped_are_caught(pass_id: UUID, one: int, other: int) -> None:
    letters = list(short_code(pass_id))
    letters[one], letters[other] = letters[other], letters[one]
    if "".join(letters) != short_code(pass_id):
        with pytest.raises(BadValue):
            read_short_code("".join(letters))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ABCD", "This code has 8 letters and numbers."),
        ("O2345678", "There is no 0, O, 1 or I in these codes. Look again."),
        ("२३४५६७८९", "This code has 8 letters and numbers."),
    ],
)
def test_a_wrong_code_says_what_to_look_at(typed: str, sentence: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_short_code(typed)
    assert str(refused.value.said) == sentence
