from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.button import Button, IconButton
from ui.kit.label import IconBox, Label
from ui.kit.paint import round_box
from ui.speech import _
from ui.theme.worn import theme

NoticeKind = Literal["ok", "info", "warn", "danger"]

_ICONS = {"ok": "circle-check", "info": "info-circle", "warn": "alert-triangle", "danger": "alert-circle"}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that just happened, told for five seconds.

    Attributes:
        verb, do: what can be done about it; the verb is Undo unless it says otherwise.
    """

    title: str
    kind: NoticeKind = "ok"
    detail: str = ""
    do: Callable[[], object] | None = None
    verb: str = ""
    icon: str | None = None


class Toast(QFrame):
    """One notice on its way.

    Signals:
        gone: it was closed or its time is up.
    """

    gone = Signal()
    WIDTH = 360

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setFixedWidth(self.WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 6, 8)
        row.setSpacing(12)
        row.addWidget(IconBox(notice.icon or _ICONS[notice.kind], 20, f"{notice.kind}Text"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(notice.title, "strong", wrap=True))
        if notice.detail:
            words.addWidget(Label(notice.detail, "hint", "text2", wrap=True))
        row.addLayout(words, 1)
        if notice.do is not None:
            self.action = Button(notice.verb or _("Undo"), "ghost", size="small")
            self.action.clicked.connect(self._do)
            row.addWidget(self.action)
        close = IconButton("x", _("Close"), size="small")
        close.clicked.connect(self.gone)
        row.addWidget(close)
        self.setAccessibleName(notice.title)
        self.setAccessibleDescription(notice.detail)
        self.clock = QTimer(self, singleShot=True, interval=theme().motion["toast"])
        self.clock.timeout.connect(self.gone)
        self.clock.start()

    def _do(self) -> None:
        self.gone.emit()
        if self.notice.do is not None:
            self.notice.do()

    def enterEvent(self, _event: object) -> None:
        self.clock.stop()

    def leaveEvent(self, _event: object) -> None:
        self.clock.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn = theme()
        edge = worn.color("control")
        round_box(QPainter(self), self.rect(), worn.radius("card"), worn.color("surface"), edge, worn.line)


class Toasts(QObject):
    """Shows notices at the bottom right of `window`, two at most, the newest lowest."""

    MOST = 2

    def __init__(self, window: QWidget, margin: int = 16, above: int = 32) -> None:
        super().__init__(window)
        self._window, self._margin, self._above = window, margin, above
        self.shown: list[Toast] = []
        window.installEventFilter(self)

    def show(self, notice: Notice) -> Toast:
        while len(self.shown) >= self.MOST:
            self._drop(self.shown[0])
        toast = Toast(notice, self._window)
        toast.gone.connect(lambda: self._drop(toast))
        self.shown.append(toast)
        toast.resize(toast.WIDTH, max(toast.sizeHint().height(), toast.heightForWidth(toast.WIDTH)))
        toast.show()
        self._place()
        announce(toast)
        return toast

    def clear(self) -> None:
        for toast in list(self.shown):
            self._drop(toast)

    def _drop(self, toast: Toast) -> None:
        if toast in self.shown:
            self.shown.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - self._above - self._margin
        for toast in reversed(self.shown):
            toast.move(self._window.width() - toast.width() - self._margin, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + 8

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
