from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consulting.interactions import About, Severity, common_allergies, warnings_about
from app.consulting.medicines import ingredients, known_medicines
from app.words import Words
from models.code_list import code_list

LISTS = code_list("interactions")
NAMES = sorted({medicine.name for medicine in known_medicines()})


def told(*medicines: str, allergies: tuple[str, ...] = (), **who: object) -> list[tuple[About, Severity]]:
    found = warnings_about(medicines, allergies, **who)  # type: ignore[arg-type]  # age, pregnancy
    return [(one.about, one.severity) for one in found]


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("Sertraline", "Linezolid", "avoid"),
        ("Tramadol", "Selegiline", "avoid"),
        ("Simvastatin", "Clarithromycin", "avoid"),
        ("Tizanidine", "Ciprofloxacin", "avoid"),
        ("Febuxostat", "Azathioprine", "avoid"),
        ("Rifampicin + Isoniazid", "Ritonavir", "avoid"),
        ("Isosorbide mononitrate", "Sildenafil", "avoid"),
        ("Warfarin", "Metronidazole", "avoid"),
        ("Enalapril", "Spironolactone", "caution"),
        ("Ramipril", "Telmisartan + Amlodipine", "avoid"),
        ("Clopidogrel", "Omeprazole", "caution"),
        ("Fluconazole", "Glimepiride + Metformin", "caution"),
        ("Azithromycin", "Ondansetron", "caution"),
        ("Levothyroxine", "Calcium carbonate + Vitamin D3", "caution"),
        ("Alprazolam", "Tramadol", "avoid"),
        ("Ibuprofen", "Telmisartan", "caution"),
        ("Ethinylestradiol + Levonorgestrel", "Rifampicin", "avoid"),
    ],
)
def test_pairs_are_found_in_either_order(one: str, other: str, severity: str) -> None:
    assert (About.PAIR, Severity(severity)) in told(one, other)
    assert told(one, other) == told(other, one)


@pytest.mark.parametrize(
    "pair", [("Paracetamol", "Amoxicillin"), ("Metformin", "Amlodipine"), ("Cetirizine", "Pantoprazole")]
)
def test_ordinary_medicines_go_together_in_silence(pair: tuple[str, str]) -> None:
    assert warnings_about(pair) == ()


def test_what_is_taken_already_counts_but_not_with_itself() -> None:
    assert (About.PAIR, Severity.AVOID) in told("Metronidazole", already_taken=("Warfarin", "Aspirin"))
    assert told("Paracetamol", already_taken=("Warfarin", "Aspirin")) == []


@pytest.mark.parametrize(
    ("medicine", "allergy", "severity"),
    [
        ("Amoxicillin + Clavulanic acid", "Penicillin", Severity.AVOID),
        ("Amoxicillin", "Pencillin", Severity.AVOID),
        ("Amoxicillin", "पेनिसिलिन से दाने", Severity.AVOID),
        ("Cefixime", "Penicillin", Severity.CAUTION),
        ("Cephalexin", "penicillin", Severity.AVOID),
        ("Sulfamethoxazole + Trimethoprim", "SULFA drugs", Severity.AVOID),
        ("Sulfamethoxazole + Trimethoprim", "Sulpha", Severity.AVOID),
        ("Silver sulfadiazine", "sulfa", Severity.AVOID),
        ("Diclofenac", "Aspirin", Severity.AVOID),
        ("Aspirin", "Ibuprofen", Severity.AVOID),
        ("Metronidazole", "metronidazole", Severity.AVOID),
        ("Levofloxacin", "Ciprofloxacin", Severity.AVOID),
    ],
)
def test_allergies_however_they_are_written(medicine: str, allergy: str, severity: Severity) -> None:
    assert told(medicine, allergies=(allergy,)) == [(About.ALLERGY, severity)]


@pytest.mark.parametrize(
    "allergy",
    ["Dust", "Peanuts", "", "Egg", "none known", "milk", "Prawns", "Pollen", "Latex", "seafood", "मूंगफली"],
)
def test_other_allergies_do_not_cry_wolf(allergy: str) -> None:
    for name in NAMES:
        assert warnings_about([name], [allergy]) == ()


def test_each_allergy_offered_for_picking_warns_of_something() -> None:
    members = [name for names in LISTS["classes"].values() for name in names]
    for said in common_allergies():
        for words in (Words("en"), Words("hi")):
            assert any(warnings_about([name], [words(said)]) for name in members), words(said)


def test_allergies_stand_before_all_else() -> None:
    found = warnings_about(
        ["Diclofenac", "Telmisartan", "Metronidazole", "Warfarin"], ["Metrogyl metronidazole"]
    )
    assert found[0].about is About.ALLERGY
    severities = [one.severity for one in found]
    assert severities == sorted(severities)


def test_two_of_one_kind() -> None:
    assert (About.DOUBLE, Severity.AVOID) in told("Paracetamol", "Aceclofenac + Paracetamol")
    assert (About.DOUBLE, Severity.CAUTION) in told("Ibuprofen", "Diclofenac")
    assert (About.DOUBLE, Severity.CAUTION) in told("Omeprazole", "Pantoprazole")


def test_pregnancy_and_age() -> None:
    assert told("Telmisartan", pregnant=True) == [(About.PREGNANCY, Severity.AVOID)]
    assert told("Telmisartan") == []
    assert told("Aspirin", age_years=15) == [(About.AGE, Severity.AVOID)]
    assert told("Aspirin", age_years=16) == told("Aspirin") == []
    assert told("Doxycycline", age_years=7) == [(About.AGE, Severity.AVOID)]
    assert told("Ciprofloxacin", age_years=17) == [(About.AGE, Severity.CAUTION)]


def test_a_warning_says_what_and_what_to_do() -> None:
    (warning,) = warnings_about(["Fluconazole", "Glimepiride"])
    assert str(warning.said) == "Can drop blood sugar too low."
    assert str(warning.advice) == "Use a cream instead, or watch the sugar."
    assert warning.medicines == ("Fluconazole", "Glimepiride")


def test_other_names_of_a_substance_are_known() -> None:
    assert told("Frusemide", "Digoxin") == told("Furosemide", "Digoxin")
    assert told("Diclofenac sodium", "Ibuprofen") == told("Diclofenac", "Ibuprofen")


def test_every_name_in_a_rule_is_a_class_or_looks_like_a_substance() -> None:
    sides = [
        rule[side] for rule in (*LISTS["pair"], *LISTS["not_for"]) for side in ("a", "b") if side in rule
    ]
    used = {name for side in sides for name in ([side] if isinstance(side, str) else side)}
    classes = set(LISTS["classes"])
    substances = {name for members in LISTS["classes"].values() for name in members} | {
        part for name in NAMES for part in ingredients(name)
    }
    rare = {
        "irinotecan",
        "ramelteon",
        "azathioprine",
        "mercaptopurine",
        "tizanidine",
        "misoprostol",
        "trimethoprim",
        "salmeterol",
        "lithium",
    }
    assert used - classes - substances <= rare
    assert set(LISTS["duplicates"]["classes"]) <= classes
    for group in LISTS["allergy"]:
        assert set(group["classes"]) <= classes | substances


def test_any_two_known_medicines_can_be_asked_about() -> None:
    for one, other in combinations(NAMES[:40], 2):
        warnings_about([one, other], ["Penicillin"], age_years=30, pregnant=True)


@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=3))
def test_free_text_never_fails(medicines: list[str], allergies: list[str]) -> None:
    for warning in warnings_about(medicines, allergies, age_years=5, pregnant=True):
        assert warning.medicines
