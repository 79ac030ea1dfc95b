"""The No that is meant for people; every other exception is our own mistake."""

from models.said import Said


class Refused(Exception):
    """A deed that cannot be done as asked: why not, what to do instead, and which field to look at.

    The words are shown as they are. What people gave us never goes into the exception's own text.
    """

    def __init__(self, reason: Said, advice: Said | None = None, field: str | None = None) -> None:
        super().__init__(reason.text)
        self.reason = reason
        self.advice = advice
        self.field = field
