"""The frame of the pages on which a laptop begins: the dark side with a welcome, and the steps above the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.brand_panel import BrandPanel, Fact
from ui.kit.keys import KeyHint
from ui.kit.label import Label
from ui.kit.message import MessageBox
from ui.kit.pill import Pill
from ui.kit.steps import Stepper
from ui.setup.outside import NARROW, LanguageSwitch, OutsidePage
from ui.speech import _
from ui.status_line import StatusLine, SyncLine
from ui.theme.worn import theme


class BeginFrame(OutsidePage):
    """Panel left, steps and `body` right, status line below."""

    def __init__(
        self,
        step: int,
        big: str,
        under: str,
        facts: Sequence[Fact],
        keys: Sequence[KeyHint],
        foot: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "canvas")
        self.setProperty("host", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.panel = BrandPanel("Shivir", _("Clinic and camp desk"), big, under, top=facts, foot=foot)
        self.steps = Stepper([_("Start"), _("Sign-in"), _("Recovery code"), _("Done")], step)
        self.languages = LanguageSwitch()
        self.languages.changed.connect(self.language_wanted)
        self.status = StatusLine()
        self.status.show_keys(keys)
        self.trouble = MessageBox("danger", "")
        self.trouble.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(32, 20, 32, 16)
        self.body.setSpacing(10)
        self.body.addLayout(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.panel)
        middle.addLayout(self.body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme().scaled(NARROW)
        self.panel.set_narrow(narrow)
        self.body.setContentsMargins(*((16, 12, 16, 12) if narrow else (32, 20, 32, 16)))
        super().resizeEvent(event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.steps, 1)
        row.addWidget(Label(_("Language"), "label", "text2"))
        row.addWidget(self.languages)
        return row

    def add_title(self, title: str, line: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, "heading"))
        words.addWidget(Label(line, "meta", "text2"))
        self.body.addLayout(words)
        self.body.addWidget(self.trouble)

    def show_state(self, chip: str, icon: str, safe: str, waits: str) -> None:
        """The status line: where the records of this laptop stand."""
        self.status.show_line(SyncLine(Pill(chip, "neutral", icon), safe, waits))

    def show_trouble(self, title: str, text: str) -> None:
        self.trouble.show_message("danger", title, text)
        self.trouble.show()
