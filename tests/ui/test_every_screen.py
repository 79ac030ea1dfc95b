"""Every page of every role, as people see it: whole, named, big enough, in one language, without the code's words.

One program walks all roles in one look; the walk names each page it finds wanting.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.door import Person
from models.vocabulary import Role
from tests.ui.demo_program import DemoProgram, Look, MadeDemo, make_small_demo
from tests.ui.looks import cut_off, hidden_by, nameless, overfull, small_targets
from tests.ui.reading import Hindi, english_said, names_on, not_for_people, words_on
from ui.page import Notice, Page
from ui.places import FOOT, RAILS
from ui.theme.worn import Wardrobe
from ui.window import Window

LOOKS = [
    pytest.param(("light", "en", (1366, 768)), id="light English 1366x768"),
    pytest.param(("contrast", "en", (1366, 700)), id="contrast English 1366x700"),
    pytest.param(("dark", "hi", (1366, 768)), id="dark Hindi 1366x768"),
    pytest.param(("light", "hi", (1366, 700)), id="light Hindi 1366x700"),
]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> MadeDemo:
    """A small demo clinic, closed; to be copied."""
    return make_small_demo(tmp_path_factory.mktemp("demo") / "data")


@pytest.fixture(scope="module")
def said() -> set[str]:
    return english_said()


NO_SOUND = ("pipewire", r"\bva\b", r"\bva-", "PulseAudio")
"""What Qt misses on a machine without sound and graphics card."""

QT_COMPLAINS = {"QtWarningMsg", "QtCriticalMsg", "QtFatalMsg"}


class QtLog(Protocol):
    """What Qt itself complained of meanwhile."""

    records: Sequence[Any]


class Walk:
    """Looks at page after page, and writes down what is wrong where."""

    def __init__(self, shown: DemoProgram, said: set[str], hindi: Hindi | None) -> None:
        self.shown, self.said, self.hindi = shown, said, hindi
        self.wrong: list[str] = []

    def look(self, where: str) -> None:
        shell = self.shown.shell
        texts = words_on(shell)
        everything = texts | names_on(shell)
        found = {
            "cut off": cut_off(shell),
            "scrolls sideways": overfull(shell),
            "nameless": nameless(shell),
            "small": small_targets(shell),
            "not for people": not_for_people(everything, self.said),
            "English in Hindi": self.hindi.english_in(everything) if self.hindi else [],
            "empty": [] if texts else ["nothing is written here"],
        }
        self.wrong += [f"{where}: {kind}: {one}" for kind, ones in found.items() for one in ones]

    def every_place(self, role: Role) -> None:
        window = self.shown.inside.window
        for key in (*RAILS[role], *FOOT):
            try:
                window.go(key)
                self.shown.settle()
            except Exception as error:  # the walk goes on, to tell of all pages at once
                self.wrong.append(f"{role}, {key}: does not open: {error!r}")
                continue
            page = window.page
            if page is None or not page.title:
                self.wrong.append(f"{role}, {key}: no title")
            self.look(f"{role}, {key}")
            if page is not None:
                self.notice(f"{role}, {key}", page)

    def notice(self, where: str, page: Page) -> None:
        """A notice lies over nothing that is pressed."""
        window = self.shown.inside.window
        window.say(Notice("Token A-026 given", detail="Sunita Devi", do=window.toasts.clear))
        [toast] = window.toasts.shown
        self.wrong += [f"{where}: under a notice: {one}" for one in hidden_by(toast, page)]
        window.toasts.clear()


@pytest.fixture
def opened(
    qtbot: QtBot,  # what fails while painting fails the test
    typeset: QApplication,
    wardrobe: Wardrobe,
    demo: MadeDemo,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[DemoProgram]:
    """The program in the look of the test's parameters."""
    shown = DemoProgram(typeset, wardrobe, demo, tmp_path / "data", Look(*request.param))
    yield shown
    shown.close()


@pytest.mark.qt_log_ignore(*NO_SOUND, extend=True)
@pytest.mark.parametrize("opened", LOOKS, indirect=True)
def test_every_page_of_every_role_can_be_read_and_used(
    opened: DemoProgram, said: set[str], qtlog: QtLog
) -> None:
    walk = Walk(opened, said, Hindi() if opened.look.language == "hi" else None)
    walk.look("sign-in")
    for person in one_of_each_role(opened):
        opened.sign_in(person)
        walk.every_place(Role(person.role))
        opened.program.switch()
        opened.settle()
    warnings = [one.message for one in qtlog.records if one.type_name in QT_COMPLAINS and not one.ignored]
    assert not walk.wrong + warnings, "\n" + "\n".join(walk.wrong + warnings)


@pytest.mark.parametrize("opened", [("light", "en", (1366, 768))], indirect=True)
def test_another_theme_and_language_keep_what_was_typed_on_the_first_page_of_each_role(
    opened: DemoProgram,
) -> None:
    lost = []
    for person in one_of_each_role(opened):
        opened.sign_in(person)
        window = opened.inside.window
        typed = {}
        for box in boxes_of(window):
            box.setText("98111")
            typed[box.objectName()] = box.text()
        window.wished.emit("look", "dark")
        window.language_wanted.emit("hi")
        opened.settle()
        now = {box.objectName(): box.text() for box in boxes_of(window)}
        lost += [f"{person.role}: {name}" for name, text in typed.items() if now.get(name) != text]
        opened.program.switch()
        opened.program.speak("en")
        opened.settle()
    assert not lost


def one_of_each_role(opened: DemoProgram) -> list[Person]:
    return list({person.role: person for person in reversed(opened.people)}.values())


def boxes_of(window: Window) -> list[QLineEdit]:
    """Where somebody could type on the page in view."""
    assert window.page is not None
    boxes = window.page.findChildren(QLineEdit)
    return [box for box in boxes if box.isVisible() and box.isEnabled() and not box.isReadOnly()]
