"""The list that drops from a combo box; brought in when one is first opened."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import draw_icon
from ui.kit.paint import round_box, write
from ui.kit.row_list import AnyIndex
from ui.kit.scroll_bar import thin_bars
from ui.theme.sheet import drop_sheet
from ui.theme.worn import theme

ROW = 36


class DropDelegate(QStyledItemDelegate):
    """Words, and a tick at the one that is taken."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(80, theme().scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        worn, box = theme(), option.rect.adjusted(4, 0, -4, 0)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            round_box(painter, box, worn.radius("cell"), worn.selected())
        combo = self.parent()
        taken = isinstance(combo, QComboBox) and combo.currentIndex() == index.row()
        words = index.data(Qt.ItemDataRole.DisplayRole)
        font = worn.font("body", weight=600 if taken else 400, figures=True)
        write(painter, box.adjusted(8, 0, -30, 0), words, font, worn.color("text"))
        if taken:
            draw_icon(
                painter, box.adjusted(box.width() - 28, 0, -8, 0), "check", worn.color("accentText"), 16
            )


def dress_drop(combo: QComboBox) -> None:
    """Give `combo` our list, once, and the colours of today, each time."""
    if not isinstance(combo.itemDelegate(), DropDelegate):
        view = QListView(combo)
        combo.setView(view)
        combo.setItemDelegate(DropDelegate(combo))
        dress_list(view)
    frame = combo.view().window()
    frame.setStyleSheet(drop_sheet(theme()))


def dress_list(view: QAbstractItemView) -> None:
    thin_bars(view)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)


def put_under(combo: QComboBox) -> None:
    """Below the box, never over it: what was chosen stays in sight."""
    frame: QWidget = combo.view().window()
    corner = combo.mapToGlobal(QPoint(0, combo.height() + 2))
    screen = combo.screen().availableGeometry()
    if corner.y() + frame.height() > screen.bottom():
        corner = combo.mapToGlobal(QPoint(0, -frame.height() - 2))
    frame.move(corner)
