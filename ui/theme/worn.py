"""What the program wears now.

The theme hangs on the `QApplication`, beside Qt's own palette and font, because it is the same kind of
thing: one per program, read while painting, changed at run time. Widgets ask `theme()` each time they
paint or say their size; when it changes each gets a StyleChange, upon which Qt lays out and paints anew.
"""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.theme.theme import Theme
from ui.theme.tokens import Density, TextSize, ThemeName, Tokens, read_tokens

LOW_HEIGHT = 740
"""Under this, at text of 100%, the window is `compact`: what is left of 768 lines under title and task bar."""


def theme() -> Theme:
    app = QApplication.instance()
    worn = app.property("theme") if app is not None else None
    if worn is None:
        raise RuntimeError("No theme: give the application a Wardrobe before the first widget.")
    return cast("Theme", worn)


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The application in Fusion: the styles of the systems ignore parts of a palette.

    Said as an argument, as asking the application for its style loads the largest class of the binding.
    """
    return QApplication(["shivir", *arguments, "-style", "fusion"])


class Wardrobe(QObject):
    """Dresses the application, and changes its dress when a person or the height of the screen asks.

    Signals:
        changed: the application wears something else now.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        name: ThemeName = "light",
        text_size: TextSize = 100,
        tall_script: bool = False,
        tokens: Tokens | None = None,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._window: QWidget | None = None
        self._tokens = tokens or read_tokens()
        self._wear(Theme(self._tokens, name, "normal", text_size, tall_script))

    @property
    def theme(self) -> Theme:
        return self._theme

    def wear(
        self,
        name: ThemeName | None = None,
        text_size: TextSize | None = None,
        density: Density | None = None,
        tall_script: bool | None = None,
    ) -> None:
        """Change what is named and keep the rest."""
        now = self._theme
        wanted = Theme(
            self._tokens,
            name or now.name,
            density or now.density,
            text_size or now.text_size,
            now.tall_script if tall_script is None else tall_script,
        )
        if wanted.same_as(now):
            return
        self._wear(wanted)
        if text_size is not None and self._window is not None and isValid(self._window):
            self._fit(self._window.height())
        self.changed.emit()

    def follow(self, window: QWidget) -> None:
        """Keep the density right for the height of `window`."""
        self._window = window
        window.installEventFilter(self)
        if window.isVisible():
            self._fit(window.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fit(watched.height())
        return super().eventFilter(watched, event)

    def _fit(self, height: int) -> None:
        room = height * 100 // self._theme.text_size
        self.wear(density="compact" if room < LOW_HEIGHT else "normal")

    def _wear(self, wanted: Theme) -> None:
        self._theme = wanted
        self._app.setProperty("theme", wanted)
        self._app.setFont(wanted.font("body"))
        self._app.setPalette(_palette(wanted))
        for widget in self._app.allWidgets():
            self._app.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _palette(worn: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, token in (
        (role.Window, "bg"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "sunken"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "text"),
        (role.ToolTipText, "surface"),
        (role.PlaceholderText, "text3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "onAccent"),
        (role.Link, "accentText"),
        (role.Accent, "accent"),
    ):
        palette.setColor(where, worn.color(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, worn.color("text3"))
    return palette
