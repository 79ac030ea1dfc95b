"""A laptop that is shut must be locked when it is opened again: the clock of idleness stands still meanwhile."""

from PySide6.QtCore import SLOT, QObject, Signal, Slot

LOGIN = "org.freedesktop.login1"


class Sleep(QObject):
    """Hears from the login service of Linux that the machine goes to sleep or wakes up; elsewhere hears nothing.

    Signals:
        noticed: it falls asleep, or it woke up.
    """

    noticed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtDBus import QDBusConnection

        slot = SLOT("told(bool)")
        QDBusConnection.systemBus().connect(
            LOGIN,
            "/org/freedesktop/login1",
            f"{LOGIN}.Manager",
            "PrepareForSleep",
            self,
            slot,  # type: ignore[call-overload]  # PySide's stubs say bytes, it takes only str
        )

    @Slot(bool)
    def told(self, _falls_asleep: bool) -> None:
        """On waking too: there may have been no time before."""
        self.noticed.emit()
