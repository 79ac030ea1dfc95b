import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.choices import Choice, ChoiceChips, Segmented
from ui.kit.code_cells import CodeCells
from ui.kit.combo import ComboBox
from ui.kit.tiles import Counter, CounterRow
from ui.theme.worn import Wardrobe

SEXES = [Choice("f", "Female"), Choice("m", "Male"), Choice("o", "Other")]


@pytest.fixture
def said() -> list[object]:
    return []


def test_arrows_move_between_segments_and_stop_at_the_ends(
    qtbot: QtBot, wardrobe: Wardrobe, said: list[object]
) -> None:
    segments = Segmented(SEXES, "f", "Sex")
    qtbot.addWidget(segments)
    segments.changed.connect(said.append)
    for _press in range(3):
        qtbot.keyClick(segments, Qt.Key.Key_Right)

    assert said == ["m", "o"]
    assert segments.value() == "o"
    assert segments.accessibleDescription() == "Other"


def test_a_click_takes_the_segment_under_it(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    segments = Segmented(SEXES, name="Sex")
    qtbot.addWidget(segments)
    segments.resize(300, 40)
    assert segments.value() is None

    qtbot.mouseClick(segments, Qt.MouseButton.LeftButton, pos=segments.cells()[1].center())
    assert segments.value() == "m"


def test_setting_a_value_is_not_told_as_a_choice(
    qtbot: QtBot, wardrobe: Wardrobe, said: list[object]
) -> None:
    segments, combo = Segmented(SEXES), ComboBox(SEXES)
    for choice in (segments, combo):
        qtbot.addWidget(choice)
        choice.changed.connect(said.append)
        choice.set_value("m")
        assert choice.value() == "m"

    assert said == []


def test_one_chip_puts_the_others_out_unless_several_may_be_on(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    one, many = ChoiceChips(SEXES, name="One"), ChoiceChips(SEXES, name="Many", several=True)
    for chips in (one, many):
        qtbot.addWidget(chips)
        chips.show()
        for chip in chips.chips()[:2]:
            qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)

    assert one.value() == "m"
    assert many.value() == ("f", "m")


def test_other_choices_keep_what_was_on(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    chips, combo = ChoiceChips(SEXES, "m"), ComboBox(SEXES, "m")
    for choice in (chips, combo):
        qtbot.addWidget(choice)
        choice.set_choices([Choice("m", "Male"), Choice("x", "Not said")])
        assert choice.value() == "m"
        choice.set_choices([Choice("x", "Not said")])
        assert choice.value() is None


def test_a_combo_that_searches_takes_only_what_exists(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    combo = ComboBox(SEXES, search=True, name="Sex")
    qtbot.addWidget(combo)
    combo.setEditText("male")
    assert combo.value() == "m"
    combo.setEditText("unknown")
    assert combo.value() is None


def test_a_free_combo_keeps_what_was_typed(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    combo = ComboBox([Choice(1, "Rampur")], free=True, name="Village")
    qtbot.addWidget(combo)
    combo.setEditText("Bhimpur")
    assert combo.value() == "Bhimpur"
    combo.setEditText("Rampur ")
    assert combo.value() == 1


def test_the_wheel_does_not_change_a_combo(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    combo = ComboBox(SEXES, "f")
    qtbot.addWidget(combo)
    combo.show()
    here, none, down = QPointF(10, 10), Qt.MouseButton.NoButton, QPoint(0, -120)
    wheel = QWheelEvent(
        here, here, QPoint(), down, none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(combo, wheel)

    assert combo.value() == "f"


def test_the_list_of_a_combo_drops_below_it(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    combo = ComboBox(SEXES, "o")
    qtbot.addWidget(combo)
    combo.show()
    combo.showPopup()

    top = combo.view().window().mapToGlobal(QPoint(0, 0)).y()
    assert top >= combo.mapToGlobal(QPoint(0, combo.height())).y()
    combo.hidePopup()


def test_counters_filter_one_at_a_time(qtbot: QtBot, wardrobe: Wardrobe, said: list[object]) -> None:
    row = CounterRow([Counter("w", "Waiting", 9), Counter("d", "Done", 14)], "w")
    qtbot.addWidget(row)
    row.changed.connect(said.append)
    row.show()
    qtbot.mouseClick(row.tile("d"), Qt.MouseButton.LeftButton)
    row.set_number("d", 15)

    assert said == ["d"]
    assert row.value() == "d"
    assert not row.tile("w").isChecked()
    assert row.tile("d").accessibleName() == "15 Done"


def test_a_code_takes_only_digits_even_pasted(qtbot: QtBot, wardrobe: Wardrobe, said: list[object]) -> None:
    cells = CodeCells("Code, 6 digits")
    qtbot.addWidget(cells)
    cells.filled.connect(said.append)
    cells.setText("48 2a")
    assert cells.text() == "482"
    assert said == []

    cells.setText("482 913 7")
    assert said == ["482913"]
