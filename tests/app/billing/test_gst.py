import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.gst import Bill, Heading, Line, TaxRow, add_up, usual_tax
from models.values import BadValue
from models.vocabulary import ItemKind

lines_of_any_kind = st.lists(
    st.builds(
        lambda rate, quantity, share, tax: Line(
            rate, quantity, rate * quantity * share // 100, tax, "3004" if tax else "9993"
        ),
        rate=st.integers(0, 10_000_000),
        quantity=st.integers(1, 200),
        share=st.integers(0, 100),
        tax=st.sampled_from([0, 500, 1200, 1800, 4000]) | st.integers(0, 10_000),
    ),
    max_size=12,
)


def bill(*lines: Line, discount: int = 0, registered: bool = True) -> Bill:
    return add_up(lines, discount, registered=registered)


def said(*lines: Line, discount: int = 0) -> str:
    with pytest.raises(BadValue) as refused:
        bill(*lines, discount=discount)
    return str(refused.value.said)


def test_a_consultation_is_exempt_and_stays_whole() -> None:
    visit = bill(Line(30000, hsn="9993"))
    assert (visit.exempt, visit.taxable, visit.cgst, visit.sgst) == (30000, 0, 0, 0)
    assert (visit.round_off, visit.total) == (0, 30000)
    assert visit.heading is Heading.BILL_OF_SUPPLY
    assert visit.tax_rows == ()


def test_tax_is_taken_out_of_the_printed_price() -> None:
    medicine = bill(Line(10500, tax_bp=500, hsn="3004"))
    assert (medicine.taxable, medicine.cgst, medicine.sgst, medicine.total) == (10000, 250, 250, 10500)
    assert medicine.heading is Heading.TAX_INVOICE
    assert medicine.tax_rows == (TaxRow("3004", 500, 10000, 250, 250),)


def test_an_odd_paisa_of_tax_goes_to_the_taxable_value_and_the_halves_stay_equal() -> None:
    medicine = bill(Line(7875, tax_bp=500))
    # exact tax ₹3.75: two halves of 188 paise, not 187 and 188
    assert (medicine.cgst, medicine.sgst, medicine.taxable) == (188, 188, 7499)
    assert medicine.taxable + medicine.cgst + medicine.sgst == 7875


def test_the_total_is_whole_rupees_and_half_goes_up() -> None:
    assert (bill(Line(12349)).round_off, bill(Line(12349)).total) == (-49, 12300)
    assert (bill(Line(12350)).round_off, bill(Line(12350)).total) == (50, 12400)


def test_a_reduction_on_the_bill_is_shared_by_value_to_the_last_paisa() -> None:
    shared = bill(Line(10000), Line(10000), Line(10000, tax_bp=500), discount=1000)
    assert sorted(one.discount for one in shared.lines) == [333, 333, 334]
    assert (shared.discount, shared.net) == (1000, 29000)


def test_line_and_bill_reductions_come_one_after_the_other() -> None:
    both = bill(Line(20000, 2, discount_paise=10000), Line(10000), discount=4000)
    assert [one.net for one in both.lines] == [27000, 9000]
    assert (both.gross, both.discount, both.total) == (50000, 14000, 36000)


@pytest.mark.parametrize(
    ("registered", "rates", "heading"),
    [
        (False, (0, 500), Heading.BILL),
        (True, (0, 0), Heading.BILL_OF_SUPPLY),
        (True, (500, 1800), Heading.TAX_INVOICE),
        (True, (0, 500), Heading.INVOICE_CUM_BILL_OF_SUPPLY),
        (True, (), Heading.BILL_OF_SUPPLY),
    ],
)
def test_the_law_names_the_paper(registered: bool, rates: tuple[int, ...], heading: Heading) -> None:
    assert bill(*(Line(1000, tax_bp=rate) for rate in rates), registered=registered).heading is heading


def test_a_clinic_without_gstin_charges_no_tax() -> None:
    plain = bill(Line(10500, tax_bp=500), registered=False)
    assert (plain.exempt, plain.taxable, plain.cgst, plain.sgst, plain.total) == (10500, 0, 0, 0, 10500)
    assert plain.tax_rows == ()


def test_what_cannot_be_is_refused_with_a_sentence() -> None:
    assert said(Line(1000, discount_paise=1001)) == "The reduction is more than the amount, which is 1000."
    assert said(Line(1000), discount=1001) == "The reduction is more than the amount, which is 1000."
    assert said(Line(1000), discount=-1) == "A reduction cannot be less than zero."
    assert said(Line(1000, discount_paise=-1)) == "A reduction cannot be less than zero."
    assert said(Line(1000, quantity=0)).startswith("A line needs a quantity")
    assert said(Line(-1)).startswith("A line needs a quantity")
    assert said(Line(1000, tax_bp=10001)) == "A tax rate goes from 0 to 100 %."


def test_new_prices_start_with_the_usual_tax() -> None:
    assert usual_tax(ItemKind.SERVICE) == ("9993", 0)
    assert usual_tax(ItemKind.MEDICINE) == ("3004", 500)
    assert all(usual_tax(item) for item in ItemKind)


@given(lines_of_any_kind, st.integers(0, 100), st.booleans())
def test_sums_always_add_up(lines: list[Line], share: int, registered: bool) -> None:
    before = sum(line.rate_paise * line.quantity - line.discount_paise for line in lines)
    discount = before * share // 100
    whole = add_up(lines, discount, registered=registered)
    assert whole.gross - whole.discount == whole.net == before - discount
    assert whole.exempt + whole.taxable + whole.cgst + whole.sgst == whole.net
    assert whole.net + whole.round_off == whole.total
    assert whole.total % 100 == 0
    assert -50 < whole.round_off <= 50
    assert whole.cgst == whole.sgst
    assert whole.taxable == sum(row.taxable for row in whole.tax_rows)
    assert whole.cgst == sum(row.cgst for row in whole.tax_rows)
    assert sum(one.net for one in whole.lines) == whole.net
    for one in whole.lines:
        assert one.net == one.taxable + one.cgst + one.sgst
        assert 0 <= one.net <= one.line.rate_paise * one.line.quantity - one.line.discount_paise
        assert one.taxable >= 0


@given(st.integers(0, 10**9), st.sampled_from([500, 1200, 1800]))
def test_tax_is_never_more_than_a_paisa_off(net: int, tax_bp: int) -> None:
    charged = bill(Line(net, tax_bp=tax_bp)).lines[0]
    exact = net * tax_bp / (10_000 + tax_bp)
    assert abs(charged.cgst + charged.sgst - exact) <= 1
