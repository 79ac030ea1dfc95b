import pytest

from app.consulting.allergies import add_allergy
from app.consulting.complete import complete_visit
from app.consulting.consultation import consultation
from app.consulting.lines import Move, standing_lines
from app.consulting.prescribe import (
    NewLine,
    add_line,
    change_line,
    move_line,
    remove_line,
    repeat_last,
)
from app.consulting.safety import keep_warning
from app.consulting.sign import correct_prescription, sign_prescription
from app.consulting.suggest import suggest_medicines
from app.consulting.visits import open_visit, open_visit_without_token
from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from app.work import Lane, Refused
from models.vocabulary import Role
from tests.app.consulting.seeing import Seeing, first_offer
from tests.clinics import Clinic
from tests.laptops import exchange


def later(seeing: Seeing, days: int) -> Seeing:
    """The same patient's next visit."""
    patient = seeing.patient
    seeing.doctor.run(complete_visit, seeing.visit)
    seeing.clinic.clock.move(days=days)
    visit = seeing.doctor.run(open_visit_without_token, patient)
    return Seeing(seeing.clinic, seeing.doctor, visit, seeing.token)


def test_a_line_typed_in_one_go(seeing: Seeing) -> None:
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    seeing.prescribe("amox 125 5ml tds 5d")
    seeing.prescribe("para 650")

    assert seeing.lines() == [
        "Metformin 500 mg 1-0-1 30d 60",
        "Amoxicillin 125 mg/5 ml 5-5-5 5d 2",
        "Paracetamol 650 mg SOS Q6H max 3 5d 15",
    ]


def test_a_medicine_of_no_list_is_written_as_typed(seeing: Seeing) -> None:
    offers = seeing.doctor.run(suggest_medicines, "Zincovit 1-0-0 10d").offers
    assert [(one.is_known, one.needs_dose) for one in offers] == [(False, False)]
    seeing.doctor.run(add_line, seeing.visit, offers[0].new)
    assert seeing.lines() == ["Zincovit 1-0-0 10d 10"]

    free = seeing.doctor.run(suggest_medicines, "Limcee 500 mg").offers[-1]
    assert (free.needs_dose, free.new.name, free.new.strength) == (True, "Limcee", "500 mg")
    with pytest.raises(Refused) as refused:
        seeing.doctor.run(add_line, seeing.visit, free.new)
    assert refused.value.field == "dose"


def test_the_quantity_follows_dose_and_days_until_somebody_sets_it(seeing: Seeing) -> None:
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    [one] = seeing.shown().prescription.lines
    assert one.seen is not None
    seeing.doctor.run(change_line, one.line.id, one.seen, {"dose": "1-1-1"})
    assert seeing.lines() == ["Metformin 500 mg 1-1-1 30d 90"]

    [one] = seeing.shown().prescription.lines
    assert one.seen is not None
    seeing.doctor.run(change_line, one.line.id, one.seen, {"quantity": "10"})
    [one] = seeing.shown().prescription.lines
    assert one.seen is not None
    seeing.doctor.run(change_line, one.line.id, one.seen, {"when": "ac 10d"})
    assert seeing.lines() == ["Metformin 500 mg 1-1-1 10d 10"]


def test_what_cannot_be_read_names_its_field(seeing: Seeing) -> None:
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    [one] = seeing.shown().prescription.lines
    assert one.seen is not None
    for typed in (
        {"dose": "often"},
        {"when": "soon"},
        {"quantity": "many"},
        {"days": "0"},
        {"reason": "a" * 300},
    ):
        with pytest.raises(Refused) as refused:
            seeing.doctor.run(change_line, one.line.id, one.seen, typed)
        assert refused.value.field in typed


def test_lines_are_moved_and_taken_out(seeing: Seeing) -> None:
    for typed in ("metf 500", "amlo 5", "para 500"):
        seeing.prescribe(typed)
    names = [one.line for one in seeing.shown().prescription.lines]
    seeing.doctor.run(move_line, names[2].id, -2)
    seeing.doctor.run(remove_line, names[0].id)

    assert [one.line.name for one in seeing.shown().prescription.lines] == ["Paracetamol", "Amlodipine"]


def test_repeating_the_last_takes_over_what_is_not_here_yet(seeing: Seeing) -> None:
    with pytest.raises(Refused, match="no earlier"):
        seeing.doctor.run(repeat_last, seeing.visit)
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    seeing.prescribe("amlo 5 0-0-1 30d")
    again = later(seeing, days=30)
    again.prescribe("amlo 5 1-0-1 30d")
    again.prescribe("glime 1 1-0-0 ac 30d")

    assert again.shown().prescription.can_repeat
    assert again.doctor.run(repeat_last, again.visit).count == 1
    moves = {one.line.name: one.move for one in again.shown().prescription.lines}
    assert moves == {"Amlodipine": Move.MORE, "Glimepiride": Move.NEW, "Metformin": Move.SAME}


def test_a_stronger_tablet_is_more_even_with_fewer_of_them(seeing: Seeing) -> None:
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    again = later(seeing, days=30)
    again.prescribe("metf 1000 1-0-1 pc 30d")
    [one] = again.shown().prescription.lines

    assert one.move is Move.MORE


def test_signing_gives_a_number_and_ends_all_changes(seeing: Seeing) -> None:
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    [one] = seeing.shown().prescription.lines
    signed = seeing.doctor.run(sign_prescription, seeing.visit)
    shown = seeing.shown().prescription

    assert (signed.number, shown.number, shown.is_signed) == ("P2627-A1-00001", "P2627-A1-00001", True)
    assert one.seen is not None
    for use_case, *arguments in (
        (add_line, seeing.visit, first_offer(seeing.doctor, "amlo 5")),
        (change_line, one.line.id, one.seen, {"dose": "1-1-1"}),
        (remove_line, one.line.id),
        (move_line, one.line.id, 1),
        (repeat_last, seeing.visit),
    ):
        with pytest.raises(Refused, match="does not change"):
            seeing.doctor.run(use_case, *arguments)


def test_a_correction_is_a_new_prescription_and_the_old_one_stays(seeing: Seeing) -> None:
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    seeing.doctor.run(sign_prescription, seeing.visit)
    seeing.clinic.clock.move(minutes=1)
    seeing.doctor.run(correct_prescription, seeing.visit)
    shown = seeing.shown().prescription
    assert (shown.is_signed, shown.corrects, seeing.lines()) == (
        False, "P2627-A1-00001", ["Metformin 500 mg 1-0-1 30d 60"],
    )  # fmt: skip
    assert shown.lines[0].seen is not None
    seeing.doctor.run(change_line, shown.lines[0].line.id, shown.lines[0].seen, {"dose": "1-0-0"})
    seeing.doctor.run(sign_prescription, seeing.visit)

    with seeing.clinic.opened.sessions.begin(Lane.READ) as session:
        assert [line.pattern for line in standing_lines(session, seeing.visit)] == ["1-0-0"]
    assert seeing.shown().prescription.number == "P2627-A1-00002"
    assert seeing.shown().prescription.lines[0].move is Move.LESS


def test_only_a_doctor_signs_and_only_their_own(seeing: Seeing) -> None:
    seeing.prescribe("metf 500")
    for desk in (seeing.clinic.desk(Role.DOCTOR, 1), seeing.clinic.desk(Role.NURSE)):
        with pytest.raises(Refused):
            desk.run(sign_prescription, seeing.visit)


def test_nothing_to_sign_and_nothing_unfinished_is_signed(seeing: Seeing) -> None:
    with pytest.raises(Refused, match="nothing to sign"):
        seeing.doctor.run(sign_prescription, seeing.visit)
    seeing.doctor.run(add_line, seeing.visit, NewLine("Zincovit", "1-0-0"))
    with pytest.raises(Refused, match="how many days"):
        seeing.doctor.run(sign_prescription, seeing.visit)


def test_a_warning_waits_for_a_reason_before_the_signature(seeing: Seeing) -> None:
    seeing.doctor.run(add_allergy, seeing.patient, "Pencillin", "rash")
    seeing.prescribe("amox 500 1-1-1 5d")
    [caution] = seeing.shown().prescription.cautions
    assert (caution.title, caution.line_name, caution.is_open) == ("Amoxicillin", "Amoxicillin", True)
    with pytest.raises(Refused, match="A warning waits"):
        seeing.doctor.run(sign_prescription, seeing.visit)
    with pytest.raises(Refused, match="A warning waits"):
        seeing.doctor.run(complete_visit, seeing.visit)
    with pytest.raises(Refused):
        seeing.doctor.run(keep_warning, seeing.visit, caution.key, "  ")

    seeing.doctor.run(keep_warning, seeing.visit, caution.key, "Had it twice since without a rash")
    [caution] = seeing.shown().prescription.cautions
    assert (caution.is_open, caution.kept_because) == (False, "Had it twice since without a rash")
    seeing.doctor.run(sign_prescription, seeing.visit)


def test_keeping_one_pair_keeps_no_other(seeing: Seeing) -> None:
    seeing.prescribe("warfarin 5 0-0-1 30d")
    seeing.prescribe("aspirin 75 0-1-0 30d")
    [pair] = [one for one in seeing.shown().prescription.cautions if one.is_open]
    seeing.doctor.run(keep_warning, seeing.visit, pair.key, "Cardiologist's wish")
    assert not [one for one in seeing.shown().prescription.cautions if one.is_open]
    seeing.prescribe("diclo 50 1-0-1 5d")

    assert [one.line_name for one in seeing.shown().prescription.cautions if one.is_open]


def test_what_still_runs_from_last_time_counts_in_pairs(seeing: Seeing) -> None:
    seeing.prescribe("warfarin 5 0-0-1 30d")
    again = later(seeing, days=10)
    again.prescribe("metronidazole 400 1-1-1 5d")
    assert [one.title for one in again.shown().prescription.cautions] == ["Metronidazole + Warfarin"]
    seeing.clinic.clock.move(days=40)
    visit = seeing.doctor.run(open_visit_without_token, again.patient)
    gone = Seeing(seeing.clinic, seeing.doctor, visit, seeing.token)
    gone.prescribe("metronidazole 400 1-1-1 5d")
    assert gone.shown().prescription.cautions == ()


def test_what_a_correction_took_out_does_not_run_on(seeing: Seeing) -> None:
    seeing.prescribe("warfarin 5 0-0-1 30d")
    seeing.prescribe("amlo 5 0-0-1 30d")
    seeing.doctor.run(sign_prescription, seeing.visit)
    seeing.clinic.clock.move(minutes=1)
    seeing.doctor.run(correct_prescription, seeing.visit)
    seeing.doctor.run(remove_line, seeing.shown().prescription.lines[0].line.id)
    seeing.clinic.clock.move(minutes=1)
    again = later(seeing, days=5)
    again.prescribe("metronidazole 400 1-1-1 5d")

    assert again.shown().prescription.cautions == ()


def test_completing_signs_what_is_written(seeing: Seeing) -> None:
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    done = seeing.doctor.run(complete_visit, seeing.visit)

    assert done.signed is not None
    assert seeing.shown().timeline[0].facts == "Metformin"


def test_lines_written_apart_unite(laptops: tuple[Clinic, Clinic]) -> None:
    here, there = laptops
    given = here.desk(Role.RECEPTIONIST).run(
        register_and_give_token, NewPatient("Sunita Devi"), NewToken(here.account(Role.DOCTOR))
    )
    token = given.given.token.id
    visit = here.desk(Role.DOCTOR).run(open_visit, token)
    exchange(here, there)
    both = [Seeing(clinic, clinic.desk(Role.DOCTOR), visit, token) for clinic in laptops]
    both[0].prescribe("metf 500 1-0-1 pc 30d")
    both[1].prescribe("amlo 5 0-0-1 30d")
    exchange(here, there)

    for seeing in both:
        assert {one.line.name for one in seeing.shown().prescription.lines} == {"Metformin", "Amlodipine"}


def test_a_line_that_comes_after_the_signature_is_no_part_of_it(laptops: tuple[Clinic, Clinic]) -> None:
    here, there = laptops
    given = here.desk(Role.RECEPTIONIST).run(
        register_and_give_token, NewPatient("Sunita Devi"), NewToken(here.account(Role.DOCTOR))
    )
    token = given.given.token.id
    visit = here.desk(Role.DOCTOR).run(open_visit, token)
    both = [Seeing(clinic, clinic.desk(Role.DOCTOR), visit, token) for clinic in laptops]
    both[0].prescribe("metf 500 1-0-1 pc 30d")
    exchange(here, there)
    [line] = both[1].shown().prescription.lines
    assert line.seen is not None
    both[0].doctor.run(sign_prescription, visit)
    both[1].doctor.run(change_line, line.line.id, line.seen, {"dose": "1-1-1"})
    both[1].prescribe("amlo 5 0-0-1 30d")
    exchange(here, there)

    for seeing in both:
        shown = seeing.shown().prescription
        assert (seeing.lines(), shown.is_signed, shown.strays) == (["Metformin 500 mg 1-0-1 30d 60"], True, 1)


def test_a_nurse_prescribes_only_what_is_on_the_protocol_list(seeing: Seeing) -> None:
    nurse = seeing.clinic.desk(Role.NURSE)
    visit = nurse.run(open_visit_without_token, seeing.patient)
    added = nurse.run(add_line, visit, NewLine("Paracetamol", "1-1-1", "500 mg"))
    with pytest.raises(Refused) as refused:
        nurse.run(add_line, visit, NewLine("Amoxicillin", "1-1-1", "500 mg"))
    assert str(refused.value.reason) == "Amoxicillin is not on the nurses' protocol list."
    assert refused.value.field == "name"

    [line] = nurse.run(consultation, visit).prescription.lines
    assert line.seen is not None
    assert added.id is not None
    with pytest.raises(Refused):
        nurse.run(change_line, added.id, line.seen, {"name": "Amoxicillin"})
