from concurrent.futures import ThreadPoolExecutor

from app.papers.head import Person
from app.papers.page import Paper
from app.papers.prescription import prescription
from app.papers.token_slip import token_slip
from tests.app.papers.samples import HINDI, SUNITA, TWELVE, a_prescription, a_slip

NAMES = ("क्षत्रिय", "ज्ञानेन्द्र", "श्रीमती", "विद्या", "द्वारका", "त्रिपाठी", "कृष्णा", "हृदयेश")


def of(number: int) -> Paper:
    name = f"{NAMES[number % len(NAMES)]} {NAMES[number // len(NAMES) % len(NAMES)]}"
    patient = Person(name=name, number=SUNITA.number, born_on=SUNITA.born_on)
    if number % 3 == 0:
        return token_slip(a_slip(patient=patient))
    more = HINDI if number % 2 else {"medicines": TWELVE}
    return prescription(a_prescription(**{**more, "patient": patient}))


def test_papers_made_on_several_threads_are_the_same_as_made_alone() -> None:
    """reportlab's fonts keep marks of their own while they shape and while they are written."""
    with ThreadPoolExecutor(6) as threads:
        together = [paper.pdf for paper in threads.map(of, range(36))]
    assert together == [of(number).pdf for number in range(36)]
