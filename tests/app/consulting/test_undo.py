import pytest

from app.consulting.allergies import add_allergy, withdraw_allergy
from app.consulting.complete import complete_visit
from app.consulting.name_diagnosis import add_diagnosis
from app.consulting.notes import save_notes
from app.consulting.prescribe import change_line, remove_line
from app.consulting.record_vitals import record_vitals
from app.consulting.sign import sign_prescription
from app.people.register import NewPatient, register_patient
from app.reception.call import start_token
from app.reception.give_token import NewToken, give_token
from app.taking_back import Done, take_back
from app.work import Refused
from models.vocabulary import Role, TokenState
from tests.app.consulting.seeing import Seeing
from tests.app.consulting.test_visits import state_of


def test_a_line_is_taken_back_and_so_is_its_change(seeing: Seeing) -> None:
    added = seeing.prescribe("metf 500 1-0-1 pc 30d")
    [one] = seeing.shown().prescription.lines
    assert one.seen is not None
    changed = seeing.doctor.run(change_line, one.line.id, one.seen, {"dose": "1-1-1", "when": "ac 10d"})

    assert seeing.doctor.run(take_back, changed).deed == "change_line"
    assert seeing.lines() == ["Metformin 500 mg 1-0-1 30d 60"]
    with pytest.raises(Refused, match="You changed this since"):
        seeing.doctor.run(take_back, added)


def test_what_was_taken_out_comes_back(seeing: Seeing) -> None:
    added = seeing.prescribe("metf 500 1-0-1 pc 30d")
    assert added.id is not None
    removed = seeing.doctor.run(remove_line, added.id)
    assert seeing.lines() == []
    seeing.doctor.run(take_back, removed)
    assert seeing.lines() == ["Metformin 500 mg 1-0-1 30d 60"]


def test_the_first_line_taken_back_leaves_the_others(seeing: Seeing) -> None:
    first = seeing.prescribe("metf 500 1-0-1 pc 30d")
    seeing.prescribe("amlo 5 0-0-1 30d")
    seeing.doctor.run(take_back, first)

    assert seeing.lines() == ["Amlodipine 5 mg 0-0-1 30d 30"]


def test_notes_vitals_diagnoses_and_allergies_are_taken_back(seeing: Seeing) -> None:
    seen = seeing.shown().notes.seen
    seeing.doctor.run(save_notes, seeing.visit, seen, {"complaint": "Tired"})
    saved = seeing.doctor.run(
        save_notes, seeing.visit, seeing.shown().notes.seen, {"complaint": "Not tired", "advice": "Walk"}
    )
    vitals = seeing.doctor.run(record_vitals, seeing.patient, {"pulse_per_min": 72}, seeing.visit)
    diagnosis = seeing.doctor.run(add_diagnosis, seeing.visit, "Hypertension", "I10")
    allergy = seeing.doctor.run(add_allergy, seeing.patient, "Penicillin")
    assert isinstance(vitals, Done)
    assert diagnosis is not None
    for done in (allergy, diagnosis, vitals, saved.done):
        seeing.doctor.run(take_back, done)
    shown = seeing.shown()

    assert (shown.notes.texts["complaint"], shown.notes.texts["advice"]) == ("Tired", "")
    assert shown.diagnoses == ()
    assert shown.vitals.id is None
    assert shown.banner.allergies is None


def test_a_withdrawn_allergy_comes_back_as_known(seeing: Seeing) -> None:
    done = seeing.doctor.run(add_allergy, seeing.patient, "Penicillin")
    assert done.id is not None
    gone = seeing.doctor.run(withdraw_allergy, done.id, "a slip")
    seeing.doctor.run(take_back, gone)

    assert [one.substance for one in seeing.shown().banner.allergies or ()] == ["Penicillin"]


def test_completing_is_taken_back_whole_until_the_next_is_inside(seeing: Seeing) -> None:
    desk = seeing.clinic.desk(Role.RECEPTIONIST)
    patient = desk.run(register_patient, NewPatient("Imran Shaikh")).id
    desk.run(give_token, patient, NewToken(seeing.clinic.account(Role.DOCTOR)))
    done = seeing.doctor.run(complete_visit, seeing.visit)
    seeing.doctor.run(take_back, done.done)
    assert (seeing.shown().is_open, state_of(seeing)) == (True, TokenState.WITH_DOCTOR)
    assert seeing.shown().waiting == 1

    done = seeing.doctor.run(complete_visit, seeing.visit)
    assert done.following is not None
    seeing.doctor.run(start_token, done.following.id)
    with pytest.raises(Refused, match="changed this since"):
        seeing.doctor.run(take_back, done.done)


def test_what_is_signed_is_not_taken_back(seeing: Seeing) -> None:
    added = seeing.prescribe("metf 500 1-0-1 pc 30d")
    seeing.doctor.run(sign_prescription, seeing.visit)
    for done in (added, Done(added.number + 1)):
        with pytest.raises(Refused):
            seeing.doctor.run(take_back, done)


def test_nobody_takes_back_what_another_did(seeing: Seeing) -> None:
    done = seeing.prescribe("metf 500")
    for number in (done.number, 10_000, 1):
        with pytest.raises(Refused, match="nothing to take back"):
            seeing.clinic.desk(Role.DOCTOR, 1).run(take_back, Done(number))
