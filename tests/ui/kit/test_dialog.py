import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.button import Button
from ui.kit.dialog import Dialog, Verb, ask
from ui.kit.inputs import LineEdit
from ui.kit.states import EmptyState, Loading, Shown
from ui.kit.toast import Notice, Toasts
from ui.theme.worn import Wardrobe

CONTROL = Qt.KeyboardModifier.ControlModifier
VERBS = (Verb("Keep bill", "keep"), Verb("Cancel bill", "cancel", "danger"))


class Below(QWidget):
    """A window with an input and a key of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.input = LineEdit(name="Name")
        QVBoxLayout(self).addWidget(self.input)
        QShortcut(QKeySequence("F4"), self).activated.connect(self._press)

    def _press(self) -> None:
        self.pressed += 1


@pytest.fixture
def below(qtbot: QtBot, wardrobe: Wardrobe) -> Below:
    below = Below()
    qtbot.addWidget(below)
    below.resize(800, 600)
    below.show()
    below.activateWindow()
    below.input.setFocus()
    qtbot.waitUntil(below.input.hasFocus)
    return below


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def opened(below: Below) -> tuple[Dialog, list[object]]:
    answers: list[object] = []
    dialog = Dialog(below, "Cancel bill INV-2611-0412?", "₹230 was taken in cash.", VERBS)
    dialog.chosen.connect(answers.append)
    return dialog.open(), answers


def test_escape_is_the_safe_verb_and_gives_the_focus_back(qtbot: QtBot, below: Below) -> None:
    _dialog, answers = opened(below)
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)

    assert answers == ["keep"]
    assert below.input.hasFocus()


def test_control_enter_is_the_last_verb(qtbot: QtBot, below: Below) -> None:
    _dialog, answers = opened(below)
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CONTROL)

    assert answers == ["cancel"]


def test_keys_of_the_page_below_sleep(qtbot: QtBot, below: Below) -> None:
    dialog, _answers = opened(below)
    qtbot.keyClick(focus(), Qt.Key.Key_F4)
    assert below.pressed == 0

    dialog.close_quietly()
    qtbot.keyClick(below.input, Qt.Key.Key_F4)
    assert below.pressed == 1


def test_tab_stays_inside(qtbot: QtBot, below: Below) -> None:
    dialog, _answers = opened(below)
    seen = []
    for _press in range(4):
        seen.append(focus())
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)

    assert seen == [*dialog.buttons, *dialog.buttons]


def test_a_dialog_stays_while_its_fields_are_not_right(qtbot: QtBot, below: Below) -> None:
    dialog, answers = opened(below)
    reason = LineEdit(name="Reason")
    dialog.add(reason)
    dialog.accept = lambda _answer: bool(reason.text())
    qtbot.mouseClick(dialog.buttons[1], Qt.MouseButton.LeftButton)
    assert answers == []
    assert dialog.isVisible()

    reason.setText("Typed twice")
    qtbot.mouseClick(dialog.buttons[1], Qt.MouseButton.LeftButton)
    assert answers == ["cancel"]


def test_asking_does_the_deed_only_after_yes(qtbot: QtBot, below: Below) -> None:
    done: list[str] = []
    for button, after in ((0, []), (1, ["cancelled"])):
        dialog = ask(
            below, "Cancel bill?", "It stays in the list.", keep="Keep bill", do="Cancel bill",
            then=lambda: done.append("cancelled"), danger=True,
        )  # fmt: skip
        qtbot.mouseClick(dialog.buttons[button], Qt.MouseButton.LeftButton)
        assert done == after


def test_a_dialog_follows_the_size_of_its_window(qtbot: QtBot, below: Below) -> None:
    dialog, _answers = opened(below)
    below.resize(1000, 700)

    assert dialog.size() == below.size()
    assert abs(dialog.box.geometry().center().x() - 500) <= 1


def test_a_notice_goes_by_itself(qtbot: QtBot, below: Below) -> None:
    toasts = Toasts(below)
    toast = toasts.show(Notice("Saved"))
    qtbot.mouseMove(below, QPoint(1, 1))
    with qtbot.waitSignal(toast.gone):
        toast.clock.start(1)

    assert toasts.shown == []


def test_bars_come_only_when_an_answer_is_slow(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    loading = Loading()
    qtbot.addWidget(loading)
    loading.start()
    assert not loading.is_shown()
    qtbot.waitUntil(loading.is_shown, timeout=2000)

    loading.stop()
    assert not loading.is_shown()


def test_content_that_is_asked_for_again_stays_in_sight(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    faces = Shown(QWidget(), EmptyState("mood-smile", "No one is waiting", action=Button("Register")))
    qtbot.addWidget(faces)
    faces.wait()
    assert faces.currentWidget() is faces.loading

    faces.show_content(something=False)
    assert faces.currentWidget() is faces.empty
    faces.show_content()
    faces.wait()
    assert faces.currentWidget() is faces.content
