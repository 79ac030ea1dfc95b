"""Nothing is cut off on the pages outside, in any look, language and size people have."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.door import Person, StaysOut
from app.words import Said, Words
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from ui.setup.forgot_page import ForgotPage
from ui.setup.lock_page import LockPage
from ui.setup.recovery_code_page import RecoveryCodePage
from ui.setup.sign_in_page import SignInPage
from ui.setup.start_page import StartPage
from ui.shell import Shell
from ui.speech import speak
from ui.theme.worn import Wardrobe

NOW = datetime(2026, 11, 21, 5, 22, tzinfo=UTC)
PARTS = ("AAASZ", "EA2EL", "AWDAJ", "QCAK5", "BJFSX", "2DJQK", "B6JBP", "CESVZ")
PEOPLE = tuple(
    Person(f"{name} Kulkarni", role, code, NOW - timedelta(hours=3))
    for name, role, code in (
        ("Meera", "supervisor", True),
        ("Priya", "receptionist", False),
        ("Dr S. Rao", "doctor", True),
        ("Arjun", "volunteer", False),
    )
)


def weak(_password: str, _name: str = "") -> Said | None:
    return None


def now() -> datetime:
    return NOW


def start(way: int) -> Callable[[], QWidget]:
    def build() -> QWidget:
        page = StartPage(weak, "0.1.0", can_join=True)
        page.choose(way)
        return page

    return build


def code_step() -> QWidget:
    page = SignInPage(now, "Rampur Clinic", "Desk 1", PEOPLE)
    page.password.setText("x")
    page.show_refusal(StaysOut(Said("Type the code from your phone."), needs_code=True))
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "found": start(0),
    "join": start(1),
    "restore": start(2),
    "demo": start(3),
    "recovery code": lambda: RecoveryCodePage(PARTS, "Rampur Clinic", "Asha Verma"),
    "sign in": lambda: SignInPage(now, "Rampur Clinic", "Desk 1", PEOPLE, "Look at it."),
    "code": code_step,
    "forgot": lambda: ForgotPage(now, "Rampur Clinic", "Desk 1", "Asha Verma", weak),
    "lock": lambda: LockPage(
        now, "Rampur Clinic", "Desk 1", "Asha Verma", "Administrator", NOW, NOW, ("Reception",)
    ),
}

MANY = tuple(Person(f"Somebody {n}", "nurse", False, NOW - timedelta(hours=n)) for n in range(1, 13))
SMALL_PAGES = PAGES | {
    "many people": lambda: SignInPage(now, "Rampur Clinic", "Desk 1", MANY, "Look at the clock now. " * 8)
}


@pytest.mark.parametrize("page", [*PAGES, "many people"])
@pytest.mark.parametrize(("look", "language"), [("light", "en"), ("dark", "hi")])
def test_the_smallest_screen_shows_the_whole_page(
    wardrobe: Wardrobe, page: str, look: str, language: str
) -> None:
    show_and_look(wardrobe, SMALL_PAGES[page], look, language, (1024, 600))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("look", "language", "height"),
    [("light", "en", 768), ("dark", "hi", 700), ("contrast", "hi", 768), ("light", "en", 700)],
)
def test_everything_fits(wardrobe: Wardrobe, page: str, look: str, language: str, height: int) -> None:
    show_and_look(wardrobe, PAGES[page], look, language, (1366, height))


def show_and_look(
    wardrobe: Wardrobe, build: Callable[[], QWidget], look: str, language: str, size: tuple[int, int]
) -> None:
    speak(Words(language))
    wardrobe.wear(name=look, tall_script=language == "hi")  # type: ignore[arg-type]  # one of three
    shell = Shell(wardrobe, "Shivir")
    shown = build()
    shell.show_only(shown)
    shell.resize(*size)
    shell.show()
    QApplication.processEvents()
    assert shell.size().toTuple() == size
    least = shown.minimumSizeHint()
    assert (least.width(), least.height()) <= size
    assert least.height() <= size[1]
    assert cut_off(shown) + overfull(shown) + nameless(shown) + small_targets(shown) == []
    shell.close()
    shell.deleteLater()
