"""A USB scanner is a keyboard that types faster than any hand and ends in Enter. This tells the two apart."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication

from ui.scanning.key_places import letter_at

GAP = 0.035
"""Seconds between two keys: fewer is a scanner, more is a hand. Tune with the real ones."""

SHORTEST = 4
"""Two rolled keys and Enter may be a hand in a hurry."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
QUIET = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr)
"""Keys that type nothing and part nothing: a scanner presses Shift for its capitals."""

CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
PARTING = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
    QEvent.Type.WindowDeactivate,
)
"""What a hand does between two keys: what was held has to be typed before it."""

KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
ANYWHERE = (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut)
WATCHED = frozenset((*KEYS, *PARTING))


@dataclass(frozen=True, slots=True)
class _Held:
    """A key press or release that waits until it is known who typed it."""

    window: QWindow
    event: QKeyEvent


class UsbScanner(QObject):
    """An event filter of the application. Keys are held until the next one shows who types: a scan is told
    whole, wherever the focus is, and no field hears of it; what a hand typed arrives a blink later, in order.

    It watches what the system sends to windows. Off until `listen`, which is after somebody signed in.

    Signals:
        scanned: carries the text, without the Enter.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._held: list[_Held] = []
        self._last = 0.0
        self._swallowed: set[int] = set()
        self._is_on = False
        self._is_giving = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(GAP * 1000))
        self._timer.timeout.connect(self._time_is_up)
        self._due = 0.0

    def listen(self) -> None:
        """Listen, from now on."""
        application = QCoreApplication.instance()
        if application is not None and not self._is_on:
            application.installEventFilter(self)
            self._is_on = True

    def pause(self) -> None:
        """Hold nothing any more: before sign-in, and while locked unless somebody wants to hear of scans."""
        application = QCoreApplication.instance()
        if application is not None and self._is_on:
            application.removeEventFilter(self)
        self._is_on = False
        self.let_go()

    def let_go(self) -> None:
        """Give what is held to whoever it was meant for."""
        self._timer.stop()
        held, self._held = self._held, []
        self._is_giving = True
        try:
            for one in held:
                if one.event.type() == QEvent.Type.KeyPress:
                    _press(one.window, one.event)
                else:
                    QCoreApplication.sendEvent(one.window, one.event)
        finally:
            self._is_giving = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in WATCHED:
            return False
        if kind in PARTING:
            self.let_go()
            return False
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent) or self._is_giving:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        if kind == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        return self._released(watched, event)

    def _overrides(self, event: QKeyEvent) -> bool:
        """Keep single letters from being shortcuts until it is known who typed them."""
        if event.key() in QUIET:
            return False
        if _is_letter(event) or (event.key() in ENTER and self._is_scan(self._time_of(event))):
            event.accept()
            return True
        self.let_go()
        return False

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in QUIET:
            return False
        at = self._time_of(event)
        if event.key() in ENTER and self._is_scan(at):
            self._take_scan(event)
            return True
        if self._held and (not _is_letter(event) or at - self._last > GAP):
            self.let_go()
        if not _is_letter(event):
            return False
        self._hold(window, event)
        self._last = at
        return True

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in self._swallowed and not event.isAutoRepeat():
            self._swallowed.discard(event.key())
            return True
        if any(one.event.key() == event.key() for one in self._held):
            self._held.append(_Held(window, event.clone()))
            return True
        return False

    def _hold(self, window: QWindow, event: QKeyEvent) -> None:
        self._held.append(_Held(window, event.clone()))
        self._wait()

    def _wait(self) -> None:
        self._due = self._clock() + GAP
        self._timer.start()

    def _time_is_up(self) -> None:
        """Nothing came for a while. If the window itself was busy meanwhile, keys may still be on their way."""
        if self._clock() - self._due > GAP:
            self._wait()
        else:
            self.let_go()

    def _time_of(self, event: QKeyEvent) -> float:
        """When the key went down by the system's account, which a busy window does not delay."""
        stamp = event.timestamp()
        return stamp / 1000 if stamp else self._clock()

    def _presses(self) -> list[QKeyEvent]:
        return [one.event for one in self._held if one.event.type() == QEvent.Type.KeyPress]

    def _is_scan(self, at: float) -> bool:
        """Whether an Enter at this moment ends a scan. One letter many times over is a key that was leaned on."""
        letters = [event.text() for event in self._presses()]
        return len(letters) >= SHORTEST and at - self._last <= GAP and len(set(letters)) > 1

    def _take_scan(self, enter: QKeyEvent) -> None:
        presses = self._presses()
        text = "".join(event.text() for event in presses)
        if not text.isascii():
            text = "".join(letter_at(event, QGuiApplication.platformName()) for event in presses)
        released = {one.event.key() for one in self._held if one.event.type() == QEvent.Type.KeyRelease}
        self._swallowed = {event.key() for event in presses} - released | {enter.key()}
        self._timer.stop()
        self._held = []
        self.scanned.emit(text)


def _is_letter(event: QKeyEvent) -> bool:
    """Something a scanner may type: a visible letter or a blank, no chord, not a key that is held down."""
    text = event.text()
    return bool(text) and text.isprintable() and not event.isAutoRepeat() and not event.modifiers() & CHORDS


def _press(window: QWindow, event: QKeyEvent) -> None:
    """As the system would have: whoever edits text may claim the key, then shortcuts, then the focus."""
    focus = QApplication.focusWidget()
    if focus is not None:
        claim = QKeyEvent(
            QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text(), event.isAutoRepeat()
        )
        claim.ignore()
        QCoreApplication.sendEvent(focus, claim)
        shortcut = None if claim.isAccepted() else _shortcut_of(event)
        if shortcut is not None:
            shortcut.activated.emit()
            return
    QCoreApplication.sendEvent(window, event)


def _shortcut_of(event: QKeyEvent) -> QShortcut | None:
    """The shortcut of the window in front that this key alone would set off."""
    focus = QApplication.focusWidget()
    top = QApplication.activeWindow()
    if top is None or focus is None:
        return None
    key = QKeySequence(event.keyCombination())
    around = {focus, *_parents(focus)}
    for shortcut in top.findChildren(QShortcut):
        sequences, context = shortcut.keys(), shortcut.context()
        if shortcut.isEnabled() and key in sequences and (context in ANYWHERE or shortcut.parent() in around):
            return shortcut
    return None


def _parents(widget: QObject) -> list[QObject]:
    found: list[QObject] = []
    parent = widget.parent()
    while parent is not None:
        found.append(parent)
        parent = parent.parent()
    return found
