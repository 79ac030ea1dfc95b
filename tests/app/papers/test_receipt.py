from dataclasses import replace

import pytest

from app.papers.page import Roll
from app.papers.receipt import Paid, ReceiptLine, in_fours, receipt, tax_sentence
from models.vocabulary import PaymentMethod
from tests.app.papers.looking import codes, ink, picture
from tests.app.papers.samples import (
    CLINIC,
    HINDI_NAME,
    NAME_OF_500,
    RECEIPT,
    REGISTERED,
    REPRINTED,
    SUNITA,
    a_receipt,
)

LINES = RECEIPT["lines"]
assert isinstance(LINES, tuple)

CASES: dict[str, dict[str, object]] = {
    "empty": {"lines": (), "payments": (), "doctor": None, "cashier": "", "code": "", "sum": 0, "total": 0,
              "reduction": 0, "patient": replace(SUNITA, name="", number="")},
    "one": {"lines": LINES[:1]},
    "normal": {},
    "three times as many": {"lines": LINES * 3},
    "name of 500": {"patient": replace(SUNITA, name=NAME_OF_500),
                    "lines": (ReceiptLine(text=NAME_OF_500, amount=100, local=NAME_OF_500),)},
    "no space": {"patient": replace(SUNITA, name=NAME_OF_500.replace(" ", "")), "cashier": NAME_OF_500[:80]},
    "only Hindi": {"patient": replace(SUNITA, name=HINDI_NAME), "clinic": replace(CLINIC, name="रामपुर क्लिनिक")},
    "with GSTIN": {"clinic": REGISTERED, "tax": 960, "round_off": -40},
    "crores": {"total": 99_99_99_99_900, "due": 99_99_99_99_900, "sum": 99_99_99_99_900,
               "lines": (ReceiptLine(text="Hospital wing", amount=99_99_99_99_900),)},
    "every way to pay": {"payments": tuple(Paid(method=way, amount=100, reference="12") for way in PaymentMethod)},
    "a reprint": {"duplicate": True, "printed_at": REPRINTED},
}  # fmt: skip


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("case", CASES)
def test_everything_has_its_place(case: str, language: str, roll: Roll) -> None:
    assert receipt(a_receipt(language, **CASES[case]), roll).faults == ()


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_code_is_read_back_from_the_dots(language: str, roll: Roll) -> None:
    assert codes(picture(receipt(a_receipt(language), roll))) == {RECEIPT["code"]}


def test_still_to_pay_is_printed_when_nothing_is() -> None:
    """The box is there either way; only the amount in it differs."""
    nothing, something = (picture(receipt(a_receipt(due=due))) for due in (0, 100_00))
    assert nothing.height() == something.height()
    assert abs(ink(nothing) - ink(something)) < 2000


def test_a_clinic_without_gstin_says_that_it_charges_none() -> None:
    assert "not registered" in tax_sentence(CLINIC, 0).text
    assert "not registered" not in tax_sentence(REGISTERED, 0).text


def test_the_twelve_digits_stand_as_on_the_telephone() -> None:
    assert in_fours("632511804471") == "6325\u00a01180\u00a04471"
    assert in_fours("CHQ 000123") == "CHQ 000123"
