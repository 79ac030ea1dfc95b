import pytest

from app.consulting.complete import complete_visit
from app.consulting.note_templates import note_templates
from app.consulting.notes import LONGEST, Unsaved, from_draft, save_notes, set_review
from app.consulting.visits import open_visit
from app.drafts import keep_draft, my_drafts
from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from app.work import Refused
from models.ledger.change import encode
from models.vocabulary import Role
from tests.app.consulting.seeing import Seeing
from tests.clinics import Clinic
from tests.laptops import exchange


def test_only_the_changed_fields_are_written(seeing: Seeing) -> None:
    seen = seeing.shown().notes.seen
    seeing.doctor.run(save_notes, seeing.visit, seen, {"complaint": "Tired for 2 weeks. "})
    notes = seeing.shown().notes

    assert notes.texts["complaint"] == "Tired for 2 weeks."
    assert set(notes.edits) == {"complaint"}
    assert notes.edits["complaint"].by == "Dr S. Rao"


def test_a_note_is_taken_back_to_nothing(seeing: Seeing) -> None:
    saved = seeing.doctor.run(save_notes, seeing.visit, seeing.shown().notes.seen, {"advice": "Walk"})
    seeing.doctor.run(save_notes, seeing.visit, saved.notes.seen, {"advice": " "})

    assert seeing.shown().notes.texts["advice"] == ""


@pytest.mark.parametrize("texts", [{"complaint": "a" * (LONGEST + 1)}])
def test_endless_notes_are_refused(seeing: Seeing, texts: dict[str, str]) -> None:
    with pytest.raises(Refused, match="too long"):
        seeing.doctor.run(save_notes, seeing.visit, seeing.shown().notes.seen, texts)


def test_a_completed_visit_is_not_written_in(seeing: Seeing) -> None:
    seen = seeing.shown().notes.seen
    seeing.doctor.run(complete_visit, seeing.visit, seen, {"complaint": "Tired"})
    assert seeing.shown().notes.texts["complaint"] == "Tired"

    with pytest.raises(Refused, match="completed"):
        seeing.doctor.run(save_notes, seeing.visit, seen, {"complaint": "Not tired"})


def test_the_review_is_after_the_visit(seeing: Seeing) -> None:
    day = seeing.shown().day
    seeing.doctor.run(set_review, seeing.visit, seeing.shown().notes.seen, day.replace(day=28))
    with pytest.raises(Refused):
        seeing.doctor.run(set_review, seeing.visit, seeing.shown().notes.seen, day)

    assert seeing.shown().notes.review_on == day.replace(day=28)


def test_what_is_typed_comes_back_from_the_draft_as_it_was(seeing: Seeing) -> None:
    typed = Unsaved(seeing.visit, {"complaint": "Itchy"}, seeing.shown().notes.seen)
    seeing.doctor.run(keep_draft, "consult", typed.as_draft())
    [kept] = seeing.doctor.run(my_drafts)

    assert from_draft(kept.body) == typed
    assert from_draft({"visit": "of another version"}) is None
    assert b"Itchy" in encode(typed.as_draft())


def test_read_pull_save_keeps_both_notes(laptops: tuple[Clinic, Clinic]) -> None:
    here, there = laptops
    who = NewToken(here.account(Role.DOCTOR))
    given = here.desk(Role.RECEPTIONIST).run(register_and_give_token, NewPatient("Sunita Devi"), who)
    one, other = (clinic.desk(Role.DOCTOR) for clinic in laptops)
    visit = one.run(open_visit, given.given.token.id)
    exchange(here, there)

    read = Seeing(here, one, visit, given.given.token.id).shown().notes.seen
    far = Seeing(there, other, visit, given.given.token.id)
    other.run(save_notes, visit, far.shown().notes.seen, {"complaint": "Rash", "advice": "Keep it dry"})
    exchange(here, there)
    one.run(save_notes, visit, read, {"complaint": "Tired"})
    exchange(here, there)

    for notes in (Seeing(here, one, visit, visit).shown().notes, far.shown().notes):
        assert notes.texts["advice"] == "Keep it dry"
        assert notes.texts["complaint"] in ("Rash", "Tired")
        assert notes.edits["complaint"].others == 1


def test_templates_advise_in_the_patients_language() -> None:
    for template in note_templates():
        english, hindi = template.texts("en"), template.texts("hi")
        assert english["complaint"] == hindi["complaint"]
        assert english["advice"] != hindi["advice"]


def test_two_laptops_that_open_one_token_apart_make_one_visit(laptops: tuple[Clinic, Clinic]) -> None:
    here, there = laptops
    who = NewToken(here.account(Role.DOCTOR))
    given = here.desk(Role.RECEPTIONIST).run(register_and_give_token, NewPatient("Sunita Devi"), who)
    exchange(here, there)
    token = given.given.token.id
    visits = [clinic.desk(Role.DOCTOR).run(open_visit, token) for clinic in laptops]
    exchange(here, there)

    assert visits[0] == visits[1]
    for clinic in laptops:
        assert Seeing(clinic, clinic.desk(Role.DOCTOR), visits[0], token).shown().is_open
