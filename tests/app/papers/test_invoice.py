from dataclasses import replace

import pytest

from app.papers.head import Clinic
from app.papers.invoice import Heading, InvoiceLine, TaxRow, heading_of, invoice
from app.papers.receipt import Paid
from models.vocabulary import PaymentMethod
from tests.app.papers.looking import codes, picture
from tests.app.papers.samples import (
    AMLODIPINE,
    BILL_OF_SUPPLY,
    CLINIC,
    CONSULTATION,
    DOCTOR,
    ECG,
    HINDI_NAME,
    METFORMIN,
    NAME_OF_500,
    PRINTED,
    REGISTERED,
    REPRINTED,
    SUNITA,
    TAX_INVOICE,
    UPI,
    an_invoice,
)

LAKHS = 99_99_999_00
CASES: dict[str, dict[str, object]] = {
    "empty": {"lines": (), "taxes": (), "payments": (), "doctor": None, "address": "", "upi": "", "due": 0},
    "one": {"lines": (METFORMIN,)},
    "both kinds": {},
    "bill of supply": BILL_OF_SUPPLY,
    "tax invoice": TAX_INVOICE,
    "no GSTIN": {**BILL_OF_SUPPLY, "clinic": CLINIC},
    "three times as many": {"lines": (CONSULTATION, ECG, METFORMIN, AMLODIPINE) * 3},
    "sixty": {"lines": (METFORMIN, ECG) * 30, "duplicate": True},
    "another state": {"igst": 960, "cgst": 0, "sgst": 0, "taxes": (TaxRow(code="3004", taxable=19200, igst=960),)},
    "two rates": {"lines": (METFORMIN, replace(AMLODIPINE, gst_percent=18))},
    "name of 500": {
        "patient": replace(SUNITA, name=NAME_OF_500), "address": NAME_OF_500,
        "clinic": replace(REGISTERED, name=NAME_OF_500[:120], address=NAME_OF_500[:240]),
        "doctor": replace(DOCTOR, name=NAME_OF_500[:100]),
    },
    "a line of 500": {"lines": (replace(METFORMIN, text=NAME_OF_500), replace(ECG, text=NAME_OF_500.replace(" ", "")))},
    "only Hindi": {"language": "hi", "patient": replace(SUNITA, name=HINDI_NAME), "address": "गाँव केमरी, रामपुर",
                   "lines": (replace(CONSULTATION, text="डॉक्टर से सलाह"), METFORMIN)},
    "lakhs": {
        "lines": (replace(METFORMIN, rate=LAKHS, less=LAKHS, value=LAKHS, gst=LAKHS),) * 2,
        "taxes": (TaxRow(code="3004", taxable=LAKHS, cgst=LAKHS, sgst=LAKHS),),
        "exempt_value": LAKHS, "taxable_value": LAKHS, "cgst": LAKHS, "sgst": LAKHS, "sum": LAKHS,
        "total": LAKHS, "due": LAKHS,
    },
    "every way to pay": {
        "payments": tuple(Paid(method=way, amount=100, reference="632511804471") for way in PaymentMethod)
    },
    "a reprint": {"duplicate": True, "first_printed_at": PRINTED, "printed_at": REPRINTED},
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("case", CASES)
def test_everything_has_its_place(case: str, language: str) -> None:
    assert invoice(an_invoice(**{"language": language, **CASES[case]})).faults == ()


@pytest.mark.parametrize(
    ("clinic", "lines", "heading"),
    [
        (CLINIC, (CONSULTATION, METFORMIN), Heading.BILL),
        (CLINIC, (), Heading.BILL),
        (REGISTERED, (CONSULTATION, ECG), Heading.BILL_OF_SUPPLY),
        (REGISTERED, (), Heading.BILL_OF_SUPPLY),
        (REGISTERED, (METFORMIN, AMLODIPINE), Heading.TAX_INVOICE),
        (REGISTERED, (CONSULTATION, METFORMIN), Heading.INVOICE_CUM_BILL),
        (REGISTERED, (replace(METFORMIN, gst_percent=0, gst=0),), Heading.BILL_OF_SUPPLY),
    ],
)
def test_the_heading_follows_who_sells_and_what(
    clinic: Clinic, lines: tuple[InvoiceLine, ...], heading: Heading
) -> None:
    assert heading_of(clinic, lines) is heading


def test_the_payment_code_is_read_back_from_the_picture() -> None:
    for language in ("en", "hi"):
        assert codes(picture(invoice(an_invoice(language=language)))) == {UPI}


def test_there_is_no_payment_code_when_nothing_is_due() -> None:
    assert codes(picture(invoice(an_invoice(due=0)))) == set()


def test_the_file_name_has_no_slash() -> None:
    assert invoice(an_invoice(number="27/RC1/000412")).name == "bill-27-RC1-000412"


def test_many_lines_take_pages_with_the_code_on_the_last() -> None:
    paper = invoice(an_invoice(lines=(METFORMIN,) * 30))
    assert paper.pages == 3
    assert codes(picture(paper, 0)) == set()
    assert codes(picture(paper, paper.pages - 1)) == {UPI}
