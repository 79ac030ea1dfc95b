from PySide6.QtCore import QObject, QTimer, Slot

from app.supervision.conflicts import waiting_conflicts
from ui.background import Background
from ui.latest import Latest
from ui.window import Window

PAUSE_MS = 1_500
"""After a change: many come one after the other when a round brings them."""


class ConflictCount(QObject):
    """Keeps the number on the rail true: records that wait for this very person."""

    def __init__(self, window: Window, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._asked = Latest(background, self._show)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        background.changed.connect(self._changed)
        self._ask()

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        self._asked.renew(waiting_conflicts)

    @Slot(object)
    def _show(self, many: int) -> None:
        self._window.show_counts({"conflicts": many})
