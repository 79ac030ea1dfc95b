"""Who may do what: one table, one question, asked by `app` for people and by `sync` for what arrives."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from uuid import UUID

from models.code_list import code_list
from models.vocabulary import DeviceScope, Role


class Deed(StrEnum):
    SEARCH_PATIENT = "search_patient"
    REGISTER_PATIENT = "register_patient"
    SEE_QUEUE = "see_queue"
    GIVE_TOKEN = "give_token"
    CALL_TOKEN = "call_token"
    BOOK = "book"
    READ_NOTES = "read_notes"
    WRITE_NOTES = "write_notes"
    READ_VITALS = "read_vitals"
    WRITE_VITALS = "write_vitals"
    READ_ALLERGY = "read_allergy"
    WRITE_ALLERGY = "write_allergy"
    WRITE_DIAGNOSIS = "write_diagnosis"
    BREAK_GLASS = "break_glass"
    PRESCRIBE = "prescribe"
    SIGN_PRESCRIPTION = "sign_prescription"
    READ_PRESCRIPTION = "read_prescription"
    DISPENSE = "dispense"
    ENTER_RESULTS = "enter_results"
    SEE_RESULTS = "see_results"
    SEE_BILL = "see_bill"
    BILL = "bill"
    TAKE_PAYMENT = "take_payment"
    APPROVE_DISCOUNT = "approve_discount"
    PROPOSE_REFUND = "propose_refund"
    REFUND = "refund"
    PROPOSE_CLOSE = "propose_close"
    CLOSE_DAY = "close_day"
    SET_PRICES = "set_prices"
    PLAN_CAMP = "plan_camp"
    SEE_CAMP = "see_camp"
    REGISTER_PARTICIPANT = "register_participant"
    ISSUE_PASS = "issue_pass"
    CHECK_IN = "check_in"
    REVOKE_PASS = "revoke_pass"
    SEE_OVERVIEW = "see_overview"
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
    """How far a role's right to a deed goes."""

    NONE = "none"
    OWN = "own"
    CAMP = "camp"
    CLINIC = "clinic"


class Term(StrEnum):
    """What must be so beside the role."""

    TWO_PERSONS = "two_persons"
    TRAINED = "trained"
    PROTOCOL_LIST = "protocol_list"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to `account`, from and until: for the whole clinic or, with `event_id`, for one camp.

    `opens` is the one patient a broken glass lets read; such a grant lasts an hour and tells the supervisor.
    """

    account: UUID | None
    role: Role
    valid_from: datetime
    valid_to: datetime | None = None
    scope: DeviceScope = DeviceScope.CLINIC
    event_id: UUID | None = None
    trained: bool = False
    opens: UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What of a record decides who may touch it: the camp it belongs to, whose it is, whom it is about."""

    event_id: UUID | None = None
    owner: UUID | None = None
    patient_id: UUID | None = None


def may(
    grant: Grant, deed: Deed, at: datetime, row: Row | None = None, met: frozenset[Term] = frozenset()
) -> bool:
    """Whether `grant` allows `deed` at that moment: on `row`, or on any row at all if none is given.

    `met` are the terms that whoever asks has made sure of; a deed with a term nobody made sure of is refused.
    """
    if at < grant.valid_from or (grant.valid_to is not None and at >= grant.valid_to):
        return False
    if _through_glass(grant, deed, row):
        return True
    if grant.trained:
        met |= {Term.TRAINED}
    if not terms_of(grant.role, deed) <= met:
        return False
    reach = reach_of(grant.role, deed)
    return reach is not Reach.NONE and (row is None or _reaches(grant, reach, row))


def _reaches(grant: Grant, reach: Reach, row: Row) -> bool:
    of_its_camp = row.event_id is not None and row.event_id == grant.event_id
    if reach is Reach.CAMP:
        return of_its_camp
    for_one_camp = grant.scope is DeviceScope.CAMP or grant.event_id is not None
    if for_one_camp and not of_its_camp:
        return False
    return reach is Reach.CLINIC or (row.owner is not None and row.owner == grant.account)


def _through_glass(grant: Grant, deed: Deed, row: Row | None) -> bool:
    """A broken glass opens reading of one patient, wherever the rows are, to a role that may break it."""
    if grant.opens is None or reach_of(grant.role, Deed.BREAK_GLASS) is Reach.NONE:
        return False
    return deed in code_list("rights")["glass"]["deeds"] and (row is None or row.patient_id == grant.opens)


def reach_of(role: Role, deed: Deed) -> Reach:
    return _reaches_by_role().get((role, deed), Reach.NONE)


def terms_of(role: Role, deed: Deed) -> frozenset[Term]:
    """What must be so beside the role."""
    terms = code_list("rights")["terms"].get(deed, {})
    return frozenset(Term(term) for term, roles in terms.items() if role in roles)


@cache
def _reaches_by_role() -> dict[tuple[Role, Deed], Reach]:
    return {
        (Role(role), Deed(deed)): Reach(reach)
        for deed, reaches in code_list("rights")["deeds"].items()
        for reach, roles in reaches.items()
        for role in roles
    }
