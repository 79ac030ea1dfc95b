"""What somebody typed into a search box, taken apart: words that may be names, villages or numbers."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from models.people.names import sound_keys, typed_words
from models.people.search import address_word, number_words

TOKEN = re.compile(r"([A-Za-z])[\s-]?0*(\d{1,4})")
PHONE_IN_PIECES = re.compile(r"[+\d][\d\s().-]*")
INDEXED = ("L", "N", "Co", "Mn", "Mc")
"""The kinds of letters the full-text tables keep; anything else between them would part a word in two."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing typed: the forms it may be indexed under.

    `is_whole`: never a beginning. Half of all patients share the first letters of a patient number.
    """

    forms: tuple[str, ...]
    is_number: bool = False
    is_whole: bool = False

    def match(self, begins: bool) -> str:
        """As full text asks for it: whole words, or all that begin so."""
        star = " *" if begins and not self.is_whole else ""
        several = " OR ".join(f'"{form}"{star}' for form in self.forms)
        return f"{{words places}} : ({several})" if len(self.forms) > 1 else f"{{words places}} : {several}"


@dataclass(frozen=True, slots=True)
class SearchText:
    """`sounds` has for each word what it sounds like, here and in the east. `token` is (lane, number) where it may
    be the number of a token.
    """

    wanted: tuple[Wanted, ...]
    sounds: tuple[tuple[str, ...], ...]
    token: tuple[str, int] | None

    def plans(self) -> Iterator[str]:
        """Questions to ask one after the other until there are enough answers: whole words first, as they
        are cheapest and meant most often; then the last one as it is being typed; then beginnings of all.
        """
        count = len(self.wanted)
        begins = ((False,) * count, (False,) * (count - 1) + (True,), (True,) * count)
        plans = [
            " AND ".join(one.match(star) for one, star in zip(self.wanted, stars, strict=True))
            for stars in begins
        ]
        yield from dict.fromkeys(plans)

    def by_ear(self) -> str:
        """The question for those whose names sound so."""
        words = (" OR ".join(f'"{sound}"' for sound in sounds) for sounds in self.sounds)
        return " AND ".join(f"sounds : ({word})" for word in words)


def read_search(text: str) -> SearchText:
    """Nothing in it can break a full-text question: only letters, marks and digits are left."""
    token = TOKEN.fullmatch(text.strip())
    parts = _parts(text)
    wanted = tuple(one for part in parts for one in _wanted(part))
    names = " ".join(part for part in parts if not _is_number(part))
    sounds = tuple(tuple(_heard(key)) for key in map(_indexable, sound_keys(names)) if key)
    return SearchText(wanted, sounds, (token[1].upper(), int(token[2])) if token else None)


def _parts(text: str) -> list[str]:
    """Pieces between spaces; a phone number typed in pieces is one."""
    typed = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    ).strip()
    if PHONE_IN_PIECES.fullmatch(typed):
        digits = re.sub(r"\D", "", typed)
        return [re.sub(r"^(?:91|0)(?=\d{10}$)", "", digits)]
    return typed.split()


def _heard(key: str) -> Iterator[str]:
    """A sound key as it is, and as it would be said where v is b, j is y, and r at the start is l."""
    yield key
    for said, heard in (("v", "b"), ("b", "v"), ("j", "i"), ("i", "j")):
        if said in key:
            yield key.replace(said, heard)
    if key[0] in "rl":
        yield ("l" if key[0] == "r" else "r") + key[1:]


def _wanted(part: str) -> Iterator[Wanted]:
    if "@" in part:
        yield Wanted((address_word(part),), is_number=True)
        return
    if _is_number(part):
        forms = _number_forms(part)
        if forms:
            yield Wanted(forms, is_number=True, is_whole=not forms[0].isdigit())
        return
    words = typed_words(part)
    native = () if part.isascii() or len(words) != 1 else (unicodedata.normalize("NFC", part.lower()),)
    for spellings in words:
        forms = tuple(dict.fromkeys(filter(None, map(_indexable, (*spellings, *native)))))
        if forms:
            yield Wanted(forms)


def _number_forms(part: str) -> tuple[str, ...]:
    """As typed, and with the zeros in front of each part forgotten."""
    whole = "".join(letter for letter in part.lower() if letter.isalnum())
    forms = (whole, *number_words(part)[:1])
    return tuple(dict.fromkeys(filter(None, map(_indexable, forms))))


def _is_number(part: str) -> bool:
    return any(letter.isdigit() for letter in part)


def _indexable(word: str) -> str:
    return "".join(
        letter for letter in word if unicodedata.category(letter).startswith(INDEXED) and letter != '"'
    )
