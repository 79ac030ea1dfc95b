"""In which languages a paper speaks: the patient's, and English beside it where the next reader may not know that."""

from app.papers.text import NBSP, STRONG
from app.words import LANGUAGES, Words
from models.said import Said


class Voice:
    """The patient's language first; `english` for what a pharmacist, an accountant or another clinic must read."""

    def __init__(self, language: str) -> None:
        self.words = Words(language if language in LANGUAGES else "en")
        self.english = Words("en")
        self.language = self.words.language

    def __call__(self, said: Said) -> str:
        return self.words(said)

    @property
    def is_english(self) -> bool:
        return self.language == "en"

    def also(self, said: Said) -> str:
        """The English under it, unless that was said already."""
        return "" if self.is_english else self.english(said).replace(STRONG, "")

    def both(self, said: Said, between: str = NBSP + " ") -> str:
        """On one line, the patient's language first: हस्ताक्षर  Signature."""
        also = self.also(said)
        said_here = self(said)
        return said_here if also in ("", said_here) else f"{said_here}{between}{also}"
