"""A hub's TLS certificate: made on the spot from its device key, and the same whenever it is made.

Whoever speaks to the hub compares the certificate's fingerprint, so no name and no date in it is ever judged: a
laptop in 1970 or 2038 reaches the hub all the same. Its key is the one the clinic's key vouches for, so the laptop
that ends the line is the laptop that answers on it, and nobody can stand in between.
"""

import secrets
import socket
import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sync.trouble import Trouble

FIRST, LAST = datetime(1970, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001  # X.509 has no zones


@dataclass(frozen=True, slots=True)
class Shown:
    """What a hub shows at the door: the fingerprint of its certificate, and the public key in it."""

    pin: bytes
    sign_public: bytes


def certificate_of(sign_private: bytes) -> bytes:
    """The certificate, as DER."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    key = Ed25519PrivateKey.from_private_bytes(sign_private)
    public = key.public_key()
    digest = sha256(b"shivir-hub-1" + public.public_bytes_raw()).digest()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"shivir-{digest[:8].hex()}")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(int.from_bytes(digest[:16], "big") >> 1 or 1)
        .not_valid_before(FIRST)
        .not_valid_after(LAST)
        .sign(key, None)
    )
    return made.public_bytes(Encoding.DER)


def pin_of(certificate: bytes) -> bytes:
    return sha256(certificate).digest()


def server_context(sign_private: bytes, folder: Path) -> ssl.SSLContext:
    """What the hub speaks with. OpenSSL reads keys from files only: the key lies there locked, for a moment."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    password = secrets.token_bytes(32).hex()
    key = Ed25519PrivateKey.from_private_bytes(sign_private).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with tempfile.TemporaryDirectory(dir=folder) as room:
        both = Path(room) / "hub.pem"
        both.write_bytes(ssl.DER_cert_to_PEM_cert(certificate_of(sign_private)).encode() + key)
        context.load_cert_chain(both, password=password)
    return context


def client_context() -> ssl.SSLContext:
    """Judges nothing by itself: whoever uses it compares the fingerprint."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def look(
    host: str, port: int, seconds: float = 6.0,
    connect: Callable[..., socket.socket] = socket.create_connection,
) -> Shown:  # fmt: skip
    """What is shown at an address. `Trouble` if nobody answers there, or no hub."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        with (
            connect((host, port), timeout=seconds) as plain,
            client_context().wrap_socket(plain, server_hostname=host) as line,
        ):
            certificate = line.getpeercert(binary_form=True)
    except ssl.SSLError as error:
        raise Trouble("not_a_hub") from error
    except OSError as error:
        raise Trouble("no_hub") from error
    try:
        public = x509.load_der_x509_certificate(certificate or b"").public_key()
    except ValueError as error:
        raise Trouble("not_a_hub") from error
    if certificate is None or not isinstance(public, Ed25519PublicKey):
        raise Trouble("not_a_hub")
    return Shown(pin_of(certificate), public.public_bytes_raw())
