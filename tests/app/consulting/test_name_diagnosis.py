import pytest

from app.consulting.name_diagnosis import add_diagnosis, set_long_term, withdraw_diagnosis
from app.consulting.suggest import is_usually_long_term, suggest_diagnoses
from app.consulting.visits import open_visit_without_token
from app.work import Refused
from models.vocabulary import Role
from tests.app.consulting.seeing import Seeing


def chips(seeing: Seeing) -> list[str]:
    return [f"{one.code} {one.text}".strip() for one in seeing.shown().diagnoses]


def conditions(seeing: Seeing) -> list[str]:
    return [one.text for one in seeing.shown().banner.conditions]


def test_coded_or_free_and_never_twice(seeing: Seeing) -> None:
    seeing.doctor.run(add_diagnosis, seeing.visit, "Hypertension", "I10")
    seeing.clinic.clock.move(minutes=1)
    seeing.doctor.run(add_diagnosis, seeing.visit, "Tired of waiting")
    assert seeing.doctor.run(add_diagnosis, seeing.visit, "High BP", "I10") is None
    assert seeing.doctor.run(add_diagnosis, seeing.visit, "tired of  waiting") is None

    assert chips(seeing) == ["I10 Hypertension", "Tired of waiting"]


def test_long_term_stays_in_the_banner_at_later_visits(seeing: Seeing) -> None:
    seeing.doctor.run(add_diagnosis, seeing.visit, "Hypertension", "I10", is_long_term=True)
    seeing.doctor.run(add_diagnosis, seeing.visit, "Common cold", "J00")
    later = seeing.doctor.run(open_visit_without_token, seeing.patient)
    assert conditions(Seeing(seeing.clinic, seeing.doctor, later, seeing.token)) == ["Hypertension"]

    [kept] = seeing.shown().banner.conditions
    seeing.doctor.run(set_long_term, kept.id, kept.seen, False)
    assert conditions(seeing) == []


def test_another_doctor_who_sees_the_patient_may_take_a_wrong_one_out(seeing: Seeing) -> None:
    done = seeing.doctor.run(add_diagnosis, seeing.visit, "Asthma", "J45.9", is_long_term=True)
    assert done is not None
    assert done.id is not None
    other = seeing.clinic.desk(Role.DOCTOR, 1)
    with pytest.raises(Refused):
        other.run(withdraw_diagnosis, done.id, "was bronchitis")
    other.run(open_visit_without_token, seeing.patient)
    other.run(withdraw_diagnosis, done.id, "was bronchitis")
    assert conditions(seeing) == []


def test_a_nurse_names_no_diagnosis(seeing: Seeing) -> None:
    with pytest.raises(Refused):
        seeing.clinic.desk(Role.NURSE).run(add_diagnosis, seeing.visit, "Hypertension")


def test_empty_and_endless_names_are_refused(seeing: Seeing) -> None:
    for text in (" ", "a" * 500):
        with pytest.raises(Refused):
            seeing.doctor.run(add_diagnosis, seeing.visit, text)


def test_what_people_type_finds_codes(seeing: Seeing) -> None:
    answer = seeing.doctor.run(suggest_diagnoses, "htn")
    assert (answer.text, answer.found[0].code) == ("htn", "I10")
    assert is_usually_long_term("I10")
    assert not is_usually_long_term("J00")
