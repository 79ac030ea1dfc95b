"""Who works here, as what, since when; hiring, changing a role, ending it. Roles are signed by the clinic's key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.people.details import read_text
from app.supervision.found import NewStaff, grant, hire
from app.work import Deed, Lane, Refused, Said, Seen, Work, seen_of, use_case
from models.ledger.device import Here
from models.people.staff import Account, RoleGrant
from models.values import BadValue, read_money, read_name, read_phone
from models.vocabulary import Role

HIGH = frozenset({Role.SUPERVISOR, Role.ADMIN})
"""Roles only an administrator gives, changes or ends."""

ROLES = tuple(role for role in Role if role is not Role.SYSTEM)
LAST_ADMIN = Said("The clinic needs an administrator. Make somebody else one first.")


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of the staff. `role` is None for who had one once; `seen` belongs to an edit."""

    id: UUID
    name: str = field(repr=False)
    name_other: str | None = field(repr=False)
    role: Role | None
    since: datetime | None
    phone: str | None = field(repr=False)
    qualification: str | None
    speciality: str | None
    licence: str | None
    council: str | None
    room: str | None
    fee_paise: int | None
    languages: str | None
    seen: Seen
    may_change: bool

    @property
    def may_sign(self) -> bool:
        """A doctor signs under a licence number; without one the signature says nothing."""
        return self.role is not Role.DOCTOR or bool(self.licence)


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, those who work here now first. `holds_key`: roles can be given at this laptop."""

    members: tuple[StaffMember, ...]
    holds_key: bool


def read_line(text: str) -> str | None:
    return read_text(text) or None


def _read_fee(text: str) -> int | None:
    return read_money(text) if text.strip() else None


def _read_mobile(text: str) -> str | None:
    return read_phone(text) if text.strip() else None


def _read_other(text: str) -> str | None:
    return read_name(text) if text.strip() else None


READERS: Mapping[str, Callable[[str], Any]] = {
    "name": read_name,
    "name_other": _read_other,
    "phone": _read_mobile,
    "qualification": read_line,
    "speciality": read_line,
    "licence": read_line,
    "council": read_line,
    "room": read_line,
    "fee": _read_fee,
    "languages": read_line,
}
COLUMNS = {"fee": "fee_paise"}


@use_case(Deed.MANAGE_STAFF, Lane.READ)
def see_staff(work: Work) -> Staff:
    """Everybody who works or worked here."""
    grants = _grants(work)
    people = work.session.scalars(select(Account).where(Account.withdrawn.is_(None))).all()
    members = [_member(work, person, grants.get(person.id)) for person in people]
    members.sort(key=lambda one: (one.role is None, one.name.casefold()))
    return Staff(tuple(members), _root(work) is not None)


@use_case(Deed.MANAGE_STAFF)
def add_staff(work: Work, role: Role, typed: Mapping[str, str]) -> StaffMember:
    """Somebody new, with a role from now on. A way in on a laptop is given at that laptop."""
    _need_rank(work, role)
    values = _read(typed)
    if not values.get("name"):
        raise Refused(Said("Type the name."), field="name")
    person = hire(work, NewStaff(role=role, **values), _here(work))
    work.session.flush()
    return _of(work, person)


@use_case(Deed.MANAGE_STAFF)
def edit_staff(work: Work, account_id: UUID, seen: Seen, typed: Mapping[str, str]) -> StaffMember:
    """Change only the facts in `typed`, as somebody read them at `seen`."""
    person = _person(work, account_id)
    _need_rank(work, _role(work, account_id))
    values = _read(typed)
    if "name" in values and not values["name"]:
        raise Refused(Said("Type the name."), field="name")
    work.revise(person, seen, **values)
    work.session.flush()
    return _of(work, person)


@use_case(Deed.MANAGE_STAFF)
def change_role(work: Work, account_id: UUID, role: Role) -> StaffMember:
    """Another role from now on; what they did in the old one stays theirs."""
    person, here = _person(work, account_id), _here(work)
    before = _role(work, account_id)
    _need_rank(work, before)
    _need_rank(work, role)
    if before is role:
        return _of(work, person)
    _keep_an_admin(work, account_id, before)
    _end(work, account_id, "role changed")
    grant(work, here, account_id, NewStaff(person.name, role))
    work.session.flush()
    return _of(work, person)


@use_case(Deed.MANAGE_STAFF)
def end_role(work: Work, account_id: UUID) -> StaffMember:
    """Somebody leaves. Their way in on this laptop is taken beside it; what they wrote stays."""
    person = _person(work, account_id)
    before = _role(work, account_id)
    _need_rank(work, before)
    if account_id == work.actor.id:
        raise Refused(Said("You cannot end your own role."), advice=Said("Ask another administrator."))
    _keep_an_admin(work, account_id, before)
    _end(work, account_id, "left")
    work.session.flush()
    return _of(work, person)


@use_case(Deed.MANAGE_STAFF)
def may_let_in(work: Work, account_id: UUID) -> StaffMember:
    """Ask before giving somebody a way in or a new password; the audit keeps who did."""
    person = _person(work, account_id)
    _need_rank(work, _role(work, account_id))
    if _role(work, account_id) is None:
        raise Refused(Said("This person has no role here."), advice=Said("Give a role first."))
    work.tell("let_in", Account.kind, account_id)
    return _of(work, person)


def _read(typed: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in typed.items():
        try:
            values[COLUMNS.get(name, name)] = READERS[name](text)
        except BadValue as bad:
            raise Refused(bad.said, field=name) from None
    return values


def _need_rank(work: Work, role: Role | None) -> None:
    if role in HIGH and work.actor.grant.role is not Role.ADMIN:
        raise Refused(
            Said("Only an administrator changes supervisors and administrators."), advice=Said("Ask one.")
        )


def _keep_an_admin(work: Work, account_id: UUID, role: Role | None) -> None:
    if role is Role.ADMIN:
        others = {key for key, given in _grants(work).items() if given.role is Role.ADMIN} - {account_id}
        if not others:
            raise Refused(LAST_ADMIN)


def _end(work: Work, account_id: UUID, why: str) -> None:
    standing = work.session.scalars(
        select(RoleGrant).where(RoleGrant.account_id == account_id, RoleGrant.withdrawn.is_(None))
    )
    for given in standing.all():
        work.withdraw(given, why)


def _grants(work: Work) -> dict[UUID, RoleGrant]:
    """The grant of each person that is valid now; of several the one given last."""
    given = work.session.scalars(
        select(RoleGrant)
        .where(RoleGrant.withdrawn.is_(None), RoleGrant.valid_from <= work.now)
        .order_by(RoleGrant.valid_from, RoleGrant.id)
    )
    return {one.account_id: one for one in given if one.valid_to is None or work.now < one.valid_to}


def _role(work: Work, account_id: UUID) -> Role | None:
    given = _grants(work).get(account_id)
    return None if given is None else given.role


def _person(work: Work, account_id: UUID) -> Account:
    person = work.session.get(Account, account_id)
    if person is None or person.withdrawn is not None:
        raise Refused(Said("This person is not on this laptop."), advice=Said("Sync, then try again."))
    return person


def _root(work: Work) -> bytes | None:
    return work.session.scalar(select(Here.root_private))


def _here(work: Work) -> Here:
    here = work.session.get(Here, 1)
    if here is None or here.root_private is None:
        raise Refused(
            Said("This laptop cannot give roles: it does not hold the clinic's key."),
            advice=Said("Do it on the laptop on which the clinic was set up."),
        )
    return here


def _of(work: Work, person: Account) -> StaffMember:
    return _member(work, person, _grants(work).get(person.id))


def _member(work: Work, person: Account, given: RoleGrant | None) -> StaffMember:
    role = None if given is None else given.role
    return StaffMember(
        person.id, person.name, person.name_other, role, None if given is None else given.valid_from, person.phone,
        person.qualification, person.speciality, person.licence, person.council, person.room, person.fee_paise,
        person.languages, seen_of(person), role not in HIGH or work.actor.grant.role is Role.ADMIN,
    )  # fmt: skip
