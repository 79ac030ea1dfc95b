"""Which hub this laptop works with: looked at, joined, left. One at a time; what each confirmed stays written."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from models.ledger.device import Device, Here
from models.ledger.line import Peer
from models.people.clinic import Clinic
from models.store.store import Store
from sync.client.laptop import Itself
from sync.client.pinned import Pinned
from sync.client.session import ask
from sync.client.transport import Transport
from sync.handshake import Challenge, Knock, certified, public_of
from sync.hub import tls
from sync.hub.code import Place, read
from sync.trouble import Trouble

Look = Callable[[str, int], tls.Shown]
ReachPinned = Callable[[str, bytes], Transport]


@dataclass(frozen=True, slots=True)
class HubSeen:
    """A laptop of the clinic that serves at an address."""

    device_id: UUID
    name: str
    address: str
    pin: bytes


def look_at(
    store: Store, itself: Itself, typed: str, look: Look = tls.look, reach: ReachPinned = Pinned
) -> HubSeen:
    """Who serves at a place, scanned or typed. `Trouble` unless it is a laptop of this clinic that is still in it."""
    place = read(typed)
    parts = urlsplit(place.address)
    shown = look(parts.hostname or "", parts.port or 0)
    if place.pin is not None and place.pin != shown.pin:
        raise Trouble("other_hub")
    return _named(store, itself, place, shown, reach)


def _named(store: Store, itself: Itself, place: Place, shown: tls.Shown, reach: ReachPinned) -> HubSeen:
    with store.read_engine.begin() as connection:
        root = root_of(connection)
    transport = reach(place.address, shown.pin)
    try:
        challenge = ask(transport, "/session/knock", Knock(itself.certificate), Challenge)
    finally:
        transport.close()
    words = certified(challenge.certificate, root, None)
    if words is None or words.clinic != itself.clinic_id.bytes:
        raise Trouble("not_a_hub")
    if words.sign_public != shown.sign_public or words.device == itself.device_id.bytes:
        raise Trouble("not_a_hub")
    device = UUID(bytes=words.device)
    with store.read_engine.begin() as connection:
        row = connection.execute(
            select(Device.name, Device.withdrawn).where(Device.id == device)
        ).one_or_none()
    if row is not None and row.withdrawn is not None:
        raise Trouble("not_a_hub")
    return HubSeen(device, row.name if row else words.code, place.address, shown.pin)


def root_of(connection: Connection) -> bytes:
    """The public half of the clinic's key, as this laptop was given it when it joined."""
    private = connection.scalar(select(Here.root_private))
    if private is not None:
        return public_of(private)
    root: bytes | None = connection.scalar(select(Peer.root_public).limit(1))
    return root or connection.scalar(select(func.max(Clinic.root_public))) or b""


def join(store: Store, seen: HubSeen) -> None:
    """Work with this hub from now on, and with no other."""
    with store.write_engine.begin() as connection:
        root = root_of(connection)
        connection.execute(update(Peer).where(Peer.joined).values(joined=False))
        values = {"address": seen.address, "pin": seen.pin, "name": seen.name, "joined": True}
        if connection.scalar(select(Peer.id).where(Peer.id == seen.device_id)) is None:
            connection.execute(
                insert(Peer).values(id=seen.device_id, root_public=root, is_hub=True, **values)
            )
        else:
            connection.execute(update(Peer).where(Peer.id == seen.device_id).values(**values))


def leave(store: Store) -> None:
    """Work with no hub any more."""
    with store.write_engine.begin() as connection:
        connection.execute(update(Peer).where(Peer.joined).values(joined=False))


def joined(store: Store) -> HubSeen | None:
    """The hub this laptop works with now."""
    with store.read_engine.begin() as connection:
        row = connection.execute(
            select(Peer.id, Peer.name, Peer.address, Peer.pin).where(Peer.joined, Peer.is_hub)
        ).one_or_none()
    return None if row is None or row.pin is None else HubSeen(row.id, row.name or "", row.address, row.pin)
