"""What people come with, to be picked instead of typed."""

from dataclasses import dataclass
from functools import cache

from models.code_list import code_list


@dataclass(frozen=True, slots=True)
class Complaint:
    text: str
    text_hi: str

    def shown(self, language: str) -> str:
        return self.text_hi if language == "hi" else self.text


@cache
def known_complaints() -> tuple[Complaint, ...]:
    return tuple(Complaint(entry["en"], entry["hi"]) for entry in code_list("complaints")["complaints"])
