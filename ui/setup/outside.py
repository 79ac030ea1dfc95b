"""The frame of every page before somebody is inside: the dark panel with the clock, and the language switch."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import clinic_day
from app.words import LANGUAGES
from ui.kit.brand_panel import BrandPanel, Fact
from ui.kit.choices import Choice, Segmented
from ui.kit.keys import KeyHint
from ui.kit.label import Label
from ui.kit.pill import Pill
from ui.speech import _, words
from ui.status_line import StatusLine, SyncLine
from ui.theme.worn import theme

TICK_MS = 10_000
NARROW, LOW = 1240, 680
"""Under them, at text of 100%, the panel is small and what is only good to know stays away."""


class LanguageSwitch(Segmented):
    """Every language in its own script."""

    def __init__(self, parent: QWidget | None = None) -> None:
        choices = [Choice(code, name) for code, name in LANGUAGES.items()]
        super().__init__(choices, words().language, _("Language"), stretch=False, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class OutsidePage(QWidget):
    """A page before somebody is inside, where the program can say what is wrong."""

    language_wanted = Signal(object)

    def show_trouble(self, title: str, text: str) -> None:
        """Something is wrong with the store or the machine, not with what was typed."""
        raise NotImplementedError


class Outside(QWidget):
    """Panel left, `body` right, status line below.

    Signals:
        language_wanted: carries the code of a language; speak it and build the page anew.
        resized: carries whether the page is narrow, and whether it is low.
    """

    language_wanted = Signal(object)
    resized = Signal(bool, bool)

    def __init__(
        self,
        now: Callable[[], datetime],
        clinic: str,
        laptop: str,
        keys: Sequence[KeyHint],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._now = now
        house = (Fact("building-hospital", clinic, laptop),) if clinic else ()
        self.panel = BrandPanel(
            "Shivir",
            _("Clinic and camp desk"),
            top=house,
            bottom=(
                Fact(
                    "cloud-off",
                    _("Works without internet"),
                    _(
                        "Sign-in, records and printing all work now. Sync waits until a hub or internet is found."
                    ),
                ),
                Fact(
                    "shield-lock",
                    _("Locked on this laptop"),
                    _("Records are encrypted. They open only after sign-in."),
                ),
            ),
        )
        self.status = StatusLine()
        self.status.show_keys(keys)
        self.status.show_line(
            SyncLine(Pill(_("Saved"), "ok", "device-floppy"), _("Everything is saved on this laptop"))
        )
        self.body = QVBoxLayout()
        self.body.setContentsMargins(36, 20, 36, 16)
        self.body.setSpacing(12)
        self.body.addLayout(self._language_row())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.panel)
        middle.addLayout(self.body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_clock)
        self._tick.start()
        self._show_clock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme().scaled(NARROW)
        low = event.size().height() < theme().scaled(LOW)
        self.panel.set_narrow(narrow)
        side = 20 if narrow else 36
        self.body.setContentsMargins(side, 12 if low else 20, side, 12 if low else 16)
        self.resized.emit(narrow, low)
        super().resizeEvent(event)

    def _language_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.languages = LanguageSwitch()
        self.languages.changed.connect(self.language_wanted)
        row.addWidget(Label(_("Language"), "label", "text2"))
        row.addWidget(self.languages)
        return row

    def _show_clock(self) -> None:
        now = self._now()
        self.panel.big.setText(words().time(now))
        self.panel.under.setText(words().day(clinic_day(now)))
