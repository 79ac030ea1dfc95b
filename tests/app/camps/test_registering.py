from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.camps.board import camp_board
from app.camps.lists import consent_wording, read_conditions
from app.camps.participants import (
    find_participants,
    list_participants,
    participant,
    people_like,
    villages_of,
)
from app.camps.people_list import read_list, read_people_list
from app.camps.registering import (
    MOST_IN_ONE_GO,
    NewParticipant,
    edit_participant,
    from_patient,
    give_consent,
    link_patient,
    register_participant,
    register_several,
    take_back_consent,
)
from app.camps.stages import cancel_event
from app.camps.tables import see_at_table, tables_of, unsee_at_table, waiting_at
from app.camps.typed import Typed, read_participant
from app.people.alike import Draft
from app.people.register import NewPatient, register_patient
from app.work import Lane, Refused
from models.people.patient import Consent
from models.vocabulary import RegistrationSource, Role, Sex
from tests.camps import SAVITRI, Camp

TODAY = date(2026, 11, 21)
WORDS = "I agree"


def test_numbers_are_unique_and_say_which_laptop(camp: Camp, apart: Camp) -> None:
    assert [camp.register().number, camp.register().number, apart.register().number] == [
        "A1-00001", "A1-00002", "B2-00001"
    ]  # fmt: skip


def test_conditions_and_medicines_come_back_as_they_were_said(camp: Camp) -> None:
    card = camp.register(
        replace(SAVITRI, conditions=("hypertension", "knee, pain"), medications="Amlodipine")
    )
    assert [str(one.said) for one in card.conditions] == ["BP patient", "knee pain"]
    assert card.medications == "Amlodipine"
    assert read_conditions(None) == ()


def test_consent_keeps_the_words_that_were_shown(camp: Camp) -> None:
    card = camp.register(replace(SAVITRI, consent=str(consent_wording()), consent_by="Mohan"))
    assert card.has_consent
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        [kept] = session.scalars(select(Consent).where(Consent.person_id == card.id))
        assert (kept.wording, kept.given_by, kept.purpose) == (str(consent_wording()), "Mohan", "camp")


def test_consent_is_taken_back_as_easily_as_it_is_given(camp: Camp) -> None:
    card = camp.register()
    assert not card.has_consent
    assert camp.gate.run(give_consent, camp.id, card.id, WORDS).has_consent
    assert not camp.gate.run(take_back_consent, camp.id, card.id).has_consent
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        [kept] = session.scalars(select(Consent).where(Consent.person_id == card.id))
        assert kept.withdrawn == "taken back"


def test_a_referral_says_who_sent_them(camp: Camp) -> None:
    with pytest.raises(Refused) as refused:
        camp.register(replace(SAVITRI, source=RegistrationSource.REFERRAL))
    assert refused.value.field == "referred_by"


def test_a_patient_is_registered_with_nothing_typed_twice(camp: Camp) -> None:
    desk = camp.clinic.desk(Role.RECEPTIONIST)
    patient = desk.run(
        register_patient,
        NewPatient("Sunita Devi", Sex.FEMALE, date(1984, 7, 1), True, "9876543210", "Rampur"),
    )
    new = desk.run(from_patient, patient.id)
    card = desk.run(register_participant, camp.id, new)

    assert (card.name, card.born_on, card.phone, card.patient_id) == (
        "Sunita Devi", date(1984, 7, 1), "9876543210", patient.id
    )  # fmt: skip
    other = camp.register()
    desk.run(link_patient, camp.id, other.id, patient.id)
    assert camp.gate.run(participant, camp.id, other.id).patient_id == patient.id


def test_a_volunteer_does_not_look_into_the_clinics_patients(camp: Camp) -> None:
    patient = camp.clinic.desk(Role.RECEPTIONIST).run(register_patient, NewPatient("Sunita Devi"))
    with pytest.raises(Refused):
        camp.gate.run(from_patient, patient.id)


def test_an_edit_writes_only_what_was_changed(camp: Camp) -> None:
    card = camp.register()
    card = camp.gate.run(edit_participant, camp.id, card.id, card.seen, {"conditions": ("diabetes",)})
    card = camp.gate.run(edit_participant, camp.id, card.id, card.seen, {"village": "Kemri"})
    assert [one.key for one in card.conditions] == ["diabetes"]
    assert (card.village, card.name) == ("Kemri", "Savitri Bai")
    with pytest.raises(Refused):
        camp.gate.run(edit_participant, camp.id, card.id, card.seen, {"name": " "})
    with pytest.raises(TypeError):
        camp.gate.run(edit_participant, camp.id, card.id, card.seen, {"patient_id": None})


@pytest.mark.parametrize(
    "typed",
    ["sav", "Savitri B", "savithri", "सावित्री", "9876543210", "98765 43210", "3210", "A1-00001", "bhimp"],
)
def test_people_are_found_however_they_are_named(camp: Camp, typed: str) -> None:
    savitri = camp.register()
    camp.register(NewParticipant("Raju Munda", Sex.MALE, phone="8000000001", village="Kemri"))
    found = camp.gate.run(find_participants, camp.id, typed)
    assert [one.id for one in found] == [savitri.id]


def test_the_code_on_a_pass_finds_its_person(camp: Camp) -> None:
    savitri = camp.register()
    camp.register(NewParticipant("Raju Munda"))
    assert savitri.pass_code is not None
    assert [one.id for one in camp.gate.run(find_participants, camp.id, savitri.pass_code)] == [savitri.id]
    assert camp.gate.run(find_participants, camp.id, "") == ()


def test_who_may_be_registered_already_is_told_before_they_are_again(camp: Camp) -> None:
    savitri = camp.register()
    raju = camp.register(NewParticipant("Raju Munda", Sex.MALE, phone="9876543210"))
    desk = camp.clinic.desk(Role.RECEPTIONIST)
    patient = desk.run(
        register_patient, NewPatient("Savitri Bai", Sex.FEMALE, phone="9876543210", village="Bhimpur")
    )
    draft = Draft("Savithri Bai", Sex.FEMALE, phone="9876543210", village="Bhimpur")
    at_gate = camp.gate.run(people_like, camp.id, draft)
    at_desk = desk.run(people_like, camp.id, draft)

    assert [one.person.id for one in at_gate.alike] == [savitri.id]
    assert [one.id for one in at_gate.family] == [raju.id]
    assert [(one.person.id, one.person.event_id) for one in at_desk.alike] == [
        (savitri.id, camp.id), (patient.id, None)
    ]  # fmt: skip
    assert camp.gate.run(people_like, camp.id, Draft()).alike == ()


def test_villages_are_offered_the_commonest_first(camp: Camp) -> None:
    for village in ("Kemri", "Bhimpur", "Bhimpur", None):
        camp.register(replace(SAVITRI, village=village))
    assert camp.gate.run(villages_of, camp.id) == ("Bhimpur", "Kemri")


def test_lists_show_who_is_in_and_who_is_to_come(camp: Camp) -> None:
    savitri, raju = camp.register(), camp.register(NewParticipant("Raju Munda"))
    camp.scan(camp.pass_of(savitri).text)
    everybody = camp.gate.run(list_participants, camp.id)
    assert [one.id for one in everybody] == [raju.id, savitri.id]
    assert [one.token for one in everybody] == [None, "A-001"]
    assert [one.id for one in camp.gate.run(list_participants, camp.id, admitted=True)] == [savitri.id]
    assert [one.id for one in camp.gate.run(list_participants, camp.id, admitted=False)] == [raju.id]


def test_the_board_counts_people_at_each_table(camp: Camp) -> None:
    people = [camp.register(NewParticipant(f"Person {letter}")) for letter in "abcd"]
    for one in people[:3]:
        camp.scan(camp.pass_of(one).text)
    tables = camp.gate.run(tables_of, camp.id)
    camp.gate.run(see_at_table, camp.id, tables[0].id, people[0].id)
    camp.gate.run(see_at_table, camp.id, tables[1].id, people[0].id)
    camp.gate.run(see_at_table, camp.id, tables[1].id, people[1].id)
    board = camp.gate.run(camp_board, camp.id)

    assert (board.registered, board.checked_in, board.screened) == (4, 3, 2)
    assert [(one.screened, one.waiting) for one in board.tables][:3] == [(1, 2), (2, 0), (0, 1)]
    first = camp.gate.run(waiting_at, camp.id, tables[0].id)
    assert {one.registration_id for one in first} == {people[1].id, people[2].id}
    assert [one.registration_id for one in camp.gate.run(waiting_at, camp.id, tables[2].id)] == [people[0].id]


def test_a_visit_noted_by_mistake_is_taken_back(camp: Camp) -> None:
    savitri = camp.register()
    table = camp.gate.run(tables_of, camp.id)[0]
    for _ in range(2):
        camp.gate.run(see_at_table, camp.id, table.id, savitri.id)
    card = camp.gate.run(unsee_at_table, camp.id, table.id, savitri.id)
    assert card.next_stop is not None
    assert card.next_stop.id == table.id
    with pytest.raises(Refused):
        camp.gate.run(unsee_at_table, camp.id, table.id, savitri.id)


def test_nobody_is_registered_for_a_cancelled_camp(camp: Camp) -> None:
    camp.coordinator.run(cancel_event, camp.id, "rain")
    with pytest.raises(Refused, match="cancelled"):
        camp.register()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed(""), "name"),
        (Typed("Savitri", phone="98765"), "phone"),
        (Typed("Savitri", age="140"), "age"),
        (Typed("Savitri", age="1/1/2030"), "age"),
        (Typed("Savitri", sex="x"), "sex"),
        (Typed("S" * 500), "name"),
        (Typed("Savitri", village="v" * 400), "village"),
        (Typed("Savitri", medications="2345 6789 0124"), "medications"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(typed: Typed, field: str) -> None:
    with pytest.raises(Refused) as refused:
        read_participant(typed, TODAY)
    assert refused.value.field == field


def test_a_form_is_read_into_values() -> None:
    new = read_participant(Typed(" savitri  bai ", "98765 43210", "54", "f", "Bhimpur"), TODAY)
    assert (new.name, new.phone, new.born_on, new.birth_is_estimated, new.sex) == (
        "savitri bai", "9876543210", date(1972, 7, 1), True, Sex.FEMALE
    )  # fmt: skip


LIST = """\ufeffName;Mobile;Age;Gender;Village
Savitri Bai;9876543210;54;F;Bhimpur
Raju Munda;12;40;M;Kemri
;9876543211;20;F;Kemri

मंगल उरांव;8000000002;61;पुरुष;भीमपुर
Savithri Bai;9876543210;54;F;Bhimpur
"""


def test_a_list_is_read_line_by_line_and_bad_lines_are_named(camp: Camp) -> None:
    read = read_list(LIST.encode(), TODAY)
    assert [one.name for one in read.people] == ["Savitri Bai", "मंगल उरांव", "Savithri Bai"]
    assert [bad.line for bad in read.bad] == [3, 4]
    camp.register()
    fresh = camp.gate.run(read_people_list, camp.id, LIST.encode())
    assert ([one.name for one in fresh.people], fresh.known) == (["मंगल उरांव"], 2)
    assert camp.gate.run(register_several, camp.id, fresh.people) == 1
    [mangal] = camp.gate.run(find_participants, camp.id, "mangal")
    assert camp.gate.run(participant, camp.id, mangal.id).pass_code is not None


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", bytes(range(256)), b"\x00" * 50])
def test_a_file_that_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_list(data, TODAY)


def test_a_long_list_is_registered_in_parts(camp: Camp) -> None:
    people = [replace(SAVITRI, name=f"Person {chr(97 + n % 26)}") for n in range(MOST_IN_ONE_GO)]
    assert camp.gate.run(register_several, camp.id, people) == MOST_IN_ONE_GO
    with pytest.raises(ValueError, match="parts"):
        camp.gate.run(register_several, camp.id, [*people, SAVITRI])
