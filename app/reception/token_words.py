import re
from datetime import date, datetime

SLIP = re.compile(r"T:(\d{6})-([A-Z]+)(\d{1,4})")


def token_words(lane: str, number: int) -> str:
    """What is called out: A-014."""
    return f"{lane}-{number:03d}"


def token_code(day: date, lane: str, number: int) -> str:
    """What stands in the code of a slip: it names a place in one day's queue and nobody."""
    return f"T:{day:%y%m%d}-{lane}{number}"


def read_slip(text: str) -> tuple[date, str] | None:
    """The day and the number that the code of a slip names; None of any other text."""
    found = SLIP.fullmatch(text.strip())
    if found is None:
        return None
    try:
        day = datetime.strptime(found[1], "%y%m%d").date()  # noqa: DTZ007  # a day of the calendar, no moment
    except ValueError:
        return None
    return day, token_words(found[2], int(found[3]))
