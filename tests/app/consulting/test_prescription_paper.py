from datetime import date

import pytest

from app.consulting.allergies import add_allergy
from app.consulting.name_diagnosis import add_diagnosis
from app.consulting.notes import save_notes, set_review
from app.consulting.prescription_paper import _content, _signed, prescription_paper
from app.consulting.record_vitals import record_vitals
from app.consulting.sign import sign_prescription
from app.consulting.visits import own_visit
from app.papers.page import PaperKind
from app.papers.prescription import Prescription
from app.work import Deed, Lane, Refused, Work, use_case
from models.ledger.audit import AuditEntry
from models.vocabulary import Role
from tests.app.consulting.seeing import Seeing


@use_case(Deed.READ_NOTES, Lane.READ)
def content_of(work: Work, visit_id: object, language: str | None = None) -> Prescription:
    visit = own_visit(work, visit_id, Deed.READ_NOTES)  # type: ignore[arg-type]  # the visit of the test
    return _content(work, visit, _signed(work, visit), language)


def sign_a_full_one(seeing: Seeing) -> None:
    seeing.doctor.run(add_allergy, seeing.patient, "Penicillin", "rash", "2021")
    seeing.doctor.run(
        record_vitals,
        seeing.patient,
        {"systolic_mmhg": 152, "diastolic_mmhg": 94, "weight_g": 68_200},
        seeing.visit,
    )
    seeing.doctor.run(add_diagnosis, seeing.visit, "Hypertension", "I10")
    seeing.doctor.run(save_notes, seeing.visit, seeing.shown().notes.seen, {"advice": "Walk.\nLess salt."})
    seeing.doctor.run(set_review, seeing.visit, seeing.shown().notes.seen, date(2026, 12, 5))
    seeing.prescribe("metf 500 1-0-1 pc 30d")
    seeing.prescribe("para 250 5ml tds 5d")
    seeing.prescribe("tramadol 50 sos max 2 3d")
    seeing.doctor.run(sign_prescription, seeing.visit)


def test_the_paper_holds_what_was_signed(seeing: Seeing) -> None:
    sign_a_full_one(seeing)
    content = seeing.doctor.run(content_of, seeing.visit, "en")

    assert content.number == "P2627-A1-00001"
    assert content.doctor.number == "KMC 41277"
    assert (content.patient.name, content.patient.weight) == ("Sunita Devi", "68.2 kg")
    assert [one.substance for one in content.allergies or ()] == ["Penicillin"]
    assert content.found == ("BP\u00a0152/94\u00a0mmHg",)
    assert [(one.code, one.name) for one in content.diagnoses] == [("I10", "Hypertension")]
    assert content.advice == ("Walk.", "Less salt.")
    assert content.come_again is not None
    assert [(one.name, one.quantity, one.quantity_words, one.schedule) for one in content.medicines] == [
        ("Metformin", 60, "", ""),
        ("Paracetamol", 2, "2 bottles", ""),
        ("Tramadol", 6, "", "H1"),
    ]


def test_what_is_written_later_does_not_change_it(seeing: Seeing) -> None:
    sign_a_full_one(seeing)
    before = seeing.doctor.run(content_of, seeing.visit)
    seeing.doctor.run(add_diagnosis, seeing.visit, "Type 2 diabetes", "E11.9")
    seeing.doctor.run(add_allergy, seeing.patient, "Sulfa")
    seeing.doctor.run(save_notes, seeing.visit, seeing.shown().notes.seen, {"advice": "Rest."})

    assert seeing.doctor.run(content_of, seeing.visit) == before


def test_it_speaks_the_patients_language(seeing: Seeing) -> None:
    sign_a_full_one(seeing)
    content = seeing.doctor.run(content_of, seeing.visit)

    assert (content.language, content.clinic.name) == ("hi", "रामपुर क्लिनिक")
    assert [one.plain for one in content.diagnoses] == ["हाई बीपी"]


def test_the_second_print_is_a_duplicate_and_both_are_told(seeing: Seeing) -> None:
    sign_a_full_one(seeing)
    first = seeing.doctor.run(prescription_paper, seeing.visit)
    seeing.clinic.clock.move(minutes=20)
    second = seeing.doctor.run(prescription_paper, seeing.visit)

    assert (first.kind, first.name, first.faults) == (
        PaperKind.PRESCRIPTION,
        "prescription-P2627-A1-00001",
        (),
    )
    assert first.pdf != second.pdf
    with seeing.clinic.opened.sessions.begin(Lane.READ) as session:
        told = session.query(AuditEntry).filter(AuditEntry.deed == "print_prescription").count()
    assert told == 2


def test_a_draft_is_no_paper_and_nobody_else_prints_it(seeing: Seeing) -> None:
    seeing.prescribe("metf 500")
    with pytest.raises(Refused, match="not signed yet"):
        seeing.doctor.run(prescription_paper, seeing.visit)
    seeing.doctor.run(sign_prescription, seeing.visit)
    with pytest.raises(Refused):
        seeing.clinic.desk(Role.RECEPTIONIST).run(prescription_paper, seeing.visit)
