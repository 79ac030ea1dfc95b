from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

DEEDS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
WARNING_MS = 60_000


class Idle(QObject):
    """Notices when nobody uses the laptop. Off, it costs nothing: on, every event of the program passes by it.

    Signals:
        soon: a minute is left.
        idle: the time is up.
    """

    soon = Signal()
    idle = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        whole = minutes * 60_000
        self._warn = QTimer(self, singleShot=True, interval=max(whole - WARNING_MS, 0))
        self._end = QTimer(self, singleShot=True, interval=whole)
        self._warn.timeout.connect(self.soon)
        self._end.timeout.connect(self.idle)

    def start(self) -> None:
        app = QCoreApplication.instance()
        assert app is not None, "there are events to watch"
        app.installEventFilter(self)
        self._begin_anew()

    def stop(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._warn.stop()
        self._end.stop()

    def _begin_anew(self) -> None:
        self._warn.start()
        self._end.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in DEEDS and self._end.isActive():
            self._begin_anew()
        return False  # as Qt itself; `super()` fails in a filter that is just going away
