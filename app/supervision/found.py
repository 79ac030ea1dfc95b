"""How a clinic begins: its root key, its first administrator, its first laptop."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from app.work import Deed, Work, use_case
from models.base import milliseconds
from models.ledger.certificate import Certificate, grant_words, key_id, sign
from models.ledger.device import Device, Here
from models.people.clinic import Clinic, Place
from models.people.staff import Account, RoleGrant
from models.vocabulary import DeviceScope, Role

CERTIFIED_FOR = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """A laptop's own keys, 32 bytes each: for signing and for being sealed to."""

    sign_private: bytes = field(repr=False)
    sign_public: bytes
    seal_private: bytes = field(repr=False)
    seal_public: bytes


@dataclass(frozen=True, slots=True)
class NewClinic:
    """What is asked when a clinic begins. `short` (RMP) starts every patient number."""

    name: str
    short: str
    place: str
    language: str = "hi"
    name_other: str | None = None
    address: str | None = None
    phone: str | None = None
    registration: str | None = None
    gstin: str | None = None
    state_code: str | None = None
    upi: str | None = None


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who begins to work here. The public halves are of the keys in their key slot."""

    name: str = field(repr=False)
    role: Role
    seal_public: bytes | None = None
    sign_public: bytes | None = None
    name_other: str | None = None
    phone: str | None = None
    qualification: str | None = None
    speciality: str | None = None
    licence: str | None = None
    council: str | None = None
    room: str | None = None
    fee_paise: int | None = None
    scope: DeviceScope = DeviceScope.CLINIC
    event_id: UUID | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    clinic_id: UUID
    account_id: UUID
    device_id: UUID


@use_case(Deed.FOUND_CLINIC)
def found_clinic(
    work: Work, new: NewClinic, first: NewStaff, root_public: bytes, keys: DeviceKeys, laptop_name: str
) -> Founded:
    """Make the clinic, its house, its administrator and this laptop, each vouched for by the root key."""
    here = work.session.get(Here, 1)
    assert here is not None
    clinic = work.add(
        Clinic(
            id=here.clinic_id, name=new.name, name_other=new.name_other, short=new.short, address=new.address,
            phone=new.phone, registration=new.registration, gstin=new.gstin, state_code=new.state_code,
            upi=new.upi, language=new.language, root_public=root_public,
        )
    )  # fmt: skip
    place = work.add(Place(clinic_id=clinic.id, name=new.place))
    account = hire(work, first, here)
    device = certify(work, here, keys, laptop_name, code="A1", lane="A", place_id=place.id)
    here.device_id = device.id
    return Founded(clinic.id, account.id, device.id)


def hire(work: Work, new: NewStaff, here: Here) -> Account:
    """Add an account with its role, signed by the clinic's key."""
    account = work.add(
        Account(
            id=new.id, name=new.name, name_other=new.name_other, phone=new.phone, qualification=new.qualification,
            speciality=new.speciality, licence=new.licence, council=new.council, room=new.room,
            fee_paise=new.fee_paise, seal_public=new.seal_public, sign_public=new.sign_public,
        )
    )  # fmt: skip
    grant(work, here, account.id, new)
    return account


def grant(work: Work, here: Here, account_id: UUID, new: NewStaff) -> RoleGrant:
    """Give somebody a role from now on."""
    assert here.root_private is not None, "only a laptop that holds the clinic's key gives roles"
    key = work.ids()
    words = grant_words(here.clinic_id, key, account_id, new.role, new.scope, new.event_id, work.now, None)
    return work.add(
        RoleGrant(
            id=key, account_id=account_id, role=new.role, scope=new.scope, event_id=new.event_id,
            valid_from=work.now, valid_to=None, signature=sign(words, here.root_private),
        )
    )  # fmt: skip


def certify(
    work: Work,
    here: Here,
    keys: DeviceKeys,
    name: str,
    *,
    code: str,
    lane: str,
    place_id: UUID | None = None,
    scope: DeviceScope = DeviceScope.CLINIC,
    event_id: UUID | None = None,
    is_server: bool = False,
) -> Device:
    """Add a laptop with the certificate the clinic's key gives it. Only public halves of `keys` are used."""
    assert here.root_private is not None, "only a laptop that holds the clinic's key certifies others"
    until = work.now + CERTIFIED_FOR
    device_id = work.ids()
    words = Certificate(
        here.clinic_id.bytes, device_id.bytes, code, lane, scope, None if event_id is None else event_id.bytes,
        keys.sign_public, keys.seal_public, milliseconds(until), is_server,
    )  # fmt: skip
    return work.add(
        Device(
            id=device_id, name=name, code=code, lane=lane, scope=scope, event_id=event_id, place_id=place_id,
            key_id=key_id(keys.sign_public), sign_public=keys.sign_public, seal_public=keys.seal_public,
            certificate=sign(words, here.root_private), valid_to=until, is_server=is_server,
        )
    )  # fmt: skip
