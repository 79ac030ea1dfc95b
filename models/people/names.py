"""What counts as the same name in India: spelling by ear, two scripts, titles, short forms and initials.

`search_words` are what a record is found by while somebody types, `sound_keys` what it is found by when they
spell it otherwise.
"""

import re
import unicodedata
from functools import cache, lru_cache

from models.code_list import code_list
from models.people.devanagari import is_devanagari, spelled

RELATION = re.compile(r"\b[bcdsw]\s*/\s*o\b")
LATIN_MARKS = re.compile("[\u0300-\u036f]")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
NOT_NAME = re.compile(r"[^\w\u0900-\u0d7f]+|_+")

CONSONANTS = {
    "x": "ks", "ksh": "ks", "sh": "s", "chh": "C", "ch": "C", "ph": "f", "w": "v",
    "bh": "b", "dh": "d", "th": "t", "kh": "k", "gh": "g", "jh": "j", "zh": "j", "z": "j",
    "dny": "gy", "gn": "gy", "jn": "gy", "aw": "o", "ow": "o",
}  # fmt: skip
SOUNDS = {
    "ee": "i", "ii": "i", "ea": "i", "oo": "u", "uu": "u", "ou": "u", "au": "o", "ai": "e", "ae": "e",
    "ei": "e", "ey": "e", "ay": "e", "aa": "a", "ck": "k", "q": "k", "c": "k",
}  # fmt: skip
CONSONANT = re.compile(r"ksh|x|chh?|[spbdtkgjz]h|dny|gn|^jn|(?<!n)jn(?=a$)|[ao]w(?![aeiou])|w|z")
SOUND = re.compile("|".join(SOUNDS))
SILENT = str.maketrans("y", "i", "h")
DOUBLED = re.compile(r"(.)\1+")
LAST_DR = re.compile("d(ra|er|ar)$")
VOWELS = "aeiou"


def latin(text: str) -> str:
    """Lower case, Devanagari spelled in Latin letters, accents gone; other scripts as they are."""
    if text.isascii():
        return UNSEEN.sub("", text.lower())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    text = UNSEEN.sub("", LATIN_MARKS.sub("", text))
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cf", "Cs"))
    words = (_spelled(word) for word in re.split(r"(\s+)", text))
    return unicodedata.normalize("NFC", "".join(words))


def _spelled(word: str) -> str:
    return spelled(word) if any(is_devanagari(letter) for letter in word) else word


@cache
def _short_forms() -> dict[str, str]:
    return {short: word for word, shorts in code_list("names")["short_forms"].items() for short in shorts}


@cache
def _set_of(part: str) -> frozenset[str]:
    return frozenset(code_list("names")[part])


def key_version() -> int:
    """Search keys made under another version are to be derived anew."""
    return int(code_list("names")["version"])


@lru_cache(maxsize=4096)
def _all_words(name: str) -> tuple[str, ...]:
    plain = NOT_NAME.sub(" ", RELATION.sub(" ", latin(name).replace("'", "")))
    return tuple(_short_forms().get(word, word) for word in plain.split())


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in plain Latin, titles gone, short forms written out. A real name has some."""
    words = _all_words(name)
    return tuple([word for word in words if word not in _set_of("titles")] or words)


@lru_cache(maxsize=16384)
def folded(word: str) -> str:
    """A word as the ear hears it, vowels kept: lakshmi and laxmi are both laksmi."""
    word = CONSONANT.sub(lambda found: CONSONANTS[found[0]], word)
    word = SOUND.sub(lambda found: SOUNDS[found[0]], word)
    return LAST_DR.sub("dr", DOUBLED.sub(r"\1", word.translate(SILENT)))


def search_words(name: str) -> list[str]:
    """What a name is indexed by: each word plain, by ear, and in its own script where that is not Latin."""
    found: list[str] = []
    for word in _all_words(name):
        found += _forms(word)
    native = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).lower())
    found += [word for word in NOT_NAME.sub(" ", native).split() if not word.isascii()]
    return list(dict.fromkeys(found))


def typed_words(text: str) -> list[tuple[str, ...]]:
    """For each word typed into a search box the forms it may be indexed under; any may match, by prefix."""
    return [_forms(word) for word in name_words(text)]


def _forms(word: str) -> tuple[str, ...]:
    """A word plain and by ear. Two letters by ear say too little: half the clinic would match."""
    heard = folded(word).lower()
    return (word,) if heard == word or len(heard) < 3 else (word, heard)


@lru_cache(maxsize=16384)
def sound_key(word: str) -> str:
    """First letter and consonants of what is heard; a word with hardly any keeps its vowels."""
    heard = folded(word)
    stem = heard.rstrip(VOWELS) or heard
    skeleton = stem[:1] + "".join(letter for letter in stem[1:] if letter not in VOWELS)
    return skeleton if len(skeleton) > 1 else heard


def sound_keys(name: str) -> list[str]:
    """One key for each word of a name, initials left out. Two names that share one may be the same name."""
    return list(
        dict.fromkeys(sound_key(word) for word in name_words(name) if len(word) > 1 and sound_key(word))
    )


def loose_keys(name: str) -> list[str]:
    """Weaker keys for the east, where v is said b and j is said y: Vikas and Bikash, Vijay and Bijoy."""
    return list(dict.fromkeys(_loose(key) for key in sound_keys(name)))


def _loose(key: str) -> str:
    key = key.replace("v", "b").replace("j", "i")
    return "l" + key[1:] if key.startswith("r") else key


def given_name(name: str) -> str:
    """The word that tells people apart: the first that is neither an initial nor borne by everybody."""
    return given_of(name_words(name))


def given_of(words: tuple[str, ...]) -> str:
    full = [word for word in words if len(word) > 1] or list(words)
    telling = [word for word in full if word not in _set_of("light")] or full
    return telling[0] if telling else ""


def similarity(one: str, other: str) -> float:
    """How alike two names are, 0 to 1: in any order, a missing surname forgiven, an initial for its name."""
    return words_alike(name_words(one), name_words(other))


def words_alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    fewer, more = sorted((list(one), list(other)), key=len)
    if not fewer:
        return 0.0
    weights, total = 0.0, 0.0
    for word in sorted(fewer, key=len, reverse=True):
        weight = 0.3 if word in _set_of("light") else 1.0
        likeness, match = max((_alike(word, candidate), candidate) for candidate in more)
        more.remove(match)
        weights += weight
        total += weight * likeness
    return max(0.0, total / weights - 0.02 * len(more))


def _alike(one: str, other: str) -> float:
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return 0.9
    return jaro_winkler(folded(one), folded(other))


def jaro_winkler(one: str, other: str) -> float:
    """1 for equal texts, 0 for unlike ones; a common beginning counts for more."""
    if one == other:
        return 1.0
    if (len(one), one) > (len(other), other):
        one, other = other, one
    reach = max(len(other) // 2 - 1, 0)
    left = other
    ours = ""
    for place, letter in enumerate(one):
        there = left.find(letter, max(0, place - reach), place + reach + 1)
        if there >= 0:
            left = f"{left[:there]}\0{left[there + 1 :]}"
            ours += letter
    if not ours:
        return 0.0
    theirs = "".join(letter for letter, rest in zip(other, left, strict=True) if rest == "\0")
    count = len(ours)
    swapped = 0 if ours == theirs else sum(map(str.__ne__, ours, theirs)) / 2
    jaro = (count / len(one) + count / len(other) + (count - swapped) / count) / 3
    prefix = 0
    while prefix < min(4, len(one)) and one[prefix] == other[prefix]:
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro)
