"""The conflict desk's questions and answers, on two laptops that exchange their works by hand."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.people.edit import edit_patient
from app.people.register import NewPatient, PatientCard, register_patient
from app.refused import Refused
from app.supervision.another_value import choices_for
from app.supervision.conflict_words import DETAIL, FIELDS, KINDS, field_words, kind_words
from app.supervision.conflicts import Conflict, conflict, conflicts, waiting_conflicts
from app.supervision.settling import Answer, Settled, reopen_conflict, settle_conflict
from app.words import Words
from app.work import Deed, Seen, Work, seen_of, use_case
from models.base import shared_fields, synced_kinds, table_of
from models.consulting.visit import Visit
from models.people.patient import Patient
from models.reception.token import Token
from models.vocabulary import Role, Sex, TokenState
from tests.clinics import Clinic
from tests.laptops import exchange, two_laptops

say = Words().slot


@pytest.fixture
def pair(founded: Path, tmp_path: Path) -> Iterator[tuple[Clinic, Clinic]]:
    one, two = two_laptops(founded, tmp_path)
    yield one, two
    one.close()
    two.close()


@pytest.fixture
def sunita(pair: tuple[Clinic, Clinic]) -> PatientCard:
    card = pair[0].desk(Role.RECEPTIONIST).run(register_patient, NewPatient("Sunita Devi", Sex.FEMALE))
    exchange(*pair)
    return card


def seen(at: Clinic, key: UUID, model: type[Any] = Patient) -> Seen:
    with Session(at.store.read_engine) as session:
        return seen_of(session.get_one(model, key))


def edit(at: Clinic, key: UUID, **values: Any) -> None:
    at.clock.move(minutes=1)
    at.desk(Role.RECEPTIONIST).run(edit_patient, key, seen(at, key), values)


def apart(pair: tuple[Clinic, Clinic], key: UUID) -> None:
    edit(pair[0], key, name="Sunita Kumari")
    pair[1].clock.move(minutes=5)
    edit(pair[1], key, name="Suneeta Devi")
    exchange(*pair)


def asked(at: Clinic, key: UUID, role: Role = Role.SUPERVISOR, kind: str = "patient") -> Conflict:
    found = at.desk(role).run(conflict, kind, key)
    assert found is not None
    return found


def picks(found: Conflict) -> Mapping[str, str]:
    """What each version of the first question says, with what picks it."""
    return {say(one.said): one.pick for one in found.questions[0].versions}


def settle(at: Clinic, found: Conflict, name: str, **answer: Any) -> Settled:
    line = found.line
    return at.desk(Role.SUPERVISOR).run(
        settle_conflict, line.kind, line.id, found.seen, {name: Answer(**answer)}
    )


def value(at: Clinic, key: UUID, name: str, model: type[Any] = Patient) -> Any:
    with Session(at.store.read_engine) as session:
        return getattr(session.get_one(model, key), name)


def test_both_values_are_shown_with_who_when_and_which_laptop(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    apart(pair, sunita.id)
    for clinic in pair:
        (line,) = clinic.desk(Role.SUPERVISOR).run(conflicts)
        assert (line.id, line.fields, line.may_settle) == (sunita.id, 1, True)
        assert clinic.desk(Role.SUPERVISOR).run(waiting_conflicts) == 1
    found = asked(pair[0], sunita.id)
    (question,) = found.questions
    assert question.label == FIELDS["name"]
    assert [say(one.said) for one in question.versions] == ["Sunita Kumari", "Suneeta Devi"]
    assert [one.is_shown for one in question.versions] == [False, True]
    assert [one.who for one in question.versions] == ["Priya Nair", "Priya Nair"]
    assert [one.is_here for one in question.versions] == [True, False]
    assert question.versions[0].laptop is not None
    assert (say(found.record[0][0]), found.record[0][1]) == ("Name", "Suneeta Devi")
    assert [say(past.said) for past in found.history if past.label == FIELDS["name"]] == [
        "Suneeta Devi", "Sunita Kumari", "Sunita Devi",
    ]  # fmt: skip


def test_a_clock_that_nobody_ever_checked_is_told(pair: tuple[Clinic, Clinic], sunita: PatientCard) -> None:
    apart(pair, sunita.id)
    doubts = [one.doubt for one in asked(pair[0], sunita.id).questions[0].versions]
    assert [say(one) for one in doubts if one] == ["The clock there was never checked."] * 2


def test_one_value_is_chosen_and_holds_everywhere(pair: tuple[Clinic, Clinic], sunita: PatientCard) -> None:
    apart(pair, sunita.id)
    found = asked(pair[0], sunita.id)
    settled = settle(pair[0], found, "name", pick=picks(found)["Sunita Kumari"])
    assert not settled.is_open
    exchange(*pair)

    for clinic in pair:
        assert value(clinic, sunita.id, "name") == "Sunita Kumari"
        assert clinic.desk(Role.SUPERVISOR).run(conflicts) == ()
        assert clinic.desk(Role.SUPERVISOR).run(conflict, "patient", sunita.id) is None


def test_another_value_can_be_typed_and_is_checked_as_at_the_desk(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    apart(pair, sunita.id)
    found = asked(pair[1], sunita.id)
    with pytest.raises(Refused) as refused:
        settle(pair[1], found, "name", typed="12345")
    assert refused.value.field == "name"
    settle(pair[1], found, "name", typed="Sunita Kumari Devi")
    exchange(*pair)
    assert [value(clinic, sunita.id, "name") for clinic in pair] == ["Sunita Kumari Devi"] * 2


def test_settling_can_be_taken_back_and_waits_again_everywhere(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    apart(pair, sunita.id)
    found = asked(pair[0], sunita.id)
    settled = settle(pair[0], found, "name", typed="Asha")
    for back in settled.back:
        for place in range(len(back.rounds)):
            pair[0].clock.move(seconds=1)
            pair[0].desk(Role.SUPERVISOR).run(reopen_conflict, back, place)
    exchange(*pair)

    for clinic in pair:
        assert set(picks(asked(clinic, sunita.id))) == {"Sunita Kumari", "Suneeta Devi"}
        assert value(clinic, sunita.id, "name") == "Suneeta Devi"


def test_taking_back_what_somebody_went_on_from_is_refused(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    apart(pair, sunita.id)
    settled = settle(pair[0], asked(pair[0], sunita.id), "name", typed="Asha")
    edit(pair[0], sunita.id, name="Usha")
    with pytest.raises(Refused):
        pair[0].desk(Role.SUPERVISOR).run(reopen_conflict, settled.back[0], 0)
    assert value(pair[0], sunita.id, "name") == "Usha"


def test_settled_differently_at_two_laptops_is_asked_once_more(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    apart(pair, sunita.id)
    for clinic, name in zip(pair, ("Sunita Kumari", "Suneeta Devi"), strict=True):
        found = asked(clinic, sunita.id)
        settle(clinic, found, "name", pick=picks(found)[name])
    exchange(*pair)

    for clinic in pair:
        assert set(picks(asked(clinic, sunita.id))) == {"Sunita Kumari", "Suneeta Devi"}


def test_what_was_settled_elsewhere_meanwhile_is_not_settled_over(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    apart(pair, sunita.id)
    found = asked(pair[0], sunita.id)
    settle(pair[1], asked(pair[1], sunita.id), "name", typed="Asha")
    exchange(*pair)
    with pytest.raises(Refused):
        settle(pair[0], found, "name", pick=picks(found)["Sunita Kumari"])
    assert value(pair[0], sunita.id, "name") == "Asha"


def test_a_birth_and_how_sure_it_is_are_one_question(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    exact, about = pair[0].clock.now.date().replace(year=1984), pair[0].clock.now.date().replace(year=1980)
    edit(pair[0], sunita.id, born_on=exact, birth_is_estimated=False)
    pair[1].clock.move(minutes=5)
    edit(pair[1], sunita.id, born_on=about, birth_is_estimated=True)
    exchange(*pair)
    found = asked(pair[0], sunita.id)
    assert [question.field for question in found.questions] == ["born_on"]
    settle(pair[0], found, "born_on", pick=picks(found)[say(exact)])
    exchange(*pair)

    for clinic in pair:
        assert value(clinic, sunita.id, "born_on") == exact
        assert value(clinic, sunita.id, "birth_is_estimated") is False
        assert clinic.desk(Role.SUPERVISOR).run(conflicts) == ()


@use_case(Deed.GIVE_TOKEN)
def put_token(work: Work, key: UUID, state: TokenState) -> None:
    work.put(work.session.get_one(Token, key), state=state)


@use_case(Deed.GIVE_TOKEN)
def a_token(work: Work, patient: UUID) -> UUID:
    return work.add(Token(patient_id=patient, day=work.today, lane="A", number=1, waits_from=work.now)).id


def test_cancelled_against_seen_is_asked_and_settled(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    token = pair[0].desk(Role.RECEPTIONIST).run(a_token, sunita.id)
    exchange(*pair)
    pair[0].desk(Role.RECEPTIONIST).run(put_token, token, TokenState.CANCELLED)
    pair[1].desk(Role.RECEPTIONIST).run(put_token, token, TokenState.DONE)
    exchange(*pair)
    found = asked(pair[1], token, kind="token")
    assert set(picks(found)) == {"Cancelled", "Seen"}
    assert found.line.title == "Sunita Devi"
    settle(pair[1], found, "state", pick=picks(found)["Cancelled"])
    exchange(*pair)

    for clinic in pair:
        assert value(clinic, token, "state", Token) is TokenState.CANCELLED
        assert clinic.desk(Role.SUPERVISOR).run(conflicts) == ()


@use_case(Deed.GIVE_TOKEN)
def void_patient(work: Work, key: UUID, reason: str) -> None:
    work.withdraw(work.session.get_one(Patient, key), reason)


@pytest.mark.parametrize("keep", [True, False])
def test_a_void_record_somebody_went_on_with_is_kept_void_or_brought_back(
    pair: tuple[Clinic, Clinic], sunita: PatientCard, keep: bool
) -> None:
    pair[0].desk(Role.RECEPTIONIST).run(void_patient, sunita.id, "made twice")
    pair[1].clock.move(minutes=5)
    edit(pair[1], sunita.id, village="Kanke")
    exchange(*pair)
    found = asked(pair[0], sunita.id)
    pick = picks(found)["Void: made twice" if keep else "In use, and changed after that"]
    pair[0].clock.move(minutes=10)
    settle(pair[0], found, "withdrawn", pick=pick)
    exchange(*pair)

    for clinic in pair:
        assert value(clinic, sunita.id, "withdrawn") == ("made twice" if keep else None)
        assert value(clinic, sunita.id, "village") == "Kanke"
        assert clinic.desk(Role.SUPERVISOR).run(conflicts) == ()


@use_case(Deed.REGISTER_PATIENT)
def number_patient(work: Work, key: UUID, number: str) -> None:
    work.put(work.session.get_one(Patient, key), number=number)


def test_a_number_given_twice_is_one_entry_and_one_of_them_gets_another(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    other = pair[1].desk(Role.RECEPTIONIST).run(register_patient, NewPatient("Mangal Oraon", Sex.MALE))
    pair[1].desk(Role.RECEPTIONIST).run(number_patient, other.id, sunita.number)
    exchange(*pair)
    (line,) = pair[0].desk(Role.SUPERVISOR).run(conflicts)
    found = asked(pair[0], line.id)
    assert set(picks(found)) == {"Sunita Devi", "Mangal Oraon"}
    settle(pair[0], found, "=", pick=picks(found)["Sunita Devi"])
    exchange(*pair)

    for clinic in pair:
        assert value(clinic, sunita.id, "number") == sunita.number
        assert value(clinic, other.id, "number") != sunita.number
        assert clinic.desk(Role.SUPERVISOR).run(conflicts) == ()


@use_case(Deed.WRITE_NOTES)
def a_visit(work: Work, patient: UUID) -> UUID:
    return work.add(
        Visit(patient_id=patient, doctor_id=work.actor.id, day=work.today, started_at=work.now)
    ).id


@use_case(Deed.WRITE_NOTES)
def complain(work: Work, key: UUID, words: str) -> None:
    work.put(work.session.get_one(Visit, key), complaint=words)


def test_clinical_words_are_for_the_doctor_who_wrote_them(
    pair: tuple[Clinic, Clinic], sunita: PatientCard
) -> None:
    visit = pair[0].desk(Role.DOCTOR).run(a_visit, sunita.id)
    exchange(*pair)
    for clinic, words in zip(pair, ("fever 2 days", "fever 3 days"), strict=True):
        clinic.desk(Role.DOCTOR).run(complain, visit, words)
    exchange(*pair)

    (line,) = pair[0].desk(Role.SUPERVISOR).run(conflicts)
    assert (line.may_settle, line.waits_for) == (False, "Dr S. Rao")
    assert asked(pair[0], visit, kind="visit").questions == ()
    assert pair[0].desk(Role.SUPERVISOR).run(waiting_conflicts) == 0
    assert pair[0].desk(Role.DOCTOR, 1).run(conflicts) == ()
    found = asked(pair[0], visit, Role.DOCTOR, "visit")
    answer = {"complaint": Answer(pick=picks(found)["fever 3 days"])}
    with pytest.raises(Refused):
        pair[0].desk(Role.SUPERVISOR).run(settle_conflict, "visit", visit, found.seen, answer)
    pair[0].desk(Role.DOCTOR).run(settle_conflict, "visit", visit, found.seen, answer)
    assert value(pair[0], visit, "complaint", Visit) == "fever 3 days"


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in ("supervisor", "admin", "coordinator", "doctor", "system")]
)
def test_other_roles_see_no_conflicts(clinic: Clinic, role: Role) -> None:
    with pytest.raises(Refused):
        clinic.desk(role).run(conflicts)


def test_every_field_that_may_be_asked_has_its_words() -> None:
    keys = ("_id", "public", "signature", "certificate", "key", "pass_id", "purpose", "given_by", "about")
    for kind, model in synced_kinds().items():
        if kind == "writer":
            continue
        assert kind in KINDS, kind
        assert kind_words(kind)
        wordless = [
            name
            for name, rule in shared_fields(model).items()
            if (rule.name == "ask" or rule.clash) and field_words(name) is DETAIL
        ]
        assert [name for name in wordless if not name.endswith(keys)] == [], kind


def test_choices_fit_their_columns() -> None:
    for name in ("blood_group", "sex"):
        assert list(choices_for(name))
        assert name in table_of(Patient).columns
