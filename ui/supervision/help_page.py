from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.background import Background
from ui.kit.card import Card, Scroll
from ui.kit.flow import FlowLayout
from ui.kit.keys import KeyCap
from ui.kit.label import IconBox, Label
from ui.page import Page
from ui.speech import _
from ui.theme.worn import theme
from ui.tools import Tools


class HelpPage(Page):
    """Which keys do what, and where things are."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Help"), "help"
        self._background, self._tools = background, tools
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        keys, places = Scroll(gap=16), Scroll(gap=16)
        keys.add(_keys_card())
        keys.body.addStretch(1)
        places.add(_facts_card(_("Where things are"), _places()))
        places.add(_facts_card(_("When something is wrong"), _troubles()))
        places.body.addStretch(1)
        row.addWidget(keys, 1)
        row.addWidget(places, 1)


def _keys_card() -> Card:
    card = Card(_("Keys everywhere"), pad=16, gap=8)
    for keys, text in (
        (("Ctrl", "K"), _("Find a patient, a number, a command")),
        (("Ctrl", "↵"), _("Do the main thing of the page")),
        (("Ctrl", "Z"), _("Take back")),
        (("F2",), _("Scan with the camera")),
        (("Alt", "1–6"), _("Go to a place on the left")),
        (("Esc",), _("Close, or go back")),
        (("F1",), _("All keys of this page")),
        (("F11",), _("Full screen")),
        (("Tab",), _("Next field")),
        (("↑", "↓"), _("Pick in a list")),
    ):
        line = QHBoxLayout()
        line.setSpacing(12)
        holder = QWidget()
        holder.setFixedWidth(theme().scaled(96))
        caps = FlowLayout(holder, 4)
        for key in keys:
            caps.addWidget(KeyCap(key))
        line.addWidget(holder)
        line.addWidget(Label(text, "body", wrap=True), 1)
        card.add(line)
    return card


def _facts_card(title: str, facts: tuple[tuple[str, str, str], ...]) -> Card:
    card = Card(title, pad=16, gap=12)
    for icon, what, text in facts:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(IconBox(icon, 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Label(what, "strong", wrap=True))
        column.addWidget(Label(text, "meta", "text2", wrap=True))
        line.addLayout(column, 1)
        card.add(line)
    return card


def _places() -> tuple[tuple[str, str, str], ...]:
    return (
        ("user-plus", _("A new patient"), _("Reception: type the name, then Ctrl+Enter. The token prints.")),
        ("search", _("Somebody who was here before"), _("Ctrl+K: name in any spelling, phone, or number.")),
        ("users", _("A new colleague"), _("Staff: a supervisor adds them and gives the first password.")),
        ("settings", _("Colours, text size, password"), _("Settings, or the menu under your name.")),
        ("printer", _("A paper once more"), _("Open the record and print again: it says copy.")),
    )


def _troubles() -> tuple[tuple[str, str, str], ...]:
    return (
        ("cloud-off", _("No internet"), _("Go on working. Everything is saved here and shared later.")),
        ("key", _("Password forgotten"), _("A supervisor lets you in again under Staff.")),
        ("printer-off", _("Printer not found"), _("The paper is kept. Print it when the printer is back.")),
        ("clock-exclamation", _("The clock is wrong"), _("Set it in the laptop's settings before you work.")),
        ("database-import", _("The laptop breaks"), _("Restore a backup elsewhere with the recovery code.")),
    )
