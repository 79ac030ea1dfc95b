"""Patient, registration and wide list as people see them in each theme and language."""

from datetime import date
from uuid import UUID

import pytest

from app.people.register import NewPatient, register_patient
from app.reception.give_token import NewToken, give_token
from app.words import Words
from models.vocabulary import Priority, Role, Sex
from tests.clinics import Clinic
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from tests.ui.reading import Hindi, english_said, names_on, not_for_people, words_on
from tests.ui.reception.counter import Counter
from ui.speech import speak
from ui.theme.tokens import ThemeName
from ui.theme.worn import Wardrobe

LOOKS: list[tuple[ThemeName, str, tuple[int, int]]] = [
    ("contrast", "en", (1366, 700)),
    ("dark", "hi", (1366, 768)),
    ("contrast", "hi", (1366, 700)),
]


@pytest.fixture
def somebody(clinic: Clinic) -> UUID:
    desk = clinic.desk(Role.RECEPTIONIST)
    new = NewPatient(
        "Venkatanarasimharaju Subramaniam", Sex.FEMALE, date(1984, 7, 1), True, "9876543210",
        "Bhimpur Chhota Tola", abha_number="91234567894821", relative_name="Ramdev Prasad", relative_is="husband",
        address="Ward 4, near the old school, behind the post office",
    )  # fmt: skip
    patient = desk.run(register_patient, new).id
    desk.run(register_patient, NewPatient("Ramdev Prasad", Sex.MALE, phone="9876543210"))
    wish = NewToken(clinic.account(Role.DOCTOR), "Antenatal", Priority.PREGNANT)
    desk.run(give_token, patient, wish)
    return patient


@pytest.mark.parametrize("place", ["patient", "register", "queue", "desk"])
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]} {look[1]} {look[2][1]}")
def test_every_word_is_whole_and_in_the_language_spoken(
    counter: Counter,
    somebody: UUID,
    wardrobe: Wardrobe,
    place: str,
    look: tuple[ThemeName, str, tuple[int, int]],
) -> None:
    theme, language, size = look
    speak(Words(language))
    wardrobe.wear(name=theme, tall_script=language == "hi")
    counter.window.rebuild()
    counter.window.resize(*size)
    counter.go(place, patient_id=somebody) if place == "patient" else counter.go(place)

    page = counter.page
    texts = words_on(page) | names_on(page)

    assert (cut_off(page), overfull(page), nameless(page), small_targets(page)) == ([], [], [], [])
    assert not_for_people(texts, english_said()) == []
    if language == "hi":
        assert Hindi().english_in(texts) == []
