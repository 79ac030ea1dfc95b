import os
from datetime import UTC, datetime, timedelta

import pytest

from models.store.second_factor import (
    PAPER_CODES,
    accept,
    code_at,
    new_paper_codes,
    new_seed,
    otpauth,
    second_factor,
)

NOW = datetime(2026, 11, 21, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_rfc_6238(seconds: int, digits: str) -> None:
    seed = b"12345678901234567890"
    assert code_at(seed, datetime.fromtimestamp(seconds, UTC)) == digits


@pytest.mark.parametrize("late", [-30, 0, 30])
def test_a_code_of_the_neighbouring_half_minute_is_taken(late: int) -> None:
    factor = second_factor(new_seed(os.urandom), ())
    assert accept(factor, code_at(factor.seed, NOW + timedelta(seconds=late)), NOW) is not None


def test_an_older_code_is_not_taken() -> None:
    factor = second_factor(new_seed(os.urandom), ())
    shown = code_at(factor.seed, NOW - timedelta(seconds=90))
    if shown not in {code_at(factor.seed, NOW + timedelta(seconds=late)) for late in (-30, 0, 30)}:
        assert accept(factor, shown, NOW) is None


def test_a_code_opens_once() -> None:
    factor = second_factor(new_seed(os.urandom), ())
    shown = code_at(factor.seed, NOW)
    used = accept(factor, f" {shown[:3]} {shown[3:]} ", NOW)
    assert used is not None
    assert accept(used, shown, NOW) is None
    assert accept(used, code_at(factor.seed, NOW + timedelta(seconds=30)), NOW) is not None


def test_a_clock_that_once_stood_years_ahead_does_not_lock_the_phone_out() -> None:
    factor = second_factor(new_seed(os.urandom), ())
    ahead = NOW + timedelta(days=730)
    used = accept(factor, code_at(factor.seed, ahead), ahead)
    assert used is not None
    assert accept(used, code_at(factor.seed, NOW), NOW) is not None


def test_each_paper_code_opens_once() -> None:
    codes = new_paper_codes(os.urandom)
    assert len(set(codes)) == PAPER_CODES
    factor = second_factor(new_seed(os.urandom), codes)
    for code in codes:
        used = accept(factor, code.lower(), NOW)
        assert used is not None
        assert accept(used, code, NOW) is None
        factor = used
    assert factor.paper == ()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "१२३४५६", "KM3X-9QTR"])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    assert accept(second_factor(bytes(20), ()), typed, NOW) is None


def test_the_phone_scans_the_clinic_and_the_person() -> None:
    told = otpauth(bytes(20), "Dr S. Rao", "Rampur Clinic")
    assert told.startswith("otpauth://totp/Rampur%20Clinic:Dr%20S.%20Rao?secret=AAAA")
