import pytest

from app.supervision.clinic_settings import edit_clinic, see_clinic
from app.work import Refused
from models.vocabulary import Role
from tests.clinics import Clinic


def test_the_clinic_is_corrected_field_by_field(clinic: Clinic) -> None:
    admin = clinic.desk(Role.ADMIN)
    facts = admin.run(see_clinic)
    assert facts.discount_percent == 10
    fresh = admin.run(edit_clinic, facts.seen, {"address": "Main road, Rampur", "discount": "15 %"})
    assert (fresh.address, fresh.discount_percent, fresh.upi) == ("Main road, Rampur", 15, "rampur@upi")


def test_a_gstin_brings_its_state(clinic: Clinic) -> None:
    admin = clinic.desk(Role.ADMIN)
    fresh = admin.run(edit_clinic, admin.run(see_clinic).seen, {"gstin": "27AAPFU0939F1ZV"})
    assert fresh.state_code == "27"
    with pytest.raises(Refused) as refused:
        admin.run(edit_clinic, fresh.seen, {"state_code": "09"})
    assert refused.value.field == "state_code"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("gstin", "27AAPFU0939F1ZX"),
        ("upi", "no address"),
        ("phone", "12"),
        ("discount", "110"),
        ("name", " "),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field(clinic: Clinic, field: str, text: str) -> None:
    admin = clinic.desk(Role.ADMIN)
    with pytest.raises(Refused) as refused:
        admin.run(edit_clinic, admin.run(see_clinic).seen, {field: text})
    assert refused.value.field == field


def test_only_the_administrator_changes_the_clinic(clinic: Clinic) -> None:
    desk = clinic.desk(Role.RECEPTIONIST)
    facts = desk.run(see_clinic)
    assert not facts.may_edit
    with pytest.raises(Refused):
        desk.run(edit_clinic, facts.seen, {"name": "Other"})
