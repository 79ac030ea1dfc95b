from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.icons import icon
from ui.theme.sheet import menu_sheet
from ui.theme.worn import theme


class Menu(QMenu):
    """A menu that drops once and is gone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(menu_sheet(theme()))

    def entry(self, words: str, sign: str | None = None, *, on: bool = False) -> QAction:
        """An entry, with a tick in front when it is the one in use."""
        action = self.addAction(words)
        if sign is not None or on:
            action.setIcon(icon("check", "accentText") if on else icon(sign or ""))
        return action

    def drop(self, under: QWidget) -> None:
        """Open below `under`, right edges together."""
        corner = under.rect().bottomRight()
        corner.setX(corner.x() - self.sizeHint().width())
        corner.setY(corner.y() + 4)
        self.popup(under.mapToGlobal(corner))
