"""Which laptops hold which rows, for every synced kind: a new kind says it, or a test fails."""

from itertools import permutations
from uuid import UUID

import pytest

from models.base import shared_fields, synced_kinds
from models.ledger.crossing import inside
from models.ledger.scopes import HOLDINGS, WHOLE, Scope, scope_for, sort_for
from models.vocabulary import DeviceScope, Role
from tests.models.ledger.camp_copies import (
    CAMP,
    DESK,
    IN_CAMP,
    OTHER,
    a_row,
    bring,
    camps_of,
    crossings_of,
    into_camp,
)
from tests.models.ledger.copies import Copy

KINDS = sorted(synced_kinds())
CAMP_KINDS = [kind for kind in KINDS if HOLDINGS[kind].may_be_in_camps]
CLINICAL = {
    "allergy", "visit", "vitals", "diagnosis", "prescription", "medicine_line", "kept_warning", "station_visit",
}  # fmt: skip


def test_every_synced_kind_says_who_holds_its_rows() -> None:
    assert synced_kinds().keys() == HOLDINGS.keys()
    for kind, holding in HOLDINGS.items():
        fields = shared_fields(synced_kinds()[kind])
        assert holding.event in (None, "id", *fields)
        assert {name for name, _ in holding.through} <= fields.keys()
        for naming, name in holding.named_by:
            assert name in shared_fields(synced_kinds()[naming])


@pytest.mark.parametrize("kind", sorted(CLINICAL))
def test_a_front_desk_is_never_given_a_clinical_row(kind: str) -> None:
    assert DESK.always(kind) is False


def test_whoever_holds_the_whole_clinic_holds_everything() -> None:
    assert all(WHOLE.always(kind) for kind in KINDS)
    assert WHOLE.version == 0


@pytest.mark.parametrize("kind", CAMP_KINDS)
def test_a_row_is_in_its_camp_and_in_no_other(kind: str) -> None:
    copy = Copy("A")
    key = into_camp(copy, kind)

    assert camps_of(copy, key) == {CAMP}
    with copy.engine.begin() as connection:
        place = (kind, key.bytes)
        assert inside(connection, IN_CAMP, [place]) == {place}
        assert inside(connection, Scope(DeviceScope.CAMP, OTHER.bytes), [place]) == set()
        assert inside(connection, Scope(DeviceScope.CAMP), [place]) == set()


@pytest.mark.parametrize("kind", CAMP_KINDS)
def test_a_row_that_is_made_in_its_camp_needs_no_crossing(kind: str) -> None:
    copy = Copy("A")
    key = into_camp(copy, kind)

    named = bool(HOLDINGS[kind].named_by)
    assert crossings_of(copy, key) == ([True] if named else [])


@pytest.mark.parametrize("kind", CAMP_KINDS)
def test_every_order_of_arrival_puts_a_row_into_the_same_camps(kind: str) -> None:
    here = Copy("A")
    key = into_camp(here, kind)
    for order in list(permutations(here.own_works()))[:24]:
        there = Copy("B")
        for work in order:
            there.take([work])
        assert camps_of(there, key) == {CAMP}


def test_children_that_came_before_their_parent_follow_it_into_the_camp() -> None:
    here, there = Copy("A"), Copy("B")
    visit = here.make(a_row("visit", event_id=CAMP))
    paper = here.make(a_row("prescription", visit_id=visit))
    line = here.make(a_row("medicine_line", prescription_id=paper))
    for work in reversed(here.own_works()):
        there.take([work])

    assert camps_of(there, line) == {CAMP}
    assert crossings_of(there, line) == [True]


def test_a_patient_enters_with_a_registration_that_names_them_and_leaves_when_it_names_another() -> None:
    copy = Copy("A")
    patient, allergic_to = copy.make(a_row("patient")), UUID(int=0)
    allergic_to = copy.make(a_row("allergy", patient_id=patient))
    registration = bring(copy, "patient", patient)
    assert camps_of(copy, patient) == camps_of(copy, allergic_to) == {CAMP}

    other = copy.make(a_row("patient"))
    copy.edit(synced_kinds()["registration"], registration, patient_id=other)
    assert camps_of(copy, patient) == camps_of(copy, allergic_to) == set()
    assert camps_of(copy, other) == {CAMP}
    assert crossings_of(copy, patient) == crossings_of(copy, allergic_to) == [True, False]


def test_a_registration_that_is_taken_back_names_nobody() -> None:
    copy = Copy("A")
    patient = copy.make(a_row("patient"))
    registration = bring(copy, "patient", patient)
    copy.edit(synced_kinds()["registration"], registration, withdrawn="made twice")

    assert camps_of(copy, patient) == set()
    assert camps_of(copy, registration) == {CAMP}


def test_a_patient_of_two_camps_leaves_one_and_stays_in_the_other() -> None:
    copy = Copy("A")
    patient = copy.make(a_row("patient"))
    first = bring(copy, "patient", patient, CAMP)
    bring(copy, "patient", patient, OTHER)
    copy.edit(synced_kinds()["registration"], first, withdrawn="made twice")

    assert camps_of(copy, patient) == {OTHER}


def test_what_a_laptop_holds_follows_from_its_event_and_the_roles_of_its_owner() -> None:
    assert sort_for({Role.RECEPTIONIST}, None) is DeviceScope.DESK
    assert sort_for({Role.RECEPTIONIST, Role.CASHIER}, None) is DeviceScope.DESK
    assert sort_for({Role.RECEPTIONIST, Role.NURSE}, None) is DeviceScope.CLINIC
    assert sort_for({Role.SUPERVISOR}, None) is DeviceScope.CLINIC
    assert sort_for({Role.SUPERVISOR}, CAMP) is DeviceScope.CAMP


def test_a_laptop_of_a_sort_nobody_knows_here_is_given_the_least() -> None:
    assert scope_for("pharmacy", None) == Scope(DeviceScope.CAMP)
    assert scope_for("clinic", CAMP.bytes) == IN_CAMP


def test_a_cursor_tells_scopes_apart() -> None:
    several = [WHOLE, DESK, IN_CAMP, Scope(DeviceScope.CAMP, OTHER.bytes), Scope(DeviceScope.CAMP)]
    assert len({scope.version for scope in several}) == len(several)
