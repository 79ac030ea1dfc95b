"""The code from a phone, without a network (RFC 6238), and ten codes on paper for when the phone is lost.

It is a rule this program keeps, not a second lock: who has the password and this laptop's keyring could open
the slot without it. It stops a password seen over a shoulder, which is what happens at a reception desk.
"""

import hmac
from base64 import b32encode
from datetime import datetime
from hashlib import sha1, sha256
from urllib.parse import quote

import msgspec

from models.store.keys import Random, same
from models.store.recovery_code import ALPHABET

STEP = 30
DIGITS = 6
PAPER_CODES = 10
PAPER_LETTERS = 8
KEPT_STEPS = 5


class SecondFactor(msgspec.Struct, frozen=True):
    """The shared seed, digests of the unused paper codes, and the steps used last, which open nothing again."""

    seed: bytes
    paper: tuple[bytes, ...]
    used: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return "<SecondFactor>"


def new_seed(random: Random) -> bytes:
    return random(20)


def new_paper_codes(random: Random) -> tuple[str, ...]:
    """Ten codes of forty bits, `KM3X-9QTR`."""
    codes = []
    for _ in range(PAPER_CODES):
        number = int.from_bytes(random(5), "big")
        letters = "".join(ALPHABET[number >> (5 * place) & 31] for place in range(PAPER_LETTERS))
        codes.append(f"{letters[:4]}-{letters[4:]}")
    return tuple(codes)


def second_factor(seed: bytes, paper_codes: tuple[str, ...]) -> SecondFactor:
    return SecondFactor(seed, tuple(_digest(seed, code) for code in paper_codes))


def otpauth(seed: bytes, person: str, clinic: str) -> str:
    """What the phone's program scans."""
    label = f"{quote(clinic)}:{quote(person)}"
    return f"otpauth://totp/{label}?secret={b32encode(seed).decode().rstrip('=')}&issuer={quote(clinic)}"


def code_at(seed: bytes, moment: datetime) -> str:
    """The six digits a phone shows at `moment`."""
    return _code(seed, _step(moment))


def accept(factor: SecondFactor, typed: str, moment: datetime) -> SecondFactor | None:
    """The factor with `typed` used up, or None if it opens nothing.

    A code of the step before or after is taken too. Used steps are remembered one by one and not as "the
    latest": a clock that once stood two years ahead would otherwise lock the phone out for two years.
    """
    plain = "".join(typed.split()).replace("-", "").upper()
    if len(plain) == DIGITS and plain.isdecimal():
        return _accept_phone(factor, plain, _step(moment))
    digest = _digest(factor.seed, plain)
    if not any(same(digest, kept) for kept in factor.paper):
        return None
    return msgspec.structs.replace(factor, paper=tuple(kept for kept in factor.paper if kept != digest))


def _accept_phone(factor: SecondFactor, typed: str, now: int) -> SecondFactor | None:
    for step in (now, now - 1, now + 1):
        if step not in factor.used and same(_code(factor.seed, step).encode(), typed.encode()):
            return msgspec.structs.replace(factor, used=(*factor.used, step)[-KEPT_STEPS:])
    return None


def _step(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def _code(seed: bytes, step: int) -> str:
    digest = hmac.new(seed, max(step, 0).to_bytes(8, "big"), sha1).digest()
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def _digest(seed: bytes, code: str) -> bytes:
    return hmac.new(seed, code.replace("-", "").encode(), sha256).digest()
