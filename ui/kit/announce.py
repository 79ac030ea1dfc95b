from PySide6.QtWidgets import QWidget


def announce(widget: QWidget) -> None:
    """Let a screen reader say the name of `widget` now, wherever the focus is."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
