import pytest

from app.consulting.allergies import add_allergy, no_known_allergies, withdraw_allergy
from app.consulting.consultation import consultation
from app.consulting.visits import open_visit
from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from app.work import Refused
from models.vocabulary import Role
from tests.app.consulting.seeing import Seeing
from tests.clinics import Clinic
from tests.laptops import exchange


def words(seeing: Seeing) -> list[str] | None:
    allergies = seeing.shown().banner.allergies
    return None if allergies is None else [one.words for one in allergies]


def test_not_asked_is_not_none_known(seeing: Seeing) -> None:
    assert words(seeing) is None
    seeing.doctor.run(no_known_allergies, seeing.patient)
    assert words(seeing) == []
    seeing.doctor.run(add_allergy, seeing.patient, "Penicillin", "rash", "2021")
    assert words(seeing) == ["Penicillin · rash, 2021"]


def test_an_allergy_is_written_once(seeing: Seeing) -> None:
    seeing.doctor.run(add_allergy, seeing.patient, "Penicillin")
    with pytest.raises(Refused, match="already"):
        seeing.doctor.run(add_allergy, seeing.patient, " penicillin ")
    with pytest.raises(Refused):
        seeing.doctor.run(add_allergy, seeing.patient, "  ")


def test_none_known_is_refused_while_one_stands(seeing: Seeing) -> None:
    seeing.doctor.run(add_allergy, seeing.patient, "Penicillin")
    with pytest.raises(Refused):
        seeing.doctor.run(no_known_allergies, seeing.patient)


def test_with_the_last_one_taken_out_somebody_has_to_ask_again(seeing: Seeing) -> None:
    seeing.doctor.run(add_allergy, seeing.patient, "Penicillin")
    seeing.clinic.clock.move(minutes=1)
    done = seeing.doctor.run(add_allergy, seeing.patient, "Sulfa")
    [first, second] = seeing.shown().banner.allergies or ()
    assert second.id == done.id
    seeing.doctor.run(withdraw_allergy, second.id, "of her sister")
    assert words(seeing) == ["Penicillin"]
    seeing.doctor.run(withdraw_allergy, first.id, "of her sister")
    assert words(seeing) is None


def test_taking_one_out_needs_a_reason_and_a_right(seeing: Seeing) -> None:
    done = seeing.doctor.run(add_allergy, seeing.patient, "Penicillin")
    assert done.id is not None
    with pytest.raises(Refused):
        seeing.doctor.run(withdraw_allergy, done.id, " ")
    with pytest.raises(Refused):
        seeing.clinic.desk(Role.CASHIER).run(withdraw_allergy, done.id, "wrong")


def test_allergies_of_two_laptops_unite_and_none_known_never_wins(laptops: tuple[Clinic, Clinic]) -> None:
    here, there = laptops
    who = NewToken(here.account(Role.DOCTOR))
    given = here.desk(Role.RECEPTIONIST).run(register_and_give_token, NewPatient("Sunita Devi"), who)
    visit = here.desk(Role.DOCTOR).run(open_visit, given.given.token.id)
    exchange(here, there)
    patient = given.patient.id
    here.desk(Role.DOCTOR).run(add_allergy, patient, "Penicillin", "rash")
    here.desk(Role.DOCTOR).run(add_allergy, patient, "Aspirin")
    there.desk(Role.NURSE).run(no_known_allergies, patient)
    there.desk(Role.NURSE).run(add_allergy, patient, "Sulfa")
    exchange(here, there)

    for clinic in laptops:
        found = clinic.desk(Role.DOCTOR).run(consultation, visit).banner.allergies or ()
        assert {one.substance for one in found} == {"Penicillin", "Aspirin", "Sulfa"}
