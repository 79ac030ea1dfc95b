from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.kit.button import Pressable
from ui.kit.flow import FlowLayout
from ui.kit.inputs import LineEdit
from ui.kit.paint import focus_ring, round_box, width_of, write
from ui.speech import _
from ui.theme.theme import Kind
from ui.theme.worn import theme


class ItemChip(Pressable):
    """One thing that was written down; pressing it takes it out again."""

    def __init__(self, words: str, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(_("Take out {item}", item=words), parent)
        self.words, self._kind = words, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Take out"))

    def sizeHint(self) -> QSize:
        return QSize(min(width_of(self.words, theme().font("label")), 220) + 44, theme().scaled(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        tone, box = worn.tone(self._kind), self.rect().adjusted(0, 1, 0, -1)
        round_box(painter, box, box.height() / 2, tone.fill)
        write(painter, box.adjusted(12, 0, -28, 0), self.words, worn.font("label"), tone.ink)
        draw_icon(painter, box.adjusted(box.width() - 26, 0, -8, 0), "x", tone.ink, 14)
        if self.hasFocus():
            focus_ring(painter, box, box.height() / 2)


class ItemsBox(QWidget):
    """Several short things, each ended by Enter; they stand under the input and can be taken out.

    Signals:
        changed: carries the tuple of texts.
    """

    changed = Signal(object)

    def __init__(
        self, placeholder: str, name: str, kind: Kind = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._items: list[str] = []
        self.box = LineEdit(placeholder, name)
        self.box.setMaxLength(120)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(self._chips)
        self._chips.hide()
        self.setFocusProxy(self.box)
        self.setAccessibleName(name)

    def value(self) -> tuple[str, ...]:
        """Everything written down, and what stands in the input without an Enter yet."""
        typed = self.box.text().strip()
        return (*self._items, typed) if typed else tuple(self._items)

    def set_value(self, items: tuple[str, ...]) -> None:
        self.box.clear()
        self._items = list(items)
        self._show()

    def _add(self) -> None:
        text = " ".join(self.box.text().split())
        if text and text.casefold() not in [item.casefold() for item in self._items]:
            self._items.append(text)
        self.box.clear()
        self._show()
        self.changed.emit(self.value())

    def _take_out(self, words: str) -> None:
        self._items.remove(words)
        self._show()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(self.value())

    def _show(self) -> None:
        for chip in self._chips.findChildren(ItemChip):
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for words in self._items:
            chip = ItemChip(words, self._kind, self._chips)
            chip.clicked.connect(lambda _on=False, words=words: self._take_out(words))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._items))
        self._chips.updateGeometry()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
            and self.box.text().strip()
        ):
            self._add()
            return
        super().keyPressEvent(event)
