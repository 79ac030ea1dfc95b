"""The table of roles, written out once more by hand: every cell is asked in both directions."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from models.people.rights import Deed, Grant, Reach, Row, Term, may, reach_of, terms_of
from models.vocabulary import DeviceScope, Role

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
ME, SOMEBODY = UUID(int=1), UUID(int=2)
OUR_CAMP, OTHER_CAMP = UUID(int=11), UUID(int=12)
ASHA, OTHER_PATIENT = UUID(int=21), UUID(int=22)

    "receptionist doctor nurse pharmacist lab cashier volunteer coordinator supervisor admin system".split()
)  # noqa: SIM905 - the head of the table
# clinic C, own O, own camp E, nothing -; small letters: only if a term is met
CELLS = """
deed receptionist doctor nurse pharmacist lab cashier volunteer coordinator supervisor admin system
search_patient        C C C C C C E E C C -
register_patient      C C C - - - E E C C -
see_queue             C O C C C C E E C C -
give_token            C O C - - C E E C C -
call_token            C O C - - C E E C C -
book                  C O C - - C - - C C -
read_notes            - O O - - - - - - C -
write_notes           - O O - - - - - - - -
read_allergy          - C C C - - - - - C -
write_allergy         - C C - - - - - - - -
write_diagnosis       - O - - - - - - - - -
break_glass           - C C - - - - - C - -
read_vitals           - O C - - - e - - C -
write_vitals          - O C - - - e - - C -
prescribe             - O o - - - - - - - -
sign_prescription     - O - - - - - - - - -
read_prescription     - O O C - - - - - C -
dispense              - - - C - - - - - C -
enter_results         - - O - C - - - - C -
see_results           - C C C C - - - C C -
see_bill              C C - C C C - - C C -
bill                  C - - C C C - - C C -
take_payment          C - - C C C - - C C -
propose_refund        C - - - - C - - C C -
refund                - - - - - - - - C C -
approve_discount      - - - - - - - - C C -
propose_close         C - - - - C - - C C -
close_day             - - - - - C - - C C -
set_prices            - - - - - - - - C C -
plan_camp             - - - - - - - E C C -
see_camp              C C C - - - E E C C -
register_participant  C C C - - - E E C C -
issue_pass            C C C - - - E E C C -
check_in              C C C - - - E E C C -
revoke_pass           - - - - - - - E C C -
export_list           - - - - - - - e c c -
read_audit            O O O O O O O E C C -
see_overview          - - - - - - - E C C -
settle_conflict       - - - - - - - E C C -
manage_staff          - - - - - - - - C C -
manage_clinic         - - - - - - - - - C -
enrol_device          - - - - - - - - C C -
revoke_device         - - - - - - - - C C -
sync                  C C C C C C E E C C C
use_laptop            C C C C C C E E C C C
keep_store            - - - - - - - - C C C
found_clinic          - - - - - - - - - - C
"""
HEAD, *LINES = (line.split() for line in CELLS.strip().splitlines())
TABLE = [
    (Deed(deed), Role(role), cell)
    for deed, *cells in LINES
    for role, cell in zip(HEAD[1:], cells, strict=True)
]
ROWS = {
    "mine, no camp": Row(owner=ME, patient_id=ASHA),
    "mine, our camp": Row(event_id=OUR_CAMP, owner=ME, patient_id=ASHA),
    "mine, other camp": Row(event_id=OTHER_CAMP, owner=ME, patient_id=ASHA),
    "theirs, no camp": Row(owner=SOMEBODY, patient_id=OTHER_PATIENT),
    "theirs, our camp": Row(event_id=OUR_CAMP, owner=SOMEBODY, patient_id=OTHER_PATIENT),
    "theirs, other camp": Row(event_id=OTHER_CAMP, owner=SOMEBODY, patient_id=OTHER_PATIENT),
    "nobody's, no camp": Row(),
    "nobody's, our camp": Row(event_id=OUR_CAMP),
}
EVERYTHING = frozenset(Term)


def clinic_grant(role: Role, **more: object) -> Grant:
    return Grant(ME, role, NOW - timedelta(days=1), **more)  # type: ignore[arg-type]  # as written by the caller


def camp_grant(role: Role, **more: object) -> Grant:
    return clinic_grant(role, scope=DeviceScope.CAMP, event_id=OUR_CAMP, **more)


def test_every_deed_and_role_has_a_cell() -> None:
    assert {(deed, role) for deed, role, _ in TABLE} == {(deed, role) for deed in Deed for role in Role}


@pytest.mark.parametrize(("deed", "role", "cell"), TABLE, ids=str)
def test_cell(deed: Deed, role: Role, cell: str) -> None:
    reach = cell.upper()
    for name, row in ROWS.items():
        in_clinic = {"C": True, "O": name.startswith("mine")}.get(reach, False)
        in_camp = reach != "-" and "our camp" in name and (reach != "O" or name.startswith("mine"))
        assert may(clinic_grant(role), deed, NOW, row, EVERYTHING) is in_clinic, name
        assert may(camp_grant(role), deed, NOW, row, EVERYTHING) is in_camp, name
        if cell.islower():
            assert not may(clinic_grant(role), deed, NOW, row), name
            assert not may(camp_grant(role), deed, NOW, row), name
    assert may(clinic_grant(role), deed, NOW, None, EVERYTHING) is (reach != "-")
    assert may(clinic_grant(role), deed, NOW) is (reach != "-" and not cell.islower())


def test_what_each_small_letter_asks_for() -> None:
    assert terms_of(Role.SUPERVISOR, Deed.EXPORT_LIST) == {Term.TWO_PERSONS}
    assert terms_of(Role.NURSE, Deed.PRESCRIBE) == {Term.PROTOCOL_LIST}
    assert terms_of(Role.VOLUNTEER, Deed.WRITE_VITALS) == {Term.TRAINED}
    assert terms_of(Role.DOCTOR, Deed.PRESCRIBE) == frozenset()


def test_a_trained_volunteer_measures_at_her_camp_only() -> None:
    trained = camp_grant(Role.VOLUNTEER, trained=True)
    assert may(trained, Deed.WRITE_VITALS, NOW, Row(event_id=OUR_CAMP))
    assert not may(trained, Deed.WRITE_VITALS, NOW, Row(event_id=OTHER_CAMP))
    assert not may(trained, Deed.READ_NOTES, NOW, Row(event_id=OUR_CAMP))


@pytest.mark.parametrize("role", Role)
def test_a_grant_counts_only_while_it_lasts(role: Role) -> None:
    grant = Grant(ME, role, NOW, NOW + timedelta(hours=1))
    moments = {-1: False, 0: True, 59: True, 60: False}
    for minutes, allowed in moments.items():
        assert may(grant, Deed.SYNC, NOW + timedelta(minutes=minutes)) is allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", Deed)
def test_a_broken_glass_opens_reading_of_one_patient_and_no_more(role: Role, deed: Deed) -> None:
    broken = clinic_grant(role, opens=OTHER_PATIENT)
    hers = ROWS["theirs, no camp"]
    without = may(clinic_grant(role), deed, NOW, hers)
    reading = deed in {
        Deed.READ_NOTES,
        Deed.READ_VITALS,
        Deed.READ_PRESCRIPTION,
        Deed.READ_ALLERGY,
        Deed.SEE_RESULTS,
    }
    may_break = role in {Role.DOCTOR, Role.NURSE, Role.SUPERVISOR}
    assert may(broken, deed, NOW, hers) is (without or (reading and may_break))
    somebody_else = Row(owner=SOMEBODY, patient_id=ASHA)
    assert may(broken, deed, NOW, somebody_else) is may(clinic_grant(role), deed, NOW, somebody_else)


def test_admins_read_everything_and_sign_nothing() -> None:
    assert reach_of(Role.ADMIN, Deed.SIGN_PRESCRIPTION) is reach_of(Role.ADMIN, Deed.PRESCRIBE) is Reach.NONE
