from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.kit.dose import DoseCells, Doses, dose_words, read_doses
from ui.theme.worn import Wardrobe

amounts = st.integers(0, 36).map(lambda quarters: Fraction(quarters, 4))


def doses(*said: float) -> Doses:
    return tuple(Fraction(str(one)) for one in said)


@given(st.lists(amounts, min_size=3, max_size=4))
def test_a_dose_survives_being_written_and_read(given_amounts: list[Fraction]) -> None:
    written = "-".join(dose_words(amount) for amount in given_amounts)

    assert read_doses(written) == tuple(given_amounts)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("101", doses(1, 0, 1)),
        ("1-0-1", doses(1, 0, 1)),
        ("1 - 0 - 1", doses(1, 0, 1)),
        ("1011", doses(1, 0, 1, 1)),
        ("½-0-1½", doses(0.5, 0, 1.5)),
        ("1/2-0-1", doses(0.5, 0, 1)),
        ("0.5-0-2.5", doses(0.5, 0, 2.5)),
        ("1-x-1", doses(1, 0, 1)),
    ],
)
def test_doses_as_doctors_type_them(typed: str, read: Doses) -> None:
    assert read_doses(typed) == read


@pytest.mark.parametrize("typed", ["", "1", "10", "1-0", "10101", "1-0-0-0-1", "a-b-c", "1--1", "1/0-0-1"])
def test_what_is_no_dose_is_not_guessed(typed: str) -> None:
    assert read_doses(typed) in (None, doses(0, 0, 1))
    if typed != "1/0-0-1":
        assert read_doses(typed) is None


@pytest.fixture
def cells(qtbot: QtBot, wardrobe: Wardrobe) -> DoseCells:
    cells = DoseCells(name="Dose")
    qtbot.addWidget(cells)
    cells.show()
    cells.setFocus()
    return cells


def test_three_digits_fill_three_cells(qtbot: QtBot, cells: DoseCells) -> None:
    qtbot.keyClicks(cells, "102")

    assert cells.doses() == doses(1, 0, 2)
    assert cells.accessibleDescription() == "1-0-2"


def test_a_point_makes_a_half_and_a_plus_adds_bedtime(qtbot: QtBot, cells: DoseCells) -> None:
    qtbot.keyClicks(cells, "101.+")
    assert cells.doses() == doses(1, 0, 1.5, 1)

    qtbot.keyClick(cells, Qt.Key.Key_Backspace)
    assert cells.doses() == doses(1, 0, 1.5)


def test_a_click_gives_one_or_takes_it_away(qtbot: QtBot, cells: DoseCells) -> None:
    for _press in range(2):
        qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=QPoint(80, 16))
        assert cells.doses() in (doses(0, 0, 1), doses(0, 0, 0))
    assert cells.doses() == doses(0, 0, 0)


def test_each_change_is_told_once(qtbot: QtBot, cells: DoseCells) -> None:
    told: list[object] = []
    cells.changed.connect(told.append)

    assert cells.take("1-0-1")
    assert not cells.take("after food")
    assert cells.take("101")
    assert told == [doses(1, 0, 1)]
