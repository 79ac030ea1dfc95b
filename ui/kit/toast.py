from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

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
    """One notice on its way: a strip with its words in one line, in more where there is no room for that.

    Signals:
        gone: it was closed or its time is up.
    """

    gone = Signal()

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 4, 2)
        row.setSpacing(10)
        row.addWidget(IconBox(notice.icon or _ICONS[notice.kind], 20, f"{notice.kind}Text"))
        self._labels = [Label(notice.title, "strong")]
        if notice.detail:
            self._labels.append(Label(notice.detail, "meta"))
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for label in self._labels:
            self._words.addWidget(label)
        self._wrap(False)
        row.addLayout(self._words, 1)
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

    def fit(self, room: int) -> None:
        """Take the width that the words need in one line; all of `room` if they need more."""
        self._wrap(False)
        width = self.sizeHint().width()
        if width > room:
            self._wrap(True)
            width = room
        self.resize(width, max(self.sizeHint().height(), self.heightForWidth(width)))

    def _wrap(self, wrap: bool) -> None:
        way = QBoxLayout.Direction
        self._words.setDirection(way.TopToBottom if wrap else way.LeftToRight)
        self._words.setSpacing(0 if wrap else 10)
        for label in self._labels:
            label.setWordWrap(wrap)

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
        tone = worn.tone(self.notice.kind)
        round_box(QPainter(self), self.rect(), worn.radius("control"), tone.panel, tone.edge, worn.line)


class Toasts(QObject):
    """Shows notices side by side over the foot of `window`, two at most, the newest at the right.

    At the foot stand key hints, which nobody presses: above it a notice would hide the main button for as
    long as it is shown. `left` is what stands beside the foot.
    """

    MOST = 2

    def __init__(self, window: QWidget, margin: int = 16, left: int = 88) -> None:
        super().__init__(window)
        self._window, self._margin, self._left = window, margin, left
        self.shown: list[Toast] = []
        window.installEventFilter(self)

    def show(self, notice: Notice) -> Toast:
        while len(self.shown) >= self.MOST:
            self._drop(self.shown[0])
        toast = Toast(notice, self._window)
        toast.gone.connect(lambda: self._drop(toast))
        self.shown.append(toast)
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
        """From the right; an older one goes where there is no room for both."""
        right, left = self._window.width() - self._margin, self._left + self._margin
        for toast in reversed(self.shown):
            toast.fit(self._window.width() - self._margin - left)
            if right - toast.width() < left:
                self._drop(toast)
                return
            toast.move(right - toast.width(), self._window.height() - toast.height() - 1)
            toast.raise_()
            right -= toast.width() + 8

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
