"""The table of roles, written out once more by hand: every cell is asked in both directions."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from models.people.rights import Deed, Grant, Row, may
from models.vocabulary import DeviceScope, Role

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
ME, SOMEBODY = UUID(int=1), UUID(int=2)
OUR_CAMP, OTHER_CAMP = UUID(int=11), UUID(int=12)

# clinic C, own O, camp E, nothing -
CELLS = """
deed receptionist doctor nurse pharmacist lab cashier volunteer coordinator supervisor admin system
search_patient        C C C C C C E E C C -
register_patient      C C C - - - E E C C -
see_queue             C O C C C C E E C C -
give_token            C O C - - C E E C C -
call_token            C O C - - C E E C C -
read_notes            - O O - - - - - - C -
write_notes           - O O - - - - - - - -
read_vitals           - O C - - - - - - C -
write_vitals          - O C - - - - - - C -
write_allergy         - C C - - - - - - - -
write_diagnosis       - O - - - - - - - - -
prescribe             - O O - - - - - - - -
sign_prescription     - O - - - - - - - - -
dispense              - - - C - - - - - C -
enter_results         - - O - C - - - - C -
see_bill              C C - C C C - - C C -
bill                  C - - C C C - - C C -
take_payment          C - - C C C - - C C -
approve_discount      - - - - - - - - C C -
refund                - - - - - - - - C C -
close_day             - - - - - C - - C C -
set_prices            - - - - - - - - C C -
plan_camp             - - - - - - - E C C -
see_camp              C C C - - C E E C C -
register_participant  C C C - - - E E C C -
issue_pass            C C C - - C E E C C -
check_in              C C C - - C E E C C -
revoke_pass           - - - - - - - E C C -
see_overview          - - - - - - - E C C -
see_conflicts         - O - - - - - E C C -
settle_conflict       - - - - - - - E C C -
export_list           - - - - - - - E C C -
read_audit            O O O O O O O E C C -
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
    "mine, no camp": Row(owner=ME),
    "mine, our camp": Row(event_id=OUR_CAMP, owner=ME),
    "mine, other camp": Row(event_id=OTHER_CAMP, owner=ME),
    "theirs, no camp": Row(owner=SOMEBODY),
    "theirs, our camp": Row(event_id=OUR_CAMP, owner=SOMEBODY),
    "theirs, other camp": Row(event_id=OTHER_CAMP, owner=SOMEBODY),
    "nobody's, no camp": Row(),
    "nobody's, our camp": Row(event_id=OUR_CAMP),
}


def grant_of(role: Role, scope: DeviceScope = DeviceScope.CLINIC, event_id: UUID | None = None) -> Grant:
    return Grant(ME, role, NOW - timedelta(days=1), None, scope, event_id)


def test_every_deed_and_role_has_a_cell() -> None:
    assert {(deed, role) for deed, role, _ in TABLE} == {(deed, role) for deed in Deed for role in Role}


@pytest.mark.parametrize("role", Role)
def test_each_cell_in_both_directions(role: Role) -> None:
    whole = grant_of(role)
    ours = grant_of(role, DeviceScope.CAMP, OUR_CAMP)
    for deed, cell in [(deed, cell) for deed, one, cell in TABLE if one is role]:
        for name, row in ROWS.items():
            mine, camp = name.startswith("mine"), row.event_id is not None
            at_large = {"C": True, "O": mine, "E": camp, "-": False}[cell]
            at_ours = row.event_id == OUR_CAMP and cell != "-" and (cell != "O" or mine)
            assert may(whole, deed, NOW, row) is at_large, (deed, name)
            assert may(ours, deed, NOW, row) is at_ours, (deed, name)
        assert may(whole, deed, NOW) is (cell != "-")


@pytest.mark.parametrize("role", Role)
def test_a_role_given_for_a_camp_that_names_none_reaches_nothing(role: Role) -> None:
    nowhere = grant_of(role, DeviceScope.CAMP)
    assert not any(may(nowhere, deed, NOW, row) for deed in Deed for row in (None, *ROWS.values()))


@pytest.mark.parametrize("role", Role)
def test_a_grant_counts_only_while_it_lasts(role: Role) -> None:
    grant = Grant(ME, role, NOW, NOW + timedelta(hours=1))
    moments = {-1: False, 0: True, 59: True, 60: False}
    for minutes, allowed in moments.items():
        assert may(grant, Deed.USE_LAPTOP, NOW + timedelta(minutes=minutes)) is allowed
