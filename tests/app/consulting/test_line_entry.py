import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consulting.dose import read_dose
from app.consulting.line_entry import read_entry, read_when
from app.papers.medicine import Food
from models.values import BadValue


@pytest.mark.parametrize(
    ("typed", "words", "dose", "days"),
    [
        ("metf 500 1-0-1 pc 30d", "metf 500", "1-0-1 PC", 30),
        ("metf 500 101 pc 30d", "metf 500", "1-0-1 PC", 30),
        ("para 500 ½-0-1 5 days", "para 500", "½-0-1", 5),
        ("para 500 1 - 0 - 1 x 5", "para 500", "1-0-1", 5),
        ("para 650 sos max 3", "para 650", "SOS max 3", None),
        ("amox 125/5 ml 5ml tds 1w", "amox 125/5 ml", "5-5-5 ml", 7),
        ("insulin 30/70 10 units bd ac", "insulin 30/70", "10-0-10 unit AC", None),
        ("vit d3 60000 weekly 8w", "vit d3 60000", "1-0-0 WEEKLY", 56),
        ("moxi eye drops 1 drop q6h 7d", "moxi eye drops", "Q6H drop", 7),
        ("telma 40 30d", "telma 40", None, 30),
        ("metf", "metf", None, None),
        ("", "", None, None),
    ],
)  # fmt: skip
def test_one_line_says_medicine_dose_and_days(
    typed: str, words: str, dose: str | None, days: int | None
) -> None:
    entry = read_entry(typed)

    assert (entry.words, entry.days) == (words, days)
    assert (entry.dose.text if entry.dose else None) == dose


@pytest.mark.parametrize("typed", ["thyro 100", "thyro 50 od", "amlo 5 od", "metformin 500 glimepiride 2 bd"])
def test_a_strength_is_never_taken_for_a_dose(typed: str) -> None:
    entry = read_entry(typed)
    strength = typed.rsplit(maxsplit=1)[-1] if typed[-1].isdigit() else typed.split()[-2]

    assert entry.words.endswith(strength)
    assert entry.dose is None or entry.dose.cells in (("1", "0", "0"), ("1", "0", "1"))


NAMES = st.sampled_from(
    ["metformin", "amlo 5", "co-amoxiclav 625", "Calpol", "अमलो 5", "vit b12 1500", "ors"]
)
DOSES = st.sampled_from(
    ["1-0-1", "½-0-1", "BD", "TDS PC", "0-0-0-1", "SOS", "SOS Q6H max 3", "Q8H", "1-0-0 EOD"]
)


@given(NAMES, DOSES, st.one_of(st.none(), st.integers(1, 365)), st.one_of(st.none(), st.integers(1, 999)))
def test_what_was_typed_is_read_back_whatever_is_left_out(
    name: str, dose: str, days: int | None, quantity: int | None
) -> None:
    typed = f"{name} {dose}" + (f" {days}d" if days else "") + (f" #{quantity}" if quantity else "")
    entry = read_entry(typed)

    assert (entry.words, entry.dose, entry.days, entry.quantity) == (name, read_dose(dose), days, quantity)


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it_and_the_words_are_kept(typed: str) -> None:
    entry = read_entry(typed)

    if entry.dose is None and entry.days is None and entry.quantity is None:
        assert entry.words.replace(" ", "") == "".join(typed.replace("–", "-").replace("—", "-").split())
    else:
        assert typed.split(maxsplit=1)[0] in entry.words


def test_food_and_days_are_read_together() -> None:
    assert read_when("pc 30d") == (Food.AFTER, 30)
    assert read_when("before food 2 weeks") == (Food.BEFORE, 14)
    assert read_when("5") == (Food.ANY, 5)
    assert read_when("") == (Food.ANY, None)
    for nonsense in ("soon", "pc tds", "999d"):
        with pytest.raises(BadValue):
            read_when(nonsense)
