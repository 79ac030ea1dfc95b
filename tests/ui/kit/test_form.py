import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.kit.choices import Choice, Segmented
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit, PasswordBox, TextBox
from ui.theme.worn import Wardrobe


class Registration(Form):
    """Three fields, as any form has."""

    def __init__(self) -> None:
        super().__init__()
        self.mobile = self.add(
            Field("Mobile", LineEdit(), required=True, needed="Type a number.", check=self._ten)
        )
        self.name = self.add(Field("Name", LineEdit(), required=True, needed="Type a name."))
        self.sex = self.add(Field("Sex", Segmented([Choice("f", "Female"), Choice("m", "Male")], name="Sex")))

    def _ten(self) -> str | None:
        box = self.mobile.input
        assert isinstance(box, LineEdit)
        missing = 10 - len(box.text())
        return f"Type 10 digits. {missing} are missing." if missing > 0 else None


@pytest.fixture
def form(qtbot: QtBot, wardrobe: Wardrobe) -> Registration:
    form = Registration()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.mobile.input.setFocus()
    qtbot.waitUntil(form.mobile.input.hasFocus)
    return form


def test_nothing_is_said_while_somebody_types(qtbot: QtBot, form: Registration) -> None:
    qtbot.keyClicks(form.mobile.input, "98765")

    assert form.mobile.error == ""


def test_leaving_a_field_says_what_to_do(qtbot: QtBot, form: Registration) -> None:
    qtbot.keyClicks(form.mobile.input, "98765432")
    qtbot.keyClick(form.mobile.input, Qt.Key.Key_Return)

    assert form.name.input.hasFocus()
    assert form.mobile.error == "Type 10 digits. 2 are missing."
    assert form.mobile.input.accessibleDescription() == form.mobile.error


def test_an_empty_field_is_left_in_peace_until_it_is_needed(qtbot: QtBot, form: Registration) -> None:
    qtbot.keyClick(form.mobile.input, Qt.Key.Key_Return)
    assert form.mobile.error == ""

    wrong = form.first_wrong()

    assert wrong is form.mobile
    assert form.mobile.error == "Type a number."
    assert form.name.error == "Type a name."
    assert form.mobile.input.hasFocus()


def test_a_form_that_is_right_has_no_first_wrong(qtbot: QtBot, form: Registration) -> None:
    qtbot.keyClicks(form.mobile.input, "9876543210")
    qtbot.keyClicks(form.name.input, "Sunita")

    assert form.first_wrong() is None


def test_an_error_goes_when_the_input_is_right(qtbot: QtBot, form: Registration) -> None:
    form.first_wrong()
    qtbot.keyClicks(form.mobile.input, "9876543210")
    qtbot.keyClick(form.mobile.input, Qt.Key.Key_Return)

    assert form.mobile.error == ""
    assert form.mobile.said == ""


def test_a_field_names_its_input_for_screen_readers(form: Registration) -> None:
    assert form.mobile.input.accessibleName() == "Mobile"
    assert form.mobile.label.buddy() is form.mobile.input


def test_a_text_box_grows_with_what_is_typed(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    form = Form()
    qtbot.addWidget(form)
    box = TextBox(lines=2, most=4)
    form.add(Field("Complaint", box))
    form.column.addStretch(1)
    form.resize(300, 300)
    form.show()
    low = box.height()
    box.setText("one\ntwo\nthree")
    qtbot.waitUntil(lambda: box.height() > low)
    three = box.height()

    box.setText("\n".join("abcdefgh"))
    qtbot.waitUntil(lambda: box.height() > three)
    assert box.height() <= three + 2 * box.fontMetrics().lineSpacing()


def test_caps_lock_is_noticed_from_what_arrives(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    box = PasswordBox()
    qtbot.addWidget(box)
    heard: list[bool] = []
    box.caps.connect(heard.append)
    qtbot.keyClick(box, "A", Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(box, "a")

    assert heard == [False, False]
