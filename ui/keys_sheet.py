from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.dialog import Dialog, Verb
from ui.kit.keys import KeyCap, KeyHint
from ui.kit.label import Label
from ui.speech import _


def everywhere() -> list[KeyHint]:
    """The keys that do the same on all screens."""
    return [
        KeyHint("Ctrl+K", _("Search")),
        KeyHint("F2", _("Scan")),
        KeyHint("Alt+1…6", _("Places on the left")),
        KeyHint("Ctrl+Return", _("The main button")),
        KeyHint("Ctrl+Z", _("Take back")),
        KeyHint("Escape", _("Close or go back")),
        KeyHint("Ctrl+L", _("Lock")),
        KeyHint("F10", _("Your menu: look, text, switch person")),
        KeyHint("F11", _("Full screen")),
        KeyHint("F1", _("All keys")),
    ]


def open_keys_sheet(window: QWidget, title: str, here: Sequence[KeyHint]) -> Dialog:
    """F1: the keys of this screen beside those of every screen."""
    verbs = (Verb(_("Close"), None),)
    sheet = Dialog(window, _("All keys"), verbs=verbs, icon="keyboard", width=720)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    for column, (heading, hints) in enumerate(((title, here), (_("Everywhere"), everywhere()))):
        grid.addWidget(Label(heading, "label", "text2"), 0, 2 * column, 1, 2)
        for at, hint in enumerate(hints, 1):
            grid.addWidget(KeyCap(hint.key), at, 2 * column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(hint.words, "body", wrap=True), at, 2 * column + 1)
    sheet.add(grid)
    sheet.open()
    return sheet
