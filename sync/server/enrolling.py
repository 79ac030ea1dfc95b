"""How machines come into the clinic: the server itself first, then laptops, each by a one-time code."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session

from models.base import milliseconds
from models.ledger.capture import Ledger, Signature
from models.ledger.certificate import Certificate, key_id, sign
from models.ledger.device import Device, Here, Setting
from models.ledger.here import settle
from models.ledger.line import HeardLaptop, Invitation
from models.ledger.private import opened, shut
from models.ledger.scopes import sort_for
from models.people.clinic import Clinic
from models.people.rights import Deed, may
from models.people.staff import Account, RoleGrant
from models.store.keys import unseal
from models.vocabulary import DeviceScope
from sync import code as codes
from sync.enrolment import Bringing, Given, Hello, Invited, Joined, Joining, Wanted, names
from sync.exchange import Refusal
from sync.handshake import certified, public_of
from sync.server.ground import NOBODY, Ground, Itself, itself
from sync.server.judging import Judge
from sync.server.sessions import Caller, caller

KEYS = "server_keys"
CERTIFIED_FOR = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Keys:
    """The server's own keys while it waits for a clinic."""

    sign_private: bytes = field(repr=False)
    seal_private: bytes = field(repr=False)


def keys(ground: Ground) -> Keys:
    """Made at the first question and kept, until a clinic brings a certificate for them."""
    with ground.writing() as connection:
        kept = connection.scalar(
            select(Setting.value).where(Setting.account_id == NOBODY, Setting.name == KEYS)
        )
        if kept is None:
            kept = shut(connection.dialect, ground.random(64)).hex()
            connection.execute(insert(Setting).values(account_id=NOBODY, name=KEYS, value=kept))
        both = opened(connection.dialect, bytes.fromhex(kept))
    return Keys(both[:32], both[32:])


def hello(ground: Ground) -> Hello:
    """Who this server is."""
    with ground.reading() as connection:
        here = connection.execute(select(Here.clinic_id, Here.sign_private, Here.seal_private)).one_or_none()
    own = keys(ground) if here is None else Keys(here.sign_private, here.seal_private)
    seal_public = X25519PrivateKey.from_private_bytes(own.seal_private).public_key().public_bytes_raw()
    clinic = None if here is None else here.clinic_id.bytes
    return Hello(ground.program, public_of(own.sign_private), seal_public, clinic)


def has_clinic(ground: Ground) -> bool:
    with ground.reading() as connection:
        return connection.scalar(select(Here.device_id)) is not None


def first_code(ground: Ground) -> str:
    """A code for whoever brings the clinic, shown where the server was started."""
    with ground.writing() as connection:
        connection.execute(delete(Invitation))
        return _give_out(connection, ground, {})


def bring(ground: Ground, given: Bringing) -> None:
    """Take the clinic and its key in; from now on this server lets laptops join."""
    with ground.reading() as connection:
        known = connection.execute(select(Here.clinic_id, Here.certificate)).one_or_none()
    if known is not None:
        if (known.clinic_id.bytes, known.certificate) != (given.clinic, given.certificate):
            raise Refusal(409, "has_clinic")
        return
    own = keys(ground)
    _redeem(ground, given.code)
    root = unseal(own.seal_private, given.root_sealed, given.clinic)
    words = certified(given.certificate, given.root_public, ground.clock())
    founder = certified(given.founder, given.root_public, None)
    if root is None or public_of(root) != given.root_public or words is None or founder is None:
        raise Refusal(400, "unreadable")
    if (
        not words.is_server
        or words.sign_public != public_of(own.sign_private)
        or words.clinic != given.clinic
    ):
        raise Refusal(400, "unreadable")
    with ground.session() as session:
        _settle(session, ground, given, root, own, words, founder)


def _settle(
    session: Session, ground: Ground, given: Bringing, root: bytes, own: Keys, words: Certificate,
    founder: Certificate,
) -> None:  # fmt: skip
    here = settle(
        session, UUID(bytes=given.clinic), ground.random,
        sign_private=own.sign_private, seal_private=own.seal_private, root_private=root,
    )  # fmt: skip
    here.device_id, here.certificate = UUID(bytes=words.device), given.certificate
    here.clock_offset_ms = 0
    session.add(
        HeardLaptop(
            device_id=UUID(bytes=founder.device), certificate=given.founder, arrival=0, founded=True,
            heard_at=None, program=None,
        )
    )  # fmt: skip
    session.execute(delete(Setting).where(Setting.account_id == NOBODY, Setting.name == KEYS))
    session.execute(delete(Invitation))


def give_code(ground: Ground, device_id: UUID, wanted: Wanted) -> Given:
    """A code for one more laptop, if the role of whoever asks allows it."""
    now = ground.clock()
    with ground.writing() as connection:
        server = itself(connection)
        device = caller(connection, device_id, server.root_public)
        owner = _may_enrol(connection, device, server, wanted, now)
        person = connection.execute(
            select(Account.withdrawn).where(Account.id == _uuid(wanted.account))
        ).one_or_none()
        if person is None or person.withdrawn is not None:
            raise Refusal(409, "no_person")
        return Given(
            _give_out(
                connection, ground,
                {
                    "owner_id": owner, "grant_id": _uuid(wanted.grant), "account_id": _uuid(wanted.account),
                    "place_id": _uuid(wanted.place), "event_id": _uuid(wanted.event),
                },
            ),
            codes.MINUTES * 60,
        )  # fmt: skip


def _may_enrol(
    connection: Connection, device: Caller, server: Itself, wanted: Wanted, now: datetime
) -> UUID | None:
    """Who asks; `Refusal` unless their grant lets them."""
    grant = Judge(connection, device, server.root_public, now).grant(wanted.grant)
    if device.is_revoked or isinstance(grant, str) or not may(grant, Deed.ENROL_DEVICE, now):
        raise Refusal(403, "may_not")
    return grant.account


def _give_out(connection: Connection, ground: Ground, about: dict[str, UUID | None]) -> str:
    now = ground.clock()
    connection.execute(delete(Invitation).where(Invitation.until < now - timedelta(days=1)))
    code = codes.new_code(ground.random)
    connection.execute(delete(Invitation).where(Invitation.handle == codes.handle_of(code)))
    connection.execute(
        insert(Invitation).values(
            handle=codes.handle_of(code), proof=codes.proof_of(code), tries_left=codes.TRIES,
            until=now + timedelta(minutes=codes.MINUTES), scope=DeviceScope.CLINIC, **about,
        )
    )  # fmt: skip
    return code


def _redeem(ground: Ground, typed: str) -> Invitation:
    """The invitation of a code that is right and still works. A wrong one costs a try, whatever comes after."""
    code = codes.read_code(typed)
    if code is None:
        raise Refusal(400, "mistyped")
    with ground.session() as session:
        found = session.get(Invitation, codes.handle_of(code))
        wrong = found is None or not hmac.compare_digest(found.proof, codes.proof_of(code))
        if wrong and found is not None:
            found.tries_left -= 1
    if found is None or wrong or found.tries_left <= 0:
        raise Refusal(403, "wrong_code")
    if ground.clock() > found.until:
        raise Refusal(403, "code_ended")
    return found


def look(ground: Ground, typed: str) -> Invited:
    """Where a code leads."""
    invitation = _redeem(ground, typed)
    if invitation.device_id is not None:
        raise Refusal(403, "code_used")
    with ground.session() as session:
        server = itself(session.connection())
        clinic = session.get(Clinic, server.clinic_id)
        person = session.get(Account, invitation.account_id)
        if clinic is None or person is None:
            raise Refusal(403, "wrong_code")
        owner = session.get(Account, invitation.owner_id) if invitation.owner_id else None
        role = session.scalar(
            select(RoleGrant.role)
            .where(RoleGrant.account_id == person.id, RoleGrant.withdrawn.is_(None))
            .order_by(RoleGrant.valid_from.desc())
        )
        return Invited(
            server.clinic_id.bytes, clinic.name, server.root_public, owner.name if owner else "",
            person.id.bytes, person.name, str(role or ""), server.arrival,
        )  # fmt: skip


def join(ground: Ground, given: Joining) -> Joined:
    """Make a laptop one of the clinic's. Asked again with the same key, it answers the same."""
    if len(given.sign_public) != 32 or len(given.seal_public) != 32 or not given.name.strip():
        raise Refusal(400, "unreadable")
    handle = _redeem(ground, given.code).handle
    with ground.session() as session:
        server = itself(session.connection())
        invitation = session.get_one(Invitation, handle)
        if invitation.account_id is None:
            raise Refusal(403, "wrong_code")
        if invitation.device_id is None:
            device = _certify(session, ground, server, invitation, given)
            invitation.device_id = device.id
        else:
            there = session.get(Device, invitation.device_id)
            if there is None or there.sign_public != given.sign_public:
                raise Refusal(403, "code_used")
            device = there
        return Joined(server.clinic_id.bytes, device.id.bytes, device.certificate, server.certificate)


def _certify(
    session: Session, ground: Ground, server: Itself, invitation: Invitation, given: Joining
) -> Device:
    now, new_id = ground.clock(), ground.ids()
    root = session.scalar(select(Here.root_private))
    assert root is not None, "only a server that holds the clinic's key lets laptops join"
    code, lane = _free_names(session)
    until, key = now + CERTIFIED_FOR, new_id()
    roles = session.scalars(
        select(RoleGrant.role).where(
            RoleGrant.account_id == invitation.account_id, RoleGrant.withdrawn.is_(None)
        )
    ).all()
    scope = sort_for(roles, invitation.event_id)
    event = None if invitation.event_id is None else invitation.event_id.bytes
    words = Certificate(
        server.clinic_id.bytes, key.bytes, code, lane, scope, event, given.sign_public, given.seal_public,
        milliseconds(until),
    )  # fmt: skip
    device = Device(
        id=key, name=given.name.strip()[:60], code=code, lane=lane, scope=scope, event_id=invitation.event_id,
        place_id=invitation.place_id, key_id=key_id(given.sign_public), sign_public=given.sign_public,
        seal_public=given.seal_public, certificate=sign(words, root), valid_to=until, is_server=False,
    )  # fmt: skip
    signature = Signature("join", invitation.owner_id, invitation.grant_id, milliseconds(now))
    ledger = Ledger(session, signature, new_id)
    ledger.add(device)
    ledger.seal()
    session.add(
        HeardLaptop(
            device_id=key, certificate=device.certificate, arrival=0, founded=False, heard_at=None, program=None
        )
    )  # fmt: skip
    return device


def _free_names(session: Session) -> tuple[str, str]:
    """The first code and lane that no laptop has, not even one that left."""
    taken = session.execute(select(Device.code, Device.lane)).all()
    codes_taken, lanes_taken = {row.code for row in taken}, {row.lane for row in taken}
    return next((code, lane) for code, lane in names() if code not in codes_taken and lane not in lanes_taken)


def _uuid(key: bytes | None) -> UUID | None:
    if key is None:
        return None
    if len(key) != 16:
        raise Refusal(400, "unreadable")
    return UUID(bytes=key)
