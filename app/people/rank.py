"""Which of the people found was meant: the closer to what was typed, the higher. Pure arithmetic on few."""

from functools import lru_cache

from app.people.person import Person
from app.people.search_text import SearchText, Wanted
from models.people.names import folded, jaro_winkler, loose_keys, search_words, sound_key
from models.people.search import number_words

WHOLE_WORD, BEGINS, BY_EAR_BEGINS, IN_VILLAGE, SOUNDS = 10.0, 8.0, 7.0, 5.0, 3.0
EARLIER_WORD = 0.5
"""The given name counts for a little more than what stands behind it."""


def rank(people: list[Person], asked: SearchText) -> list[Person]:
    """The likeliest first; of equals the shorter names, then those registered last."""
    return sorted(people, key=lambda person: (-_closeness(person, asked), len(person.name), -person.key))


def _closeness(person: Person, asked: SearchText) -> float:
    words = _words(person.name, person.name_other or "")
    return sum(_number(person, one) if one.is_number else _word(person, words, one) for one in asked.wanted)


@lru_cache(maxsize=4096)
def _words(name: str, other: str) -> tuple[str, ...]:
    return (*search_words(name), *search_words(other))


def _word(person: Person, words: tuple[str, ...], one: Wanted) -> float:
    best = 0.0
    for place, word in enumerate(words):
        behind = EARLIER_WORD * min(place, 6)
        if word == one.forms[0]:
            best = max(best, WHOLE_WORD - behind)
        elif word.startswith(one.forms[0]):
            best = max(best, BEGINS - behind)
        elif any(word.startswith(form) for form in one.forms):
            best = max(best, BY_EAR_BEGINS - behind)
    if best:
        return best
    if any(word.startswith(one.forms) for word in _words(person.village or "", "")):
        return IN_VILLAGE
    typed, heard = folded(one.forms[0]), sound_key(one.forms[0])
    return max((_sound(typed, heard, word) for word in words), default=0.0)


def _sound(typed: str, heard: str, word: str) -> float:
    """Sounding the same counts in full, sounding so only in the east for half."""
    key = sound_key(word)
    if key != heard and loose_keys(key) != loose_keys(heard):
        return 0.0
    return SOUNDS * jaro_winkler(typed, folded(word)) / (1 if key == heard else 2)


def _number(person: Person, one: Wanted) -> float:
    numbers = [*number_words(person.number), *number_words(person.phone), *number_words(person.abha_number)]
    if any(form in numbers for form in one.forms):
        return WHOLE_WORD + 5 * (one.forms[-1] in number_words(person.number)[:-1])
    return BEGINS if any(number.startswith(one.forms) for number in numbers) else 0.0
