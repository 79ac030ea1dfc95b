"""Why somebody stays out, in sentences."""

from dataclasses import dataclass
from typing import Literal

from models.said import Said, counted

About = Literal["", "name", "password", "code", "paper", "file"]


@dataclass(frozen=True, slots=True)
class StaysOut:
    """Why the door stays shut.

    Attributes:
        seconds: until the next try.
        needs_code, wrong_code: the second factor is asked for, or was not right.
        about: which field of a form it is about.
        parts: of a recovery code, from 1, that cannot be right.
    """

    reason: Said
    advice: Said | None = None
    seconds: int = 0
    needs_code: bool = False
    wrong_code: bool = False
    about: About = ""
    parts: tuple[int, ...] = ()


KEYRING_GONE = StaysOut(
    Said("The keyring of this computer does not know this store any more. Your password may well be right."),
    Said("Use the recovery code on the clinic's paper. Nothing is lost."),
)


def stays_out(answer: object) -> StaysOut:
    """The sentence for whatever kept somebody out."""
    found = _of_tries(answer) or _of_the_name(answer) or _of_the_paper(answer)
    if found is None:
        raise TypeError(type(answer).__name__)
    return found


def _of_tries(answer: object) -> StaysOut | None:
    from models.store.sign_in import NeedsCode, Wait, WrongCode, WrongPassword

    match answer:
        case WrongPassword(tries_left=n):
            left = counted("{n} try left.", "{n} tries left.", n=n)
            return StaysOut(Said("Password is not right. {left}", left=left), about="password")
        case WrongCode(tries_left=n):
            left = counted("{n} try left.", "{n} tries left.", n=n)
            said = Said("The code is not right. {left}", left=left)
            return StaysOut(said, needs_code=True, wrong_code=True, about="code")
        case Wait(seconds=seconds):
            return StaysOut(Said("Too many wrong tries. Others can still sign in."), seconds=seconds)
        case NeedsCode():
            return StaysOut(Said("Type the code from your phone."), needs_code=True, about="code")
    return None


def _of_the_name(answer: object) -> StaysOut | None:
    from models.store.sign_in import KeyringGone, NoSuchName

    match answer:
        case NoSuchName():
            return StaysOut(
                Said("Nobody of this name signs in here."),
                Said("Check the spelling of the name."),
                about="name",
            )
        case KeyringGone(only_this_person=True):
            return StaysOut(
                Said("Your way in was made before the recovery of this laptop."),
                Said("A supervisor can let you in again."),
            )
        case KeyringGone():
            return KEYRING_GONE
    return None


def _of_the_paper(answer: object) -> StaysOut | None:
    """What recovery and restoring answer beyond signing in."""
    from models.store.recovery import OtherCode
    from models.store.recovery_code import Mistyped
    from models.store.restoring import NotABackup
    from models.store.way_in import TooWeak

    match answer:
        case TooWeak(reason=reason):
            return StaysOut(reason, about="password")
        case Mistyped(parts=parts, strangers=strangers):
            return StaysOut(mistyped(parts, strangers), about="paper", parts=parts)
        case OtherCode():
            return StaysOut(
                Said("This code is of another clinic, or a newer one took its place."),
                Said("Look for the newest paper of this clinic."),
                about="paper",
            )
        case NotABackup():
            return StaysOut(
                Said("This file is not a whole backup of Shivir."), Said("Choose another file."), about="file"
            )
    return None


def mistyped(parts: tuple[int, ...], strangers: str) -> Said:
    """What is wrong with a code as it was typed: one part after the other."""
    if strangers:
        return Said("Codes have no {letters}. Look at the paper again.", letters=" ".join(strangers))
    return Said("Part {part} is not right. Look at the paper again.", part=parts[0])
