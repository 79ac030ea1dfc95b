"""The code on paper: 160 bits in eight parts of five, the last letter of each part telling a slip of the pen."""

from dataclasses import dataclass, field

from models.store.keys import KEY, Random, derived

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 letters; no I, O, 0 or 1, which people read for one another."""

PARTS = 8
DATA = 4


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Which parts (from 1) cannot be right, and any letters that no code contains."""

    parts: tuple[int, ...]
    strangers: str


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """What opens a store and its backups when all passwords are lost."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls, random: Random) -> "RecoveryCode":
        return cls(random(20))

    @property
    def parts(self) -> tuple[str, ...]:
        """The code as it stands on paper."""
        number = int.from_bytes(self.secret, "big")
        letters = [ALPHABET[number >> (5 * place) & 31] for place in reversed(range(PARTS * DATA))]
        groups = ["".join(letters[at : at + DATA]) for at in range(0, PARTS * DATA, DATA)]
        return tuple(group + _check(group, place) for place, group in enumerate(groups))

    def private_half(self, store: bytes) -> bytes:
        """The X25519 private half of the pair this code has in one store."""
        return derived(self.secret, "recovery", store)[:KEY]

    def __str__(self) -> str:
        return "-".join(self.parts)


def read_code(typed: str) -> RecoveryCode | Mistyped:
    """The code a person typed: case, spaces and dashes do not matter."""
    letters = "".join(letter for letter in typed.upper() if not letter.isspace() and letter not in "-–—.")
    groups = [letters[at : at + DATA + 1] for at in range(0, len(letters), DATA + 1)]
    wrong = [part_is_right(group, place + 1) is False for place, group in enumerate(groups[:PARTS])]
    wrong += [True] * (PARTS - len(groups))
    strangers = "".join(sorted(set(letters) - set(ALPHABET)))
    if any(wrong) or len(groups) > PARTS:
        parts = tuple(place + 1 for place, bad in enumerate(wrong) if bad)
        return Mistyped(parts or (PARTS,), strangers)
    number = 0
    for letter in "".join(group[:DATA] for group in groups):
        number = number << 5 | ALPHABET.index(letter)
    return RecoveryCode(number.to_bytes(20, "big"))


def part_is_right(typed: str, part: int) -> bool:
    """Whether `typed` can be part number `part` (from 1) of a code: for a form that proves part by part."""
    group = typed.strip().upper()
    if len(group) != DATA + 1 or set(group) - set(ALPHABET):
        return False
    return group[DATA] == _check(group[:DATA], part - 1)


def _check(group: str, place: int) -> str:
    """Odd weights are units modulo 32, so one wrong letter always shows; so do most swaps and moved parts."""
    weighted = sum((2 * at + 1) * ALPHABET.index(letter) for at, letter in enumerate(group))
    return ALPHABET[(weighted + 11 * place + 7) % 32]
