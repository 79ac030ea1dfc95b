from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.kit.keys import KeyHint
from ui.kit.toast import Notice, NoticeKind

__all__ = ["KeyHint", "Notice", "Page", "Place"]


class Page(QWidget):
    """A screen of the window. It asks for what it shows, shows it, and says where to go next.

    Attributes:
        title: at the top left of the window.
        place: the key of the place on the rail that is lit while this page is shown.
    Signals:
        go: somebody wants another place; carries its key and what to open there (see `visit`).
        said: something happened that people should hear of; carries a Notice (see `say`).
        renamed: title, line or keys are others now.
    """

    go = Signal(str, object)
    said = Signal(object)
    renamed = Signal()

    title: str = ""
    place: str = ""

    def line(self) -> str:
        """The grey line under the title; nothing leaves it to the window: the date and the clinic."""
        return ""

    def keys(self) -> list[KeyHint]:
        """The keys of this screen, for the status line, the sheet under F1, and to be pressed."""
        return []

    def main_action(self) -> None:
        """Ctrl+Enter."""

    def opened(self, **what: object) -> None:
        """Somebody came here, to see `what`. Ask for it, and put the focus where work begins."""

    def changed(self, kinds: frozenset[str], ids: frozenset[bytes]) -> None:
        """The store holds other things now: ask again for what is shown, keep what is being typed."""

    def scanned(self, _text: str) -> bool:
        """A scanner read `text`; False leaves it to the window."""
        return False

    def undo(self) -> bool:
        """Ctrl+Z outside of a text; False if there is nothing to take back."""
        return False

    def search(self, _text: str) -> bool:
        """Ctrl+K typed `text` and pressed Enter without a result; False if it means nothing here."""
        return False

    def back(self) -> bool:
        """Esc: close what lies open on this page; False lets the window go to the page before."""
        return False

    def draft(self) -> dict[str, object]:
        """What is typed here and not saved, as plain values; kept every few seconds, forgotten when empty."""
        return {}

    def restore(self, _kept: dict[str, object]) -> None:
        """Put back what `draft` gave, after a lock, a crash or a power cut."""

    def take_over(self, old: "Page") -> None:
        """Go on where `old` was: the same screen, built again in another language.

        As given, it keeps what was typed in inputs that have an object name.
        """
        for kept in old.findChildren(QWidget):
            if not kept.objectName() or kept.objectName().startswith("qt_"):
                continue
            for mine in self.findChildren(type(kept), kept.objectName()):
                _copy_typed(kept, mine)

    def visit(self, place: str, **what: object) -> None:
        """Ask the window for another place."""
        self.go.emit(place, what)

    def say(
        self,
        title: str,
        kind: NoticeKind = "ok",
        *,
        detail: str = "",
        do: Callable[[], object] | None = None,
        verb: str = "",
        icon: str | None = None,
    ) -> None:
        """Tell what happened, at the bottom right, for five seconds. `do` is Undo unless `verb` says else."""
        self.said.emit(Notice(title, kind, detail, do, verb, icon))


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go. `where` is the rail, its foot, or away: reached only from other pages."""

    key: str
    word: str
    build: Callable[[], Page]
    icon: str = "box"
    where: Literal["rail", "foot", "away"] = "rail"


def _copy_typed(kept: QWidget, mine: QWidget) -> None:
    if isinstance(kept, QLineEdit) and isinstance(mine, QLineEdit):
        mine.setText(kept.text())
    elif isinstance(kept, QPlainTextEdit) and isinstance(mine, QPlainTextEdit):
        mine.setPlainText(kept.toPlainText())
    elif isinstance(kept, QComboBox) and isinstance(mine, QComboBox):
        mine.setCurrentIndex(kept.currentIndex())
