from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.kit.button import Button, ButtonKind
from ui.kit.label import IconBox, Label
from ui.kit.paint import fill, round_box
from ui.theme.worn import theme


@dataclass(frozen=True, slots=True)
class Verb:
    """A way out of a dialog; `answer` is what `chosen` carries."""

    words: str
    answer: object
    kind: ButtonKind = "secondary"
    key: str | None = None
    icon: str | None = None


class Dialog(QWidget):
    """Asks one thing over a dimmed window: the title names the thing, the buttons are verbs.

    It lies inside the window, or the part of it that has the property `host`, so it is hidden with what
    it is about, and in every picture of it. While it is open, keys of the page below sleep and Tab stays
    inside. Esc takes the first verb, which must be the safe one; Ctrl+Enter takes the last.

    Attributes:
        body: the column for inputs or more text under the sentence.
    Signals:
        chosen: a verb was taken; carries its answer. Not sent when `accept` said no.
    """

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str = "",
        verbs: tuple[Verb, ...] = (),
        *,
        icon: str | None = None,
        colour: str = "text2",
        width: int = 440,
    ) -> None:
        self._over = _host(parent)
        super().__init__(self._over)
        self._before = QApplication.focusWidget()
        self._verbs = verbs
        self.accept: Callable[[object], bool] | None = None
        """Asked before closing with an answer; False keeps the dialog open, to check its fields."""
        self.box = _Box(self)
        self.box.setFixedWidth(min(width, self._over.width() - 32))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        if icon:
            head.addWidget(IconBox(icon, 24, colour), 0, Qt.AlignmentFlag.AlignTop)
        self.title = Label(title, "screen", wrap=True)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.text = Label(text, "body", "text2", wrap=True)
        column.addWidget(self.text)
        self.text.setVisible(bool(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column.addLayout(self.body)
        self.buttons: list[Button] = []
        column.addLayout(self._button_row())
        self._over.installEventFilter(self)

    def add(self, item: QWidget | QLayout) -> None:
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for at, verb in enumerate(self._verbs):
            key = verb.key or ("Escape" if at == 0 and len(self._verbs) > 1 else None)
            button = Button(verb.words, verb.kind, icon=verb.icon, key=key)
            button.clicked.connect(lambda _checked=False, verb=verb: self.choose(verb.answer))
            row.addWidget(button)
            self.buttons.append(button)
        return row

    def open(self) -> "Dialog":
        """Show it; the answer comes through `chosen`."""
        self._cover()
        self.show()
        self.raise_()
        first = next((w for w in self.box.findChildren(QWidget) if _takes_focus(w)), None)
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)
        return self

    def choose(self, answer: object) -> None:
        """Close with `answer`, unless `accept` objects."""
        safe = bool(self._verbs) and answer == self._verbs[0].answer
        if not safe and self.accept is not None and not self.accept(answer):
            return
        self.close_quietly()
        self.chosen.emit(answer)

    def close_quietly(self) -> None:
        """Close without an answer."""
        self._over.removeEventFilter(self)
        self.hide()
        if self._before is not None and _alive(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        self.box.adjustSize()
        height = min(self.box.sizeHint().height(), self.height() - 32)
        if self.box.hasHeightForWidth():
            height = min(self.box.heightForWidth(self.box.width()), self.height() - 32)
        self.box.resize(self.box.width(), height)
        self.box.move((self.width() - self.box.width()) // 2, max(16, (self.height() - height) * 2 // 5))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._cover()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # keys of the page below sleep
            return True
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._cover()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape and self._verbs:
            self.choose(self._verbs[0].answer)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control and self._verbs:
            self.choose(self._verbs[-1].answer)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        inside = [w for w in self._chain() if _takes_focus(w)]
        if not inside:
            return True
        now = QApplication.focusWidget()
        at = inside.index(now) if now in inside else (-1 if forward else 0)
        inside[(at + (1 if forward else -1)) % len(inside)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def _chain(self) -> list[QWidget]:
        """The widgets inside, in the order Tab goes."""
        order: list[QWidget] = []
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            if self.isAncestorOf(at):
                order.append(at)
            at = at.nextInFocusChain()
        return order

    def mousePressEvent(self, event: object) -> None:
        """The dimmed window takes no clicks."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect(), theme().color("scrim"))


class _Box(QFrame):
    def paintEvent(self, _event: QPaintEvent) -> None:
        worn = theme()
        edge = worn.color("border")
        round_box(QPainter(self), self.rect(), worn.radius("popover"), worn.color("surface"), edge, worn.line)


def ask(
    parent: QWidget,
    title: str,
    text: str,
    *,
    keep: str,
    do: str,
    then: Callable[[], object],
    danger: bool = False,
    icon: str | None = None,
) -> Dialog:
    """The common question: `keep` is safe and Esc, `do` calls `then`."""
    verbs = (Verb(keep, False), Verb(do, True, "danger" if danger else "primary"))
    dialog = Dialog(parent, title, text, verbs, icon=icon, colour="dangerText" if danger else "accentText")
    dialog.chosen.connect(lambda yes: then() if yes else None)
    return dialog.open()


def _host(widget: QWidget) -> QWidget:
    at: QWidget | None = widget
    while at is not None:
        if at.property("host"):
            return at
        at = at.parentWidget()
    return widget.window()


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _alive(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()
