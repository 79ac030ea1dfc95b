from datetime import date


def token_words(lane: str, number: int) -> str:
    """What is called out: A-014."""
    return f"{lane}-{number:03d}"


def token_code(day: date, lane: str, number: int) -> str:
    """What stands in the code of a slip: it names a place in one day's queue and nobody."""
    return f"T:{day:%y%m%d}-{lane}{number}"
