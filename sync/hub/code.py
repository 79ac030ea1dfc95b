"""What the QR on a hub's screen says: where it answers, and the fingerprint of its certificate."""

import base64
import binascii
from dataclasses import dataclass

from sync.client.transport import checked
from sync.trouble import Trouble

BEGINS = "SHVH1:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hub answers; `pin` is known if its code was scanned or it was found by itself."""

    address: str
    pin: bytes | None = None


def written(address: str, pin: bytes) -> str:
    """The text of the QR: capital letters and digits, which take the least room."""
    return f"{BEGINS}{base64.b32encode(pin).decode().rstrip('=')}:{address.removeprefix('https://').upper()}"


def read(typed: str) -> Place:
    """A scanned code, or an address as somebody types it: 192.168.1.5 will do. `Trouble` if it is neither."""
    text = typed.strip()
    if text.upper().startswith(BEGINS):
        letters, _, address = text[len(BEGINS) :].partition(":")
        try:
            pin = base64.b32decode(letters.upper() + "=" * (-len(letters) % 8))
        except (binascii.Error, ValueError) as error:
            raise Trouble("mistyped") from error
        if len(pin) != 32:
            raise Trouble("mistyped")
        return Place(_address(address.lower()), pin)
    return Place(_address(text))


def _address(text: str) -> str:
    from urllib.parse import urlsplit

    from sync.hub.serving import PORT

    at = checked(text if "://" in text else f"https://{text}")
    parts = urlsplit(at)
    if parts.scheme != "https" or parts.path:
        raise Trouble("bad_address")
    return at if parts.port else f"{at}:{PORT}"
