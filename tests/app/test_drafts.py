from app.drafts import forget_old_drafts, keep_draft, my_drafts
from app.settings import my_settings, set_for_laptop, set_mine
from models.vocabulary import Role
from tests.clinics import Clinic


def test_a_draft_comes_back_to_the_person_who_typed_it_and_to_nobody_else(clinic: Clinic) -> None:
    priya, anju = clinic.desk(Role.RECEPTIONIST), clinic.desk(Role.NURSE)
    priya.run(keep_draft, "register", {"name": "Sunita D", "age": "41"})

    assert [draft.body for draft in priya.run(my_drafts)] == [{"name": "Sunita D", "age": "41"}]
    assert anju.run(my_drafts) == ()


def test_a_saved_form_leaves_no_draft(clinic: Clinic) -> None:
    priya = clinic.desk(Role.RECEPTIONIST)
    priya.run(keep_draft, "register", {"name": "Sunita"})
    priya.run(keep_draft, "register", {})

    assert priya.run(my_drafts) == ()


def test_drafts_nobody_came_back_for_are_cleared_away(clinic: Clinic) -> None:
    priya = clinic.desk(Role.RECEPTIONIST)
    priya.run(keep_draft, "register", {"name": "Sunita"})
    clinic.clock.move(days=15)
    priya.run(forget_old_drafts)
    clinic.clock.move(days=-14)

    assert priya.run(my_drafts) == ()


def test_a_persons_choice_lies_over_the_laptops(clinic: Clinic) -> None:
    priya, anju = clinic.desk(Role.RECEPTIONIST), clinic.desk(Role.NURSE)
    priya.run(set_for_laptop, "theme", "contrast")
    priya.run(set_mine, "theme", "dark")

    assert priya.run(my_settings)["theme"] == "dark"
    assert anju.run(my_settings)["theme"] == "contrast"
