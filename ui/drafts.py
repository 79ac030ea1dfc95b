from PySide6.QtCore import QObject, QTimer

from app.drafts import KeptDraft, keep_draft, my_drafts
from ui.background import Background
from ui.window import Window

EVERY_MS = 5_000


class DraftKeeper(QObject):
    """Keeps what is typed on the page in view every five seconds, and puts it back when the page is built."""

    def __init__(self, window: Window, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._kept: dict[str, dict[str, object]] = {}
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)
        background.ask(self._show, my_drafts)

    def _show(self, drafts: tuple[KeptDraft, ...]) -> None:
        self._kept = {draft.form: dict(draft.body) for draft in drafts}
        self._window.show_drafts(self._kept)
        self._timer.start()

    def keep(self) -> None:
        """Write down what is typed now, if it is other than last time."""
        for form, body in self._window.drafts().items():
            if body != self._kept.get(form, {}):
                self._kept[form] = body
                self._background.ask(self._nothing, keep_draft, form, body)

    def _nothing(self, _answer: None) -> None:
        """A kept draft needs no word."""
