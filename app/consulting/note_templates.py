"""Beginnings of notes, by complaint."""

from dataclasses import dataclass
from functools import cache

from app.words import Said, Words
from models.code_list import code_list


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """Notes are written in the doctor's language; `advice` is for the patient, and printed in theirs."""

    name: Said
    complaint: str
    examination: str
    advice: Said

    def texts(self, patients_language: str) -> dict[str, str]:
        return {
            "complaint": self.complaint,
            "examination": self.examination,
            "advice": Words(patients_language)(self.advice),
        }


@cache
def note_templates() -> tuple[NoteTemplate, ...]:
    return tuple(
        NoteTemplate(Said(entry["said"]), entry["complaint"], entry["examination"], Said(entry["advice"]))
        for entry in code_list("note_templates")["templates"]
    )
