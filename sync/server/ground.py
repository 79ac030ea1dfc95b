"""What the server's deeds stand on, handed in once: its store, the time, random bytes, a secret for sessions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from models.identity import identities
from models.ledger.device import Device, Here, Setting
from models.ledger.line import Peer
from sync.exchange import Refusal
from sync.handshake import public_of

NOBODY = UUID(int=0)
"""Settings of the server itself belong to nobody."""

BACKED_UP = "backed_up"


class Keeping(Protocol):
    """A clinic's store on a server: an encrypted file, or a schema of a PostgreSQL database."""

    @property
    def read_engine(self) -> Engine: ...

    @property
    def write_engine(self) -> Engine: ...

    def starts(self) -> int: ...

    def count_start(self, starts: int) -> None: ...

    def copy_into(self, path: Path, key: bytes) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a request may touch. Nothing that matters is kept in memory between two of them.

    A hub passes on what it does not take, judges nobody by its clock, and lets no laptop join; `is_sure` of the
    time if a server told it, and `changed` hears what its own desk shows anew.
    """

    store: Keeping
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    secret: bytes = field(repr=False)
    program: str
    is_hub: bool = False
    is_sure: bool = True
    changed: Callable[[dict[str, set[UUID]]], None] = lambda _: None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.store.read_engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.store.write_engine.begin() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Session]:
        with Session(self.store.write_engine, expire_on_commit=False) as session, session.begin():
            yield session

    def ids(self) -> Callable[[], UUID]:
        return identities(self.clock, self.random)


@dataclass(frozen=True, slots=True)
class Itself:
    """Who the server is in its clinic. `backed_up` is the arrival that its last verified backup covers."""

    clinic_id: UUID
    device_id: UUID
    certificate: bytes
    sign_private: bytes = field(repr=False)
    root_public: bytes
    epoch: bytes
    arrival: int
    backed_up: int


_ITSELF = select(
    Here.clinic_id, Here.device_id,
    func.coalesce(
        Here.certificate, select(Device.certificate).where(Device.id == Here.device_id).scalar_subquery()
    ).label("certificate"),
    Here.sign_private, Here.root_private, Here.epoch, Here.arrival,
    select(Peer.root_public).limit(1).scalar_subquery().label("root_public"),
    select(Setting.value)
    .where(Setting.account_id == NOBODY, Setting.name == BACKED_UP)
    .scalar_subquery()
    .label("backed_up"),
)  # fmt: skip


def itself(connection: Connection) -> Itself:
    """`Refusal` while it belongs to no clinic."""
    row = connection.execute(_ITSELF).one_or_none()
    if row is None or row.device_id is None or row.certificate is None:
        raise Refusal(409, "no_clinic")
    root = row.root_public if row.root_private is None else public_of(row.root_private)
    return Itself(
        row.clinic_id, row.device_id, row.certificate, row.sign_private, root, row.epoch, row.arrival,
        int(row.backed_up or 0),
    )  # fmt: skip
