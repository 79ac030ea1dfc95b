"""What is typed on a page before somebody is inside, kept while the page is built anew in another language."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.combo import ComboBox


def typed_on(page: QWidget) -> dict[str, object]:
    """The values of inputs that have an object name."""
    kept: dict[str, object] = {}
    for box in page.findChildren(QWidget):
        name = box.objectName()
        if not name or name.startswith("qt_"):
            continue
        if isinstance(box, ComboBox):
            kept[name] = box.value()
        elif isinstance(box, QLineEdit):
            kept[name] = box.text()
    return kept


def type_on(page: QWidget, kept: dict[str, object]) -> None:
    """Put back what `typed_on` found."""
    for name, value in kept.items():
        for box in page.findChildren(QWidget, name):
            if isinstance(box, ComboBox):
                box.set_value(value)
            elif isinstance(box, QLineEdit):
                box.setText(str(value))
