"""Who may do what: one table, one question, asked by `app` for people and by `sync` for what arrives."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from uuid import UUID

from models.vocabulary import DeviceScope, Role

TABLE = Path(__file__).parents[2] / "resources" / "codes" / "rights.toml"


class Deed(StrEnum):
    SEARCH_PATIENT = "search_patient"
    REGISTER_PATIENT = "register_patient"
    SEE_QUEUE = "see_queue"
    GIVE_TOKEN = "give_token"
    CALL_TOKEN = "call_token"
    READ_NOTES = "read_notes"
    WRITE_NOTES = "write_notes"
    READ_VITALS = "read_vitals"
    WRITE_VITALS = "write_vitals"
    WRITE_ALLERGY = "write_allergy"
    WRITE_DIAGNOSIS = "write_diagnosis"
    PRESCRIBE = "prescribe"
    SIGN_PRESCRIPTION = "sign_prescription"
    DISPENSE = "dispense"
    ENTER_RESULTS = "enter_results"
    SEE_BILL = "see_bill"
    BILL = "bill"
    TAKE_PAYMENT = "take_payment"
    APPROVE_DISCOUNT = "approve_discount"
    REFUND = "refund"
    CLOSE_DAY = "close_day"
    SET_PRICES = "set_prices"
    PLAN_CAMP = "plan_camp"
    SEE_CAMP = "see_camp"
    REGISTER_PARTICIPANT = "register_participant"
    ISSUE_PASS = "issue_pass"
    CHECK_IN = "check_in"
    REVOKE_PASS = "revoke_pass"
    SEE_OVERVIEW = "see_overview"
    SEE_CONFLICTS = "see_conflicts"
    SETTLE_CONFLICT = "settle_conflict"
    EXPORT_LIST = "export_list"
    READ_AUDIT = "read_audit"
    MANAGE_STAFF = "manage_staff"
    MANAGE_CLINIC = "manage_clinic"
    ENROL_DEVICE = "enrol_device"
    REVOKE_DEVICE = "revoke_device"
    SYNC = "sync"
    USE_LAPTOP = "use_laptop"
    KEEP_STORE = "keep_store"
    FOUND_CLINIC = "found_clinic"


class Reach(StrEnum):
    """How far a right goes; the longest a role has for a deed holds."""

    NONE = "none"
    OWN = "own"
    CAMP = "camp"
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to `account` for the whole clinic or one camp (`event_id`), from and until.

    One given for a camp that names none reaches nothing.
    """

    account: UUID | None
    role: Role
    valid_from: datetime
    valid_to: datetime | None = None
    scope: DeviceScope = DeviceScope.CLINIC
    event_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What of a record decides who may touch it: the camp it belongs to, and whose it is."""

    event_id: UUID | None = None
    owner: UUID | None = None


def may(grant: Grant, deed: Deed, at: datetime, row: Row | None = None) -> bool:
    """Whether `grant` allows `deed` at that moment: on `row`, or on any row at all if none is given."""
    if at < grant.valid_from or (grant.valid_to is not None and at >= grant.valid_to):
        return False
    reach = reach_of(grant.role, deed)
    names_no_camp = grant.scope is DeviceScope.CAMP and grant.event_id is None
    if reach is Reach.NONE or names_no_camp:
        return False
    if row is None:
        return True
    in_its_camp = grant.event_id is None or row.event_id == grant.event_id
    if reach is Reach.OWN:
        return in_its_camp and row.owner is not None and row.owner == grant.account
    if reach is Reach.CAMP:
        return row.event_id is not None and in_its_camp
    return in_its_camp if grant.scope is DeviceScope.CAMP else True


def reach_of(role: Role, deed: Deed) -> Reach:
    return _table().get((role, deed), Reach.NONE)


@cache
def _table() -> dict[tuple[Role, Deed], Reach]:
    deeds = tomllib.loads(TABLE.read_text("utf-8"))["deeds"]
    return {
        (Role(role), Deed(deed)): Reach(reach)
        for deed, reaches in deeds.items()
        for reach, roles in reaches.items()
        for role in roles
    }
