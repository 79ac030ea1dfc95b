from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.upi import upi_link


def test_a_link_as_npci_writes_it() -> None:
    link = upi_link(
        "rampur@okbank", "Rampur Clinic", 27000, reference="2627-D7-000123", note="Bill 2627-D7-000123"
    )
    assert link == (
        "upi://pay?pa=rampur@okbank&pn=Rampur%20Clinic&am=270.00&cu=INR&tn=Bill%202627-D7-000123&tr=2627-D7-000123"
    )


def test_without_an_amount_the_payer_types_it() -> None:
    assert "am=" not in upi_link("rampur@okbank", "Rampur Clinic", None)


@pytest.mark.parametrize("paise", [0, -1])
def test_nothing_cannot_be_paid(paise: int) -> None:
    with pytest.raises(ValueError, match="nothing to pay"):
        upi_link("rampur@okbank", "Rampur Clinic", paise)


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    st.integers(1, 10**9),
    st.text(st.characters(codec="utf-8"), max_size=80),
)
def test_any_name_and_note_come_back_from_the_link(name: str, paise: int, note: str) -> None:
    parts = parse_qs(urlsplit(upi_link("a.b-c@bank", name, paise, note=note)).query, keep_blank_values=True)
    assert parts["pn"] == [name]
    assert parts["pa"] == ["a.b-c@bank"]
    assert round(float(parts["am"][0]) * 100) == paise
    assert parts.get("tn", [""]) == [note[:50]]
