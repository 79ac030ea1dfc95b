from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values import (
    Abha,
    BadValue,
    Birth,
    looks_like_aadhaar,
    masked_abha,
    masked_phone,
    read_abha,
    read_birth,
    read_day,
    read_gstin,
    read_money,
    read_name,
    read_phone,
    read_pin,
    read_vpa,
)

TODAY = date(2026, 11, 21)


def said(read: Callable[[str], object], text: str) -> str:
    with pytest.raises(BadValue) as refused:
        read(text)
    assert len(text) < 4 or text not in str(refused.value)
    return str(refused.value.said)


@pytest.mark.parametrize(
    "typed",
    [
        "9876543210",
        "98765 43210",
        "+91 98765-43210",
        "09876543210",
        "919876543210",
        "0091 9876543210",
        "(+91)9876543210",
        "९८७६५४३२१०",
        "৯৮৭৬৫৪৩২১০",
    ],
)
def test_a_mobile_number_is_ten_digits_however_typed(typed: str) -> None:
    assert read_phone(typed) == "9876543210"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("98765432", "Type 10 digits. 2 are missing."),
        ("987654321", "Type 10 digits. 1 is missing."),
        ("987654321012", "Type 10 digits. 2 are too many."),
        ("", "Type 10 digits. 10 are missing."),
        ("1876543210", "A mobile number starts with 6, 7, 8 or 9."),
        ("98765four", "A phone number has only digits."),
        ("+44 1", "Type 10 digits. 7 are missing."),
        ("+999 12345678", "This is not a phone number of any country."),
    ],
)
def test_a_wrong_phone_says_what_to_do(typed: str, sentence: str) -> None:
    assert said(read_phone, typed) == sentence


def test_a_foreign_number_keeps_its_country() -> None:
    assert read_phone("+977 98510 12345") == "+9779851012345"
    assert read_phone("0044 20 7946 0958") == "+442079460958"


@pytest.mark.parametrize(
    ("typed", "paise"),
    [
        ("1,234.5", 123450),
        ("₹ 500", 50000),
        ("500/-", 50000),
        ("Rs. 1,23,456", 12345600),
        ("0", 0),
        (".50", 50),
        ("12.", 1200),
        ("२७०", 27000),
        ("1,234,567.89", 123456789),
    ],
)
def test_money_as_people_type_it(typed: str, paise: int) -> None:
    assert read_money(typed) == paise


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12a", "An amount has only digits, like 1,250.50."),
        ("1,2", "An amount has only digits, like 1,250.50."),
        ("", "Type an amount."),
        ("₹", "Type an amount."),
        ("-5", "An amount cannot be less than zero."),
        ("1.005", "There is nothing smaller than a paisa. Use two digits after the point."),
        ("99999999999", "This amount is too large. Check the number of zeros."),
        ("9" * 400, "This amount is too large. Check the number of zeros."),
    ],
)
def test_an_amount_that_is_none_says_why(typed: str, sentence: str) -> None:
    assert said(read_money, typed) == sentence


@given(st.integers(min_value=0, max_value=10**10))
def test_money_written_with_commas_is_read_back(paise: int) -> None:
    from app.words import Words

    assert read_money(Words().money(paise)) == paise
    assert read_money(f"{paise // 100}.{paise % 100:02}") == paise


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("25/6/1990", Birth(date(1990, 6, 25), False)),
        ("25-6-90", Birth(date(1990, 6, 25), False)),
        ("25.06.1990", Birth(date(1990, 6, 25), False)),
        ("25 6 1990", Birth(date(1990, 6, 25), False)),
        ("25061990", Birth(date(1990, 6, 25), False)),
        ("1990-06-25", Birth(date(1990, 6, 25), False)),
        ("25 Jun 1990", Birth(date(1990, 6, 25), False)),
        ("25june90", Birth(date(1990, 6, 25), False)),
        ("1/1/26", Birth(date(2026, 1, 1), False)),
        ("1/1/27", Birth(date(1927, 1, 1), False)),
        ("1990", Birth(date(1990, 7, 1), True)),
        ("2026", Birth(date(2026, 7, 1), True)),
        ("42", Birth(date(1984, 7, 1), True)),
        ("42 yrs", Birth(date(1984, 7, 1), True)),
        ("४२ साल", Birth(date(1984, 7, 1), True)),
        ("7 mo", Birth(date(2026, 4, 21), True)),
        ("7m", Birth(date(2026, 4, 21), True)),
        ("7 महीने", Birth(date(2026, 4, 21), True)),
        ("1 y 6 m", Birth(date(2025, 5, 21), True)),
        ("6 w", Birth(date(2026, 10, 10), True)),
        ("20 d", Birth(date(2026, 11, 1), True)),
        ("20 दिन", Birth(date(2026, 11, 1), True)),
        ("0 d", Birth(date(2026, 11, 21), True)),
    ],
)
def test_a_birth_as_people_tell_it(typed: str, birth: Birth) -> None:
    assert read_birth(typed, TODAY) == birth


@pytest.mark.parametrize("today", [date(2026, 3, 2), date(2026, 6, 30), date(2026, 7, 1), date(2028, 2, 29)])
@pytest.mark.parametrize("age", [1, 42, 120])
def test_somebody_told_to_be_42_is_shown_as_42(today: date, age: int) -> None:
    from app.words import lived

    assert lived(read_birth(str(age), today).born_on, today)[0] == age


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("22/11/2026", "This date of birth is in the future."),
        ("2027", "This date of birth is in the future."),
        ("25/6/1890", "Nobody is older than 120 years. Check the year."),
        ("121", "Nobody is older than 120 years. Check the year."),
        ("9999 mo", "Nobody is older than 120 years. Check the year."),
        ("9999 y 1 m", "Nobody is older than 120 years. Check the year."),
        ("0", "For a baby type months or days, like 7 mo or 20 d."),
        ("0000", "Type a year like 1990."),
        ("31/2/1990", "Type a date of birth like 25/6/1990, or an age like 42 or 7 mo."),
        ("6/25/1990", "Type a date of birth like 25/6/1990, or an age like 42 or 7 mo."),
        ("soon", "Type a date of birth like 25/6/1990, or an age like 42 or 7 mo."),
        ("", "Type a date of birth like 25/6/1990, or an age like 42 or 7 mo."),
    ],
)
def test_a_birth_that_cannot_be_says_why(typed: str, sentence: str) -> None:
    assert said(lambda text: read_birth(text, TODAY), typed) == sentence


@given(st.dates(date(1907, 1, 1), TODAY))
def test_any_real_day_of_birth_is_read_back(day: date) -> None:
    for typed in (f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", day.isoformat(), f"{day:%d %b %Y}"):
        assert read_birth(typed, TODAY) == Birth(day, False)
        assert read_day(typed, TODAY) == day


@given(st.text(max_size=30) | st.text(alphabet="0123456789/-., ymdw₹+", max_size=15))
def test_rubbish_gets_a_sentence_and_nothing_else(typed: str) -> None:
    sentences: list[str] = []
    for read in (read_name, read_phone, read_pin, read_gstin, read_abha, read_vpa, read_money):
        try:
            read(typed)
        except BadValue as bad:
            sentences.append(str(bad.said))
    for read_with_day in (read_birth, read_day):
        try:
            read_with_day(typed, TODAY)
        except BadValue as bad:
            sentences.append(str(bad.said))
    assert all(sentences)
    looks_like_aadhaar(typed)


def test_names_are_tidied_and_have_an_end() -> None:
    assert read_name("  Sunita   Devi ") == "Sunita Devi"
    assert read_name("सुनीता") == "सुनीता"
    assert said(read_name, " ") == "Type a name."
    assert said(read_name, "123") == "A name needs letters."
    assert said(read_name, "a" * 500) == "This name is too long. Use 120 letters or fewer."


def test_pin_codes() -> None:
    assert read_pin("244 901") == "244901"
    assert said(read_pin, "044901") == "A PIN code has 6 digits and does not start with 0."


@pytest.mark.parametrize("gstin", ["27AAPFU0939F1ZV", "29aagcb7383j1z4"])
def test_a_real_gstin_fits_its_check_letter(gstin: str) -> None:
    assert read_gstin(gstin) == gstin.upper()


def test_a_mistyped_gstin_is_caught() -> None:
    assert "does not fit" in said(read_gstin, "27AAPFU0993F1ZV")
    assert "looks like" in said(read_gstin, "27AAPFU")


def test_abha_is_hard_on_length_and_soft_on_the_check_digit() -> None:
    assert read_abha("91-0000-0000-0000") == Abha("91000000000000", True)
    assert read_abha("99990000111124").is_plausible
    assert not read_abha("91000000000001").is_plausible
    assert said(read_abha, "9100") == "An ABHA number has 14 digits."


def test_upi_addresses() -> None:
    assert read_vpa(" rampur.clinic@okbank ") == "rampur.clinic@okbank"
    assert said(read_vpa, "rampur") == "A UPI address looks like clinic@bank."


def test_aadhaar_numbers_are_noticed_and_others_are_not() -> None:
    assert looks_like_aadhaar("his card 9999 4105 7058 says")
    assert not looks_like_aadhaar("123456789012")
    assert not looks_like_aadhaar("91-0000-0000-0000")


def test_masks_hide_the_middle() -> None:
    assert masked_phone("9876543210") == "98••• ••210"
    assert masked_phone("+9779851012345") == "•••••••••••345"
    assert masked_abha("91000000004821") == "91-••••-••••-4821"
