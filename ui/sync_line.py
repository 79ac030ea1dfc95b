"""The line at the foot of the window: how things stand, and rounds in the background that nobody has to ask for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from app.line_state import LineState, RoundResult
from app.work import Changed
from models.vocabulary import LineChip
from sync.client.line import Line
from ui.aside import Aside
from ui.background import Background
from ui.kit.pill import Pill
from ui.kit.toast import Notice
from ui.speech import _, words
from ui.status_line import SyncLine
from ui.window import Window

FIRST_MS, PAUSE_MS, LOOK_MS, EVERY_MS = 2_000, 8_000, 30_000, 300_000
"""A round soon after the start, a while after a change, and now and then; in between only a look at the books."""


class SyncWatch(QObject):
    """Keeps the status line true and goes to the server when there is something to bring."""

    def __init__(
        self, window: Window, background: Background, line: Line, show_error: Callable[[Exception], object]
    ) -> None:
        super().__init__(window)
        self._window, self._show_error = window, show_error
        self._asked_by_hand = False
        self._is_enrolled = False
        self.line = line
        self._aside = Aside(self)
        self._aside.broke.connect(self._broke)
        self._look = self._timer(LOOK_MS, self.look)
        self._again = self._timer(EVERY_MS, self._round)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._round)
        background.changed.connect(self._changed)
        window.sync_now.connect(self.sync_now)
        window.sync_wanted.connect(self.look)
        QTimer.singleShot(FIRST_MS, self, self._round)
        self.look()

    def _timer(self, interval: int, do: Callable[[], object]) -> QTimer:
        timer = QTimer(self, interval=interval)
        timer.timeout.connect(do)
        timer.start()
        return timer

    def look(self) -> None:
        """Ask the books how the line stands; the network is not touched."""
        self._aside.run(self._show, self.line.state)

    def sync_now(self) -> None:
        """A round because somebody asked; it says what came of it."""
        self._asked_by_hand = True
        self._window.show_sync(SyncLine(_syncing(), _("Everything is saved on this laptop")))
        self._aside.run(self._done, self.line.round_now)

    def leave(self) -> None:
        """Let the round at work come to its end, and let go of the line."""
        for timer in (self._look, self._again, self._soon):
            timer.stop()
        self._aside.wait()
        self.line.close()

    def _round(self) -> None:
        if self._is_enrolled:
            self._aside.run(self._done, self.line.round_now)

    @Slot(object)
    def _changed(self, _changed: Changed) -> None:
        if not self._soon.isActive():
            self._soon.start()
        QTimer.singleShot(300, self, self.look)

    @Slot(object)
    def _done(self, result: RoundResult) -> None:
        if self._asked_by_hand:
            self._asked_by_hand = False
            self._window.say(_notice_of(result))
        self.look()

    @Slot(object)
    def _broke(self, error: Exception) -> None:
        self._show_error(error)
        self._asked_by_hand = False
        self.look()

    @Slot(object)
    def _show(self, state: LineState) -> None:
        self._is_enrolled = state.address is not None
        self._window.show_sync(line_of(state))


def line_of(state: LineState) -> SyncLine:
    """The state in words: what is safe first, then what waits, then what can be done."""
    waits = (
        [_("{n} changes waiting", n=words().number(state.waiting))] if state.waiting and state.address else []
    )
    if state.done is not None:
        waits.append(_("last synced {time}", time=words().time(state.done)))
    if state.held:
        waits.append(_("{n} held", n=len(state.held)))
    can_try = state.address is not None and state.chip is not LineChip.SYNCING
    return SyncLine(_pill(state.chip), _(state.safe), " · ".join(waits), _("Try sync now") if can_try else "")


def _pill(chip: LineChip) -> Pill:
    return {
        LineChip.SYNCED: Pill(_("Synced"), "ok", "cloud-check"),
        LineChip.SYNCING: _syncing(),
        LineChip.OFFLINE: Pill(_("Offline"), "warn", "cloud-off"),
        LineChip.PROBLEM: Pill(_("Sync problem"), "danger", "cloud-x"),
        LineChip.NEVER: Pill(_("Works alone"), "neutral", "device-laptop"),
    }.get(chip, Pill(_("Waiting"), "neutral", "clock"))


def _syncing() -> Pill:
    return Pill(_("Syncing"), "accent", "refresh")


def _notice_of(result: RoundResult) -> Notice:
    if result.is_done:
        told = _("{out} brought, {back} fetched", out=result.brought, back=result.fetched)
        return Notice(_("The server has everything"), "ok", told)
    reason = _(result.trouble) if result.trouble else _("The server could not be asked.")
    advice = _(result.advice) if result.advice else _("Everything is saved on this laptop and waits.")
    return Notice(reason, "warn", advice)
