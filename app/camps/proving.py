"""Whether a scanned text is a pass that one of the clinic's laptops signed. Asks no register of people."""

import json
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from app.work import Work
from models.base import milliseconds
from models.camps.pass_code import PassBody, PassFault, Unproved, read_pass
from models.ledger.certificate import Certificate, key_id, vouched
from models.ledger.device import Device
from models.ledger.here import spare_name
from models.people.clinic import Clinic

OF_ONE_NAME = 10_000_000
"""How many passes a laptop can number before its first restore, and between two of them."""


class Trouble(StrEnum):
    """Why a text proves nothing."""

    NOT_A_PASS = "not_a_pass"  # noqa: S105 - an answer, not a password
    ABHA_CARD = "abha_card"
    PAYMENT_CODE = "payment_code"
    CUT_OFF = "cut_off"
    FORGED = "forged"
    NEWER_VERSION = "newer_version"
    UNKNOWN_ISSUER = "unknown_issuer"
    REVOKED_ISSUER = "revoked_issuer"
    ISSUER_NOT_ALLOWED = "issuer_not_allowed"
    UNKNOWN_CODE = "unknown_code"
    WRONG_CODE = "wrong_code"


@dataclass(frozen=True, slots=True)
class Proved:
    """What a pass says, and the laptop that signed it."""

    body: PassBody
    issuer: str

    @property
    def number(self) -> str:
        """What stands large on the card."""
        return printed_number(self.issuer, self.body.number)


@dataclass(frozen=True, slots=True)
class Doubted:
    """Why it proves nothing, with what it claims where that could be read: a claim, not a fact."""

    trouble: Trouble
    claims: PassBody | None = None


FAULTS = {
    PassFault.NOT_A_PASS: Trouble.NOT_A_PASS,
    PassFault.CUT_OFF: Trouble.CUT_OFF,
    PassFault.UNKNOWN_VERSION: Trouble.NEWER_VERSION,
    PassFault.UNKNOWN_KEY: Trouble.UNKNOWN_ISSUER,
    PassFault.NOT_GENUINE: Trouble.FORGED,
}


def printed_number(issuer: str, number: int) -> str:
    """What stands on paper for the number in a pass, which also tells how often its issuer was restored."""
    restored, count = divmod(number, OF_ONE_NAME)
    return f"{spare_name(issuer, restored)}-{count:05d}"


def prove(work: Work, text: str) -> Proved | Doubted:
    """Check the signature by the keys of the laptops that the clinic's key vouches for. Never raises."""
    claim = read_pass(text, _nobody)
    assert isinstance(claim, Unproved), "nobody's key proves nothing"
    if claim.fault is not PassFault.UNKNOWN_KEY or claim.claims is None:
        return Doubted(_other_code(text) or FAULTS[claim.fault], claim.claims)
    answers = [_by(work, device, text) for device in _laptops_with(work, claim.claims.key_id)]
    return min(answers, key=_rank, default=Doubted(Trouble.UNKNOWN_ISSUER, claim.claims))


def _nobody(_key: bytes) -> None:
    return None


def _rank(answer: Proved | Doubted) -> int:
    """Two laptops may share the four bytes that name a key: the best answer of any of them counts."""
    if isinstance(answer, Proved):
        return 0
    order = (Trouble.REVOKED_ISSUER, Trouble.ISSUER_NOT_ALLOWED, Trouble.FORGED, Trouble.UNKNOWN_ISSUER)
    return 1 + order.index(answer.trouble)


def _laptops_with(work: Work, key: bytes) -> list[Device]:
    return list(work.session.scalars(select(Device).where(Device.key_id == key)))


def _by(work: Work, device: Device, text: str) -> Proved | Doubted:
    """The answer if `device` is the one that signed."""
    certificate = certificate_of(work, device)
    read = read_pass(text, lambda _key: device.sign_public)
    if isinstance(read, Unproved):
        trouble = Trouble.UNKNOWN_ISSUER if certificate is None else Trouble.FORGED
        return Doubted(trouble, read.claims)
    if certificate is None:
        return Doubted(Trouble.UNKNOWN_ISSUER, read)
    if device.withdrawn is not None:
        return Doubted(Trouble.REVOKED_ISSUER, read)
    if not _may_issue(certificate, read):
        return Doubted(Trouble.ISSUER_NOT_ALLOWED, read)
    return Proved(read, certificate.code)


def certificate_of(work: Work, device: Device) -> Certificate | None:
    """What the clinic's key says of this laptop; None if it says nothing, or something else."""
    clinic = work.session.get(Clinic, work.laptop.clinic_id)
    if clinic is None or clinic.root_public is None:
        return None
    words = vouched(Certificate, device.certificate, clinic.root_public)
    if words is None or words.sign_public != device.sign_public or words.device != device.id.bytes:
        return None
    if words.clinic != clinic.id.bytes or key_id(words.sign_public) != device.key_id:
        return None
    return words


def _may_issue(certificate: Certificate, body: PassBody) -> bool:
    its_camp = certificate.event is None or certificate.event[-8:] == body.event
    return certificate.may_issue and its_camp and milliseconds(body.not_before) <= certificate.until


def _other_code(text: str) -> Trouble | None:
    """Other codes that people hold out."""
    shown = text.strip()
    if shown.lower().startswith("upi:"):
        return Trouble.PAYMENT_CODE
    if shown.startswith("{") and len(shown) < 10_000:
        try:
            words = json.loads(shown)
        except (ValueError, RecursionError):
            return None
        if isinstance(words, dict) and {"hidn", "hid", "phr", "abha"} & words.keys():
            return Trouble.ABHA_CARD
    return None
