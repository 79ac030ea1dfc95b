"""The one-time code by which a machine comes into a clinic: 50 bits and a check, as 12 letters and digits.

The first four letters name the invitation, so that wrong tries count against one code and not against all.
Two letters at the end check the rest: a slip is told here and costs no try.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from models.code_list import code_list

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No O, I, 0 or 1: people read them aloud."""

SECRET, CHECK, HANDLE = 10, 2, 4
MINUTES, TRIES = 15, 5


def new_code(random: Callable[[int], bytes]) -> str:
    letters = _letters(int.from_bytes(random(7), "big"), SECRET)
    return letters + _check(letters)


def read_code(typed: str) -> str | None:
    """The code as it was given, however it was typed; None if it cannot be one."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(code) != SECRET + CHECK or not set(code) <= set(ALPHABET):
        return None
    return code if _check(code[:SECRET]) == code[SECRET:] else None


def shown(code: str) -> str:
    """K7QM-5TD8-9HVB."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def handle_of(code: str) -> str:
    return code[:HANDLE]


def proof_of(code: str) -> bytes:
    """What is kept of a code by whoever gave it out."""
    return sha256(b"shivir-code-1" + code.encode()).digest()


def three_words(code: str, root_public: bytes) -> tuple[str, str, str]:
    """The same on both screens if both speak of the same clinic: to be compared before records move."""
    digest = sha256(b"shivir-words-1" + code.encode() + root_public).digest()
    words: Sequence[str] = code_list("pairing_words")["words"]
    return words[digest[0]], words[digest[1]], words[digest[2]]


def _letters(number: int, many: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(many))


def _check(letters: str) -> str:
    digest = sha256(b"shivir-code-check-1" + letters.encode()).digest()
    return _letters(int.from_bytes(digest[:2], "big"), CHECK)
