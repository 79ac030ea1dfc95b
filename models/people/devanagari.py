"""Reads Devanagari aloud in Latin letters, the way names are usually spelled in India."""

CONSONANTS = {
    "\ue000": "gy",
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n",
    "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n",
    "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m",
    "य": "y", "र": "r", "ल": "l", "व": "v", "ळ": "l",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
WITH_NUKTA = {"क": "q", "ज": "z", "फ": "f"}
VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e", "ऐ": "ai",
    "ओ": "o", "औ": "au", "ऑ": "o", "ऍ": "e", "ऎ": "e", "ऒ": "o", "ॐ": "om",
}  # fmt: skip
SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai",
    "ो": "o", "ौ": "au", "ॉ": "o", "ॅ": "e", "ॆ": "e", "ॊ": "o",
}  # fmt: skip
HALANT, NUKTA, DOT, MOON, VISARGA = "्", "़", "ं", "ँ", "ः"
LABIALS = frozenset("पफबभम")
SCHWA = "ə"
GYA = "\ue000"
"""Stands in for ज्ञ, written as two letters and said as neither."""

DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")


def is_devanagari(letter: str) -> bool:
    return "\u0900" <= letter <= "\u097f"


def spelled(word: str) -> str:
    """One word in Latin letters: लक्ष्मी is lakshmi, रामदेव is ramdev, चौधरी is chaudhri."""
    syllables: list[tuple[str, str, str]] = []  # consonant, vowel, nasal or breath that closes it
    word = word.replace("ज्ञ", GYA)
    for position, letter in enumerate(word):
        following = word[position + 1 : position + 2]
        if letter in CONSONANTS:
            syllables.append((CONSONANTS[letter], SCHWA, ""))
        elif letter in VOWELS:
            syllables.append(("", VOWELS[letter], ""))
        elif letter in (DOT, MOON, VISARGA):
            _close(syllables, letter, following)
        else:
            _change_last(syllables, letter, word[position - 1 : position])
    return _joined(_as_said(syllables)).translate(DIGITS)


def _close(syllables: list[tuple[str, str, str]], letter: str, following: str) -> None:
    if syllables:
        consonant, vowel, _ = syllables.pop()
        nasal = "m" if letter == DOT and following in LABIALS and following else "n"
        syllables.append((consonant, vowel, "h" if letter == VISARGA else nasal))


def _change_last(syllables: list[tuple[str, str, str]], letter: str, before: str) -> None:
    """A vowel sign, halant or nukta changes the syllable before it; anything else stands as it is."""
    if not syllables:
        if not is_devanagari(letter) or letter.isdigit():
            syllables.append((letter, "", ""))
        return
    consonant, vowel, close = syllables[-1]
    if letter in SIGNS:
        syllables[-1] = (consonant, SIGNS[letter], close)
    elif letter == HALANT:
        syllables[-1] = (consonant, "", close)
    elif letter == NUKTA:
        syllables[-1] = (WITH_NUKTA.get(before, consonant), vowel, close)
    elif not is_devanagari(letter) or letter.isdigit():
        syllables.append((letter, "", ""))


def _as_said(syllables: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Drops the a's that are written but not said: the last one, and one between two sounded syllables."""
    said = list(syllables)
    for place in reversed(range(1, len(said))):
        consonant, vowel, close = said[place]
        before = said[place - 1]
        if vowel != SCHWA or close or not before[1]:
            continue  # after a cluster it is said: krishna, archana
        last = place == len(said) - 1
        if last or (said[place + 1][1] and said[place + 1][0] and not before[2]):
            said[place] = (consonant, "", close)
    return said


def _joined(syllables: list[tuple[str, str, str]]) -> str:
    return "".join(consonant + vowel + close for consonant, vowel, close in syllables).replace(SCHWA, "a")
