from dataclasses import replace

import pytest

from app.papers.medicine import Doses, EveryHours, Medicine, Rhythm
from app.papers.page import Paper, Stock
from app.papers.prescription import Allergy, ComeAgain, Prescription, prescription
from tests.app.papers.looking import codes, ink, picture, rows
from tests.app.papers.samples import (
    CLINIC,
    DOCTOR,
    FOUR,
    HINDI,
    HINDI_NAME,
    LONG_NAME,
    NAME_OF_500,
    PRINTED,
    REPRINTED,
    SEEN,
    SUNITA,
    TWELVE,
    a_prescription,
    tablet,
)

ANYBODY = replace(SUNITA, name="Asha", number="", born_on=None, village="", weight="")
BARE: dict[str, object] = {
    "patient": ANYBODY,
    "allergies": None,
    "medicines": (),
    "found": (),
    "diagnoses": (),
    "advice": (),
    "come_again": None,
    "come_at_once": "",
    "code": "",
}
ALLERGIES_OF_MANY = tuple(
    Allergy(substance=f"Medicine number {n}", reaction="swollen face") for n in range(40)
)
LONG_ADVICE = tuple(
    f"{n}. Walk for half an hour on most days, slowly at first, and rest when it is hot." for n in range(30)
)

CASES: dict[str, dict[str, object]] = {
    "empty": BARE,
    "one": {"medicines": FOUR[:1]},
    "normal": {},
    "three times as many": {"medicines": FOUR * 3, "advice": a_prescription().advice * 3},
    "twelve": {"medicines": TWELVE},
    "forty": {"medicines": TWELVE * 4},
    "only Hindi": {**HINDI, "patient": replace(SUNITA, name=HINDI_NAME, village="केमरी")},
    "large print": {**HINDI, "large_print": True},
    "long name": {"patient": replace(SUNITA, name=LONG_NAME)},
    "name of 500": {"patient": replace(SUNITA, name=NAME_OF_500)},
    "name of 500 without a space": {"patient": replace(SUNITA, name=NAME_OF_500.replace(" ", ""))},
    "medicine of 500": {"medicines": (replace(FOUR[0], name=NAME_OF_500, note=NAME_OF_500), *FOUR)},
    "everything of 500": {
        "patient": replace(SUNITA, name=NAME_OF_500, village=NAME_OF_500),
        "clinic": replace(CLINIC, name=NAME_OF_500[:120], address=NAME_OF_500[:240]),
        "doctor": replace(DOCTOR, name=NAME_OF_500[:80], degrees=NAME_OF_500[:120]),
        "medicines": (replace(FOUR[0], name=NAME_OF_500),),
        "advice": (NAME_OF_500,),
        "come_at_once": NAME_OF_500,
        "come_again": ComeAgain(on=SEEN.date(), note=NAME_OF_500[:200]),
    },
    "forty allergies": {"allergies": ALLERGIES_OF_MANY},
    "much advice": {"advice": LONG_ADVICE},
    "a reprint": {"duplicate": True, "first_printed_at": PRINTED, "printed_at": REPRINTED, **HINDI},
    "at bedtime too": {
        "medicines": (tablet("Metformin", "500 mg", Doses(morning=1, noon=1, night=1, bedtime=2)), *FOUR)
    },
}


def made(**changes: object) -> Paper:
    return prescription(a_prescription(**changes))


@pytest.mark.parametrize("case", CASES)
def test_everything_has_its_place(case: str) -> None:
    assert made(**CASES[case]).faults == ()


def test_four_medicines_take_one_page_in_either_language_and_in_large_print() -> None:
    assert made().pages == made(**HINDI).pages == made(**HINDI, large_print=True).pages == 1


def test_twelve_take_two_and_the_second_has_four() -> None:
    assert made(medicines=TWELVE).pages == 2


def test_it_is_a5_or_a4_for_large_print() -> None:
    assert (made().width_mm, made().height_mm) == (148, 210)
    large = made(large_print=True)
    assert (large.width_mm, large.height_mm) == (210, 297)
    assert large.stock is Stock.SHEET


def test_the_record_is_read_back_from_the_picture() -> None:
    for paper in (made(), made(large_print=True), made(**HINDI)):
        assert codes(picture(paper)) == {a_prescription().code}


def test_the_code_stands_only_on_the_signed_page() -> None:
    paper = made(medicines=TWELVE)
    assert codes(picture(paper, 0)) == set()
    assert codes(picture(paper, 1)) == {a_prescription().code}


def strip(content: Prescription, top: float, bottom: float, page: int = 0) -> bytes:
    """Part of a page, from `top` to `bottom` mm."""
    image = picture(prescription(content), page)
    scale = image.height() / 210
    high = round((bottom - top) * scale)
    return b"".join(rows(image)[round(top * scale) : round(top * scale) + high])


ALLERGY_BOX = (40, 48)


def test_the_three_states_of_allergies_look_different() -> None:
    states = (None, (), (Allergy(substance="Penicillin"),))
    boxes = {strip(a_prescription(allergies=state), *ALLERGY_BOX) for state in states}
    assert len(boxes) == 3


def test_allergies_stand_at_the_same_place_on_every_page() -> None:
    content = a_prescription(medicines=TWELVE * 2)
    first = strip(content, *ALLERGY_BOX, page=0)
    assert strip(content, *ALLERGY_BOX, page=1) == first
    assert strip(content, *ALLERGY_BOX, page=2) == first
    assert strip(replace(content, allergies=()), *ALLERGY_BOX) != first


def test_more_allergies_than_the_box_holds_are_listed_on_pages_of_their_own() -> None:
    assert made(allergies=ALLERGIES_OF_MANY).pages > made().pages


def test_a_reprint_says_so_at_the_top() -> None:
    top = (5, 8.8)
    usual, again = (strip(a_prescription(duplicate=duplicate), *top) for duplicate in (False, True))
    assert usual != again
    assert min(usual) == 255


@pytest.mark.parametrize("rhythm", [Rhythm.WEEKLY, Rhythm.ALTERNATE_DAYS, Rhythm.ONCE])
def test_what_is_not_taken_daily_does_not_fill_the_times_of_the_day(rhythm: Rhythm) -> None:
    daily = tablet("Methotrexate", "2.5 mg", Doses(morning=1, noon=1, night=1))
    other = replace(daily, rhythm=rhythm)
    filled, dashed = (ink(picture(made(medicines=(medicine,)))) for medicine in (daily, other))
    assert filled > dashed + 2000


def test_a_medicine_said_only_in_words_or_by_the_hour_has_its_place() -> None:
    by_note = Medicine(
        name="Permethrin", strength="5 %", form="cream", note="Neck to toes at night, wash off."
    )
    by_hour = tablet("Amoxicillin", "250 mg", EveryHours(amount=1, hours=8), days=None, quantity=None)
    assert made(medicines=(by_note, by_hour)).faults == ()


def test_the_same_content_gives_the_same_file() -> None:
    assert made(**HINDI).pdf == made(**HINDI).pdf


def test_nothing_of_the_patient_is_in_the_name_or_the_title() -> None:
    paper = made()
    assert "Sunita" not in paper.name + str(paper.title) + repr(paper)
    assert b"Sunita" not in paper.pdf.split(b"stream")[0]
