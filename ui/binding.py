"""What PySide6 does at every import after its own, and need not do here."""

from types import ModuleType

from shibokensupport import feature  # the archive inside the binding, there once Qt is imported

READER = "_mod_uses_pyside"


def leave_sources_unread() -> None:
    """Once Qt is imported, before anything else is.

    The binding reads the source of every module that is imported after it, to see whether the module may want Qt's
    names spelt otherwise (`__feature__`), and the standard library keeps all it has read: 24 MB of a day's work, and
    a twentieth of the start. No module here wants that.
    """
    if hasattr(feature, READER):
        setattr(feature, READER, _wants_nothing)


def _wants_nothing(_module: ModuleType) -> bool:
    return False
