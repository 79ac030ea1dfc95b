"""What plans are typed in beside words: hours of the clock, places on a map, whole numbers."""

import re
from datetime import time

from ui.speech import _

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
_PLACE = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)")


class NotRead(ValueError):
    """The sentence says what to type."""


def read_time(text: str) -> time:
    """09:00, 9.30, 930 or 9, by the 24-hour clock."""
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise NotRead(_("Type a time like 09:00."))
    return time(hour, minute)


def read_place(text: str) -> tuple[int, int]:
    """Latitude and longitude in millionths of a degree."""
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        raise NotRead(_("Type two numbers like 23.3441, 85.3096."))
    north, east = round(float(found[1]) * 1e6), round(float(found[2]) * 1e6)
    if abs(north) > 90_000_000 or abs(east) > 180_000_000:
        raise NotRead(_("There is no such place on a map."))
    return north, east


def place_text(latitude_e6: int | None, longitude_e6: int | None) -> str:
    if latitude_e6 is None or longitude_e6 is None:
        return ""
    return f"{latitude_e6 / 1e6:g}, {longitude_e6 / 1e6:g}"


def read_whole(text: str) -> int:
    """A number of people; thousands may have their comma."""
    plain = text.strip().replace(",", "")
    if not plain.isascii() or not plain.isdecimal() or len(plain) > 7:
        raise NotRead(_("Type a whole number."))
    return int(plain)
