from dataclasses import replace

import pytest

from app.papers.page import Roll, Stock
from app.papers.token_slip import token_slip
from tests.app.papers.looking import codes, picture, rows
from tests.app.papers.samples import CLINIC, HINDI_NAME, NAME_OF_500, SLIP, SUNITA, a_slip

CASES: dict[str, dict[str, object]] = {
    "empty": {"patient": replace(SUNITA, name="", number=""), "room": "", "doctor": "", "department": "",
              "before_you": None, "code": ""},
    "normal": {},
    "next": {"before_you": 0, "priority": True, "number": "P-004"},
    "many": {"before_you": 140, "minutes": 2400, "number": "A-0015"},
    "no minutes": {"before_you": 1, "minutes": None},
    "name of 500": {"patient": replace(SUNITA, name=NAME_OF_500), "clinic": replace(CLINIC, name=NAME_OF_500),
                    "doctor": NAME_OF_500},
    "no space": {"patient": replace(SUNITA, name=NAME_OF_500.replace(" ", ""))},
    "only Hindi": {"patient": replace(SUNITA, name=HINDI_NAME), "clinic": replace(CLINIC, name="रामपुर क्लिनिक"),
                   "doctor": "डॉ. राव", "department": "सामान्य"},
    "a reprint": {"duplicate": True},
}  # fmt: skip


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("case", CASES)
def test_everything_has_its_place(case: str, language: str, roll: Roll) -> None:
    assert token_slip(a_slip(language, **CASES[case]), roll).faults == ()


@pytest.mark.parametrize("roll", Roll)
def test_the_code_is_read_back_from_the_dots(roll: Roll) -> None:
    paper = token_slip(a_slip(), roll)
    assert codes(picture(paper)) == {SLIP["code"]}


def test_the_modules_of_the_code_are_whole_dots() -> None:
    """Each row of the code's picture is the same as the four beside it."""
    image = picture(token_slip(a_slip(before_you=None)))
    dots = [row[: 22 * 8] for row in rows(image)]
    last = max(index for index, row in enumerate(dots) if 0 in row)
    for module in range(20):
        five = dots[last - 5 * module - 4 : last - 5 * module + 1]
        assert len(set(five)) == 1


def test_a_roll_is_black_and_white_as_wide_as_it_is_and_as_long_as_needed() -> None:
    paper = token_slip(a_slip())
    assert paper.stock is Stock.ROLL
    assert (paper.width_mm, paper.pages) == (80, 1)
    image = picture(paper)
    assert image.width() == 640
    assert {level for row in rows(image) for level in row} == {0, 255}
    longer = token_slip(a_slip(patient=replace(SUNITA, name=NAME_OF_500)))
    assert longer.height_mm > paper.height_mm


def test_nothing_is_printed_where_the_head_does_not_reach() -> None:
    for roll in Roll:
        image = picture(token_slip(a_slip(priority=True, duplicate=True), roll))
        side = round((roll.width - roll.printable) / 2 * 8) - 2
        assert all(set(row[:side] + row[-side:]) == {255} for row in rows(image))


def test_the_reason_of_a_priority_is_not_even_known() -> None:
    assert "pregnant" not in repr(a_slip(priority=True))


def test_the_number_is_the_largest_thing_on_it() -> None:
    """At least two fifths of the slip's width, so that it is read at arm's length."""
    image = picture(token_slip(a_slip("en", code="", patient=replace(SUNITA, name=""))))
    band = rows(image)[(22 * 8) : (34 * 8)]
    across = [any(row[x] == 0 for row in band) for x in range(image.width())]
    assert across.index(True) < 640 * 0.3
