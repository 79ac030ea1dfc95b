import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from models.values import MOST_RUPEES
from ui.kit.money import MoneyBox, NotMoney, plain_money, read_money
from ui.theme.worn import Wardrobe


@given(st.integers(0, MOST_RUPEES * 100))
def test_money_survives_being_written_and_read(paise: int) -> None:
    assert read_money(plain_money(paise)) == paise


@pytest.mark.parametrize(
    ("typed", "paise"),
    [
        ("250", 25000),
        ("₹ 1,250", 125000),
        ("99.5", 9950),
        (".5", 50),
        ("1,23,456.78", 12345678),
        ("0", 0),
        ("१२", 1200),
    ],
)
def test_amounts_as_people_type_them(typed: str, paise: int) -> None:
    assert read_money(typed) == paise


@pytest.mark.parametrize("typed", ["", "₹", "-5", "1.999", "12 rupees", "1e3", "9999999999999"])
def test_what_is_no_amount_is_refused_and_never_rounded(typed: str) -> None:
    with pytest.raises(NotMoney):
        read_money(typed)


def test_the_box_tells_empty_from_wrong(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    box = MoneyBox()
    qtbot.addWidget(box)
    assert box.paise() is None
    assert box.problem() is None

    qtbot.keyClicks(box, "12x")
    assert box.paise() is None
    assert box.problem() == "An amount has only digits, like 1,250.50."


def test_the_box_says_each_new_amount_once(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    box = MoneyBox(100)
    qtbot.addWidget(box)
    said: list[object] = []
    box.changed.connect(said.append)
    box.clear()
    qtbot.keyClicks(box, "2.5")
    qtbot.keyClicks(box, "0")

    assert said == [200, 250]


def test_leaving_the_box_groups_the_digits(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    box = MoneyBox()
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "123456")
    box.clearFocus()

    assert box.text() == "1,23,456.00"
