from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme.worn import Wardrobe

LEAST = (1024, 600)


class Shell(QWidget):
    """The one top-level window: sign-in, then the frame, and the lock over it."""

    def __init__(self, wardrobe: Wardrobe, title: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumSize(*LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._under: QWidget | None = None
        self._focus: QWidget | None = None
        wardrobe.follow(self)

    @property
    def shown(self) -> QWidget | None:
        return self._stack.currentWidget()

    def show_only(self, widget: QWidget) -> None:
        """Show `widget`; everything shown before is gone for good."""
        self._under = self._focus = None
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        for at in reversed(range(self._stack.count())):
            old = self._stack.widget(at)
            if old is not None and old is not widget:
                self._stack.removeWidget(old)
                old.deleteLater()

    def cover(self, lock: QWidget) -> None:
        """Hide everything behind `lock`, and remember where the person was typing."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if self._under is None:
            self._under, self._focus = self.shown, QApplication.focusWidget()
        self._stack.addWidget(lock)
        self._stack.setCurrentWidget(lock)

    def uncover(self) -> None:
        """Back to the same field and the same place in it."""
        lock, under, focus = self.shown, self._under, self._focus
        if under is None:
            return
        self._under = self._focus = None
        self._stack.setCurrentWidget(under)
        if lock is not None:
            self._stack.removeWidget(lock)
            lock.deleteLater()
        if focus is not None and isValid(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
