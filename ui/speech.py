"""The language the window speaks: `_()` for every string of `ui`, `speak()` at composition and on a switch."""

from app.words import Said, Words


class _Tongue:
    words: Words | None = None


def speak(words: Words) -> None:
    _Tongue.words = words


def words() -> Words:
    """The language itself, for dates, money and ages."""
    if _Tongue.words is None:
        _Tongue.words = Words()
    return _Tongue.words


def _(said: Said | str, /, **slots: object) -> str:
    return words()(said, **slots)
