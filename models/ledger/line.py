"""What a device remembers of the line: a laptop of its server, a server of its laptops. None of it travels."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Local
from models.vocabulary import DeviceScope


class Peer(Local, Base):
    """Whom this laptop exchanges works with, and how far it has read there: its server, and hubs of camps.

    `pin` is the digest of a hub's TLS certificate; of the hubs known, one may be `joined`. `epoch`,
    `scope_version`, `arrival` and `mark` are the cursor. `backed_up` is the arrival that the peer's last verified
    backup covers, `audit_number` how much of our audit chain it holds. `trouble` is the key of what went wrong
    last, None if nothing did.
    """

    __tablename__ = "peer"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    address: Mapped[str]
    root_public: Mapped[bytes] = mapped_column(LargeBinary(32))
    epoch: Mapped[bytes | None] = mapped_column(LargeBinary(8))
    scope_version: Mapped[int] = mapped_column(default=0)
    arrival: Mapped[int] = mapped_column(BigInteger, default=0)
    mark: Mapped[bytes | None] = mapped_column(LargeBinary(8))
    backed_up: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_number: Mapped[int] = mapped_column(BigInteger, default=0)
    heard_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
    trouble_at: Mapped[datetime | None]
    is_hub: Mapped[bool] = mapped_column(default=False)
    joined: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str | None]
    pin: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class Confirmed(Local, Base):
    """Up to which number a peer holds the works of one of our writers durably: all of them, without a gap."""

    __tablename__ = "confirmed"

    peer_id: Mapped[UUID] = mapped_column(primary_key=True)
    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    upto: Mapped[int] = mapped_column(BigInteger)


class FormerWriter(Local, Base):
    """A name under which this laptop wrote before a restore, up to `number`. Its works are still ours to bring."""

    __tablename__ = "former_writer"

    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class HeldWork(Local, Base):
    """A work that was not taken, and why (`reason`, a key). Never dropped.

    On a server with its `body`, whole; on the laptop that sent it without, as the journal has it.
    """

    __tablename__ = "held_work"

    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    reason: Mapped[str]
    at: Mapped[datetime]
    device_id: Mapped[UUID | None]
    body: Mapped[bytes | None]


class Underived(Local, Base):
    """A row that arrived in a crowd and whose search entries are still to be made."""

    __tablename__ = "underived"

    kind: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[UUID] = mapped_column(primary_key=True)


class KnownWriter(Local, Base):
    """On a server: whose writer it is, up to where its works are here without a gap, and the head of its audit chain.

    `audit_work` is the last work the chain has told of.
    """

    __tablename__ = "known_writer"

    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    device_id: Mapped[UUID] = mapped_column(index=True)
    upto: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_number: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_work: Mapped[int] = mapped_column(BigInteger, default=0)
    audit_hash: Mapped[bytes] = mapped_column(LargeBinary(32), default=bytes(32))


class HeardLaptop(Local, Base):
    """On a server: when a laptop was last here and how far it has read.

    The one that `founded` brought this server into the clinic.
    """

    __tablename__ = "heard_laptop"

    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    certificate: Mapped[bytes]
    heard_at: Mapped[datetime | None]
    arrival: Mapped[int] = mapped_column(BigInteger, default=0)
    program: Mapped[str | None]
    founded: Mapped[bool] = mapped_column(default=False)


class Invitation(Local, Base):
    """On a server: a one-time code given out. `handle` is its first letters, `proof` tells the rest.

    A laptop that joined with it may ask again with the same key, as its first answer may have been lost.
    """

    __tablename__ = "invitation"

    handle: Mapped[str] = mapped_column(primary_key=True)
    proof: Mapped[bytes] = mapped_column(LargeBinary(32))
    until: Mapped[datetime]
    tries_left: Mapped[int]
    owner_id: Mapped[UUID | None]
    grant_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    scope: Mapped[DeviceScope] = mapped_column(Choice(DeviceScope), default=DeviceScope.CLINIC)
    event_id: Mapped[UUID | None]
    place_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]


class SignedBatch(Local, Base):
    """The proof of who brought which works. `works` are runs of (writer, first, last), and the head of the chain.

    On a hub, and on whoever took it from a file, with its `body`, whole, to be passed on to the server: until a
    backup there covers arrival `delivered`. `trouble` is why the server would not have it.
    """

    __tablename__ = "signed_batch"
    __table_args__ = (Index("ix_signed_batch_signature", "signature"),)

    nr: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[UUID]
    at: Mapped[datetime]
    works: Mapped[bytes]
    signature: Mapped[bytes]
    body: Mapped[bytes | None]
    delivered: Mapped[int | None] = mapped_column(BigInteger)
    trouble: Mapped[str | None]


class Alarm(Local, Base):
    """On a server: something a supervisor must look at (`what`, a key): an audit chain that forked or grew shorter."""

    __tablename__ = "alarm"

    writer: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    device_id: Mapped[UUID | None]
