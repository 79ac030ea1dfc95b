"""What a key would type on the keyboard a scanner believes it is, whatever language is typed on this laptop."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ROWS = (
    (0x02, "1234567890-=", "!@#$%^&*()_+"),
    (0x10, "qwertyuiop[]", "QWERTYUIOP{}"),
    (0x1E, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (0x2B, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (0x39, " ", " "),
)
"""By the number of the key, as keyboards have counted since the first of them."""

LETTERS = {
    (first + at, is_shifted): letter
    for first, plain, shifted in ROWS
    for is_shifted, row in ((False, plain), (True, shifted))
    for at, letter in enumerate(row)
}
FURTHER_ON = {"xcb": 8, "wayland": 8}
"""X counts keys from 8."""


def letter_at(event: QKeyEvent, platform: str) -> str:
    """The letter of a US keyboard at this key; what it typed here if the system does not number its keys."""
    place = event.nativeScanCode() - FURTHER_ON.get(platform, 0)
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return LETTERS.get((place, is_shifted), event.text())
