from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.scroll_bar import THICK, ScrollBar, thin_bars


class Scroll(QScrollArea):
    """A column that scrolls when the screen is too low; put the main button outside of it.

    Its bar stands in the margin beside it, so that the column is as wide with it as without.

    Attributes:
        body: the column the content goes into.
    """

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(gap)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        thin_bars(self)
        self.outer_bar = ScrollBar(Qt.Orientation.Vertical, self)
        inner = self.verticalScrollBar()
        inner.rangeChanged.connect(self._follow)
        inner.valueChanged.connect(self.outer_bar.setValue)
        self.outer_bar.valueChanged.connect(inner.setValue)
        self._follow()

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def _follow(self) -> None:
        inner, outer = self.verticalScrollBar(), self.outer_bar
        outer.setPageStep(inner.pageStep())
        outer.setSingleStep(inner.singleStep())
        outer.setRange(inner.minimum(), inner.maximum())
        outer.setValue(inner.value())
        outer.setVisible(inner.maximum() > 0 and self.isVisible())

    def _place(self) -> None:
        """In the margin of what holds us; over our own edge where there is none."""
        holder = self.parentWidget()
        if holder is None:
            return
        if self.outer_bar.parentWidget() is not holder:
            self.outer_bar.setParent(holder)
        right = min(self.geometry().right() + 3, holder.width() - THICK)
        self.outer_bar.setGeometry(right, self.y(), THICK, self.height())
        self.outer_bar.raise_()
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        self.outer_bar.hide()
        super().hideEvent(event)
