"""Finds what people would see cut off, in any widget that is shown."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QWidget

from ui.kit.label import ShortLabel
from ui.kit.pill import Chip


def cut_off(widget: QWidget) -> list[str]:
    """Sentences about labels, chips, buttons and inputs that are smaller than what they say."""
    found = []
    for child in widget.findChildren(QWidget):
        if not child.isVisible() or isinstance(child, ShortLabel):
            continue
        if isinstance(child, (QLabel, QAbstractButton, Chip, QLineEdit)):
            least = child.minimumSizeHint()
            if isinstance(child, QLabel) and child.wordWrap():
                least.setHeight(child.heightForWidth(child.width()))
            if child.width() < least.width() or child.height() < least.height():
                found.append(
                    f"{type(child).__name__} {child.accessibleName() or getattr(child, 'text', str)()!r}"
                    f" has {child.width()}x{child.height()}, needs {least.width()}x{least.height()}"
                )
    return found


def overfull(widget: QWidget) -> list[str]:
    """Scrolling areas that scroll sideways: text runs out of the page."""
    return [
        area.accessibleName() or type(area).__name__
        for area in widget.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


def nameless(widget: QWidget) -> list[str]:
    """Things to press or fill that a screen reader could not name."""
    return [
        type(child).__name__
        for child in widget.findChildren(QWidget)
        if isinstance(child, (QAbstractButton, QLineEdit)) and child.isVisible()
        if not (child.accessibleName() or getattr(child, "text", str)()) and type(child) is not QLineEdit
    ]


def small_targets(widget: QWidget, least: int = 32) -> list[str]:
    """Things to press that are smaller than a finger or an unsteady pointer needs."""
    return [
        f"{type(child).__name__} {child.accessibleName()!r} {child.width()}x{child.height()}"
        for child in widget.findChildren(QAbstractButton)
        if child.isVisible() and child.isEnabled() and min(child.width(), child.height()) < least
        if type(child).__module__.startswith("ui.")
    ]


def hidden_by(cover: QWidget, page: QWidget) -> list[str]:
    """Things to press or fill on `page` that lie under `cover`."""
    place = QRect(cover.mapToGlobal(QPoint()), cover.size())
    return [
        f"{type(child).__name__} {child.accessibleName() or getattr(child, 'text', str)()!r}"
        for child in page.findChildren(QWidget)
        if child.isVisible() and isinstance(child, (QAbstractButton, QLineEdit, QComboBox))
        if QRect(child.mapToGlobal(QPoint()), child.size()).intersects(place)
    ]
