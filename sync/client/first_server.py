"""How a clinic gets its first server: the laptop that holds the clinic's key brings it there, sealed."""

from collections.abc import Callable
from uuid import UUID

import msgspec
from sqlalchemy import insert, select, update

from models.ledger.device import Device, Here
from models.ledger.line import Peer
from models.ledger.line_state import ServerSeen
from models.store.keys import seal
from models.store.store import Store
from sync.client.session import ask
from sync.client.transport import Transport, checked
from sync.code import read_code
from sync.enrolment import Bringing, Hello
from sync.handshake import public_of
from sync.trouble import Trouble

Reach = Callable[[str], Transport]


class Nothing(msgspec.Struct, frozen=True):
    """A message without words."""


def look(store: Store, reach: Reach, address: str) -> ServerSeen:
    hello = ask(reach(checked(address)), "/hello", Nothing(), Hello)
    with store.read_engine.begin() as connection:
        clinic = connection.scalars(select(Here.clinic_id)).one()
    if hello.clinic is not None and hello.clinic != clinic.bytes:
        raise Trouble("has_clinic")
    return ServerSeen(hello.sign_public, hello.seal_public, hello.clinic is not None)


def bring(
    store: Store, reach: Reach, random: Callable[[int], bytes], address: str, code: str, device_id: UUID,
    certificate: bytes,
) -> None:  # fmt: skip
    """Hand over the clinic's key, sealed to the server, and remember the server."""
    typed = read_code(code)
    if typed is None:
        raise Trouble("mistyped")
    seen = look(store, reach, address)
    with store.read_engine.begin() as connection:
        here = connection.execute(select(Here.clinic_id, Here.device_id, Here.root_private)).one()
        founder = connection.scalar(select(Device.certificate).where(Device.id == here.device_id))
    if here.root_private is None or founder is None:
        raise Trouble("may_not")
    clinic, root_public = here.clinic_id.bytes, public_of(here.root_private)
    sealed = seal(seen.seal_public, here.root_private, clinic, random)
    message = Bringing(typed, clinic, root_public, sealed, certificate, founder)
    ask(reach(checked(address)), "/enrol/server", message, Nothing)
    remember(store, device_id, checked(address), root_public)


def remember(store: Store, peer_id: UUID, address: str, root_public: bytes) -> None:
    """The server of this laptop from now on."""
    with store.write_engine.begin() as connection:
        if connection.scalar(select(Peer.id).where(Peer.id == peer_id)) is None:
            connection.execute(insert(Peer).values(id=peer_id, address=address, root_public=root_public))
        else:
            connection.execute(update(Peer).where(Peer.id == peer_id).values(address=address))
