import pytest

from app.consulting.dose import quantity, read_dose
from app.consulting.medicines import KnownMedicine, find_medicines, ingredients, known_medicines, schedule_of

EVERY = known_medicines()


def test_there_are_enough_and_none_twice() -> None:
    assert len(EVERY) >= 120
    assert len({(one.name, one.strength, one.form) for one in EVERY}) == len(EVERY)


@pytest.mark.parametrize("medicine", EVERY, ids=lambda one: f"{one.name} {one.strength} {one.form}")
def test_its_usual_dose_can_be_read_and_counted(medicine: KnownMedicine) -> None:
    dose = read_dose(medicine.usual)
    assert dose.unit in (None, medicine.unit)
    count = quantity(dose, medicine.days, medicine.holds)
    assert count is not None
    assert 1 <= count <= 100
    assert "  " not in medicine.name


def test_names_are_generic_and_strengths_have_no_unsafe_marks() -> None:
    for medicine in EVERY:
        assert ".0 " not in medicine.strength
        assert not medicine.strength.startswith(".")
        assert "IU" not in medicine.strength
        assert "µ" not in medicine.strength


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("para", "Paracetamol"),
        ("PCM", "Paracetamol"),
        ("metf 1000", "Metformin"),
        ("ors", "Oral rehydration salts"),
        ("amox clav", "Amoxicillin + Clavulanic acid"),
    ],
)
def test_a_few_letters_find_it(typed: str, first: str) -> None:
    assert find_medicines(typed)[0].name == first


def test_a_strength_narrows_and_rubbish_finds_nothing() -> None:
    assert find_medicines("metformin 500")[0].strength == "500 mg"
    assert find_medicines("") == find_medicines("qqq") == ()
    assert len(find_medicines("a", limit=5)) == 5


def test_lists_of_the_law() -> None:
    assert schedule_of("Cefixime", "tablet") == schedule_of("CEFIXIME") == "H1"
    assert schedule_of("Rifampicin + Isoniazid", "tablet") == "H1"
    assert schedule_of("Ketamine", "injection") == "X"
    assert schedule_of("Moxifloxacin", "eye drops") == ""
    assert schedule_of("Paracetamol", "tablet") == ""
    assert {one.name for one in EVERY if one.schedule == "H1"} >= {
        "Cefixime",
        "Tramadol",
        "Alprazolam",
        "Levofloxacin",
    }


def test_ingredients() -> None:
    assert ingredients("Ibuprofen + Paracetamol") == ("ibuprofen", "paracetamol")
    assert ingredients("Tetanus and diphtheria vaccine") == ("tetanus", "diphtheria vaccine")
