from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.people.likeness import Person, Verdict, blocking_keys, compare
from models.vocabulary import Sex

SUNITA = Person(
    name="Sunita Devi",
    sex=Sex.FEMALE,
    born_on=date(1984, 7, 1),
    birth_is_estimated=True,
    phone="9876543210",
    relative_name="Ramesh Yadav",
    village="Rampur",
    pin="244901",
)

texts = (
    st.none()
    | st.text(max_size=12)
    | st.sampled_from(["Sunita Devi", "सुनीता", "Suneetha", "Mohan", "Rampur"])
)
people = st.builds(
    Person,
    name=texts.map(lambda text: text or ""),
    sex=st.sampled_from(Sex),
    born_on=st.none() | st.dates(date(1906, 1, 1), date(2026, 11, 21)),
    birth_is_estimated=st.booleans(),
    phone=st.none() | st.sampled_from(["9876543210", "9876543211"]),
    relative_name=texts,
    village=texts,
    pin=st.none() | st.sampled_from(["244901", "244902"]),
    abha_number=st.none() | st.sampled_from(["91000000000000", "12000000000014"]),
)


def told(one: Person, other: Person) -> set[str]:
    return {reason.said.text for reason in compare(one, other).reasons}


def test_the_same_woman_spelled_otherwise_is_the_same() -> None:
    again = replace(SUNITA, name="Smt. Suneetha", born_on=date(1985, 7, 1), village="Raampur")
    likeness = compare(SUNITA, again)
    assert likeness.verdict is Verdict.SAME
    assert likeness.reasons[0].weight == max(reason.weight for reason in likeness.reasons)


def test_the_same_woman_in_devanagari_is_the_same() -> None:
    again = replace(SUNITA, name="सुनीता देवी", relative_name="रमेश यादव", village="रामपुर", phone=None)
    assert compare(SUNITA, again).verdict is Verdict.SAME


def test_a_family_phone_alone_makes_no_pair() -> None:
    daughter = Person(
        "Kavita", Sex.FEMALE, date(2010, 3, 4), phone=SUNITA.phone, village="Rampur", pin="244901"
    )
    assert compare(SUNITA, daughter).verdict is Verdict.APART
    nameless = Person("", Sex.FEMALE, SUNITA.born_on, True, SUNITA.phone, pin="244901")
    assert compare(nameless, nameless).score >= 8
    assert compare(nameless, nameless).verdict is Verdict.APART


def test_twins_differ_by_given_name() -> None:
    one = Person(
        "Ram Yadav", Sex.MALE, date(2015, 5, 5), phone="9876543210", relative_name="Shyam", village="Rampur"
    )
    assert "Different given names" in told(one, replace(one, name="Lakhan Yadav"))
    assert (
        compare(one, replace(one, name="Lakhan Yadav")).verdict is not Verdict.APART
    )  # for a person to look at


def test_a_brother_and_a_sister_who_sound_alike_stay_apart() -> None:
    mohan = Person("Mohan", Sex.MALE, village="Rampur")
    assert "Given names sound alike" not in told(mohan, Person("Mohini", Sex.FEMALE, village="Rampur"))
    assert "Given names sound alike" in told(mohan, Person("Mohini", Sex.MALE, village="Rampur"))
    assert compare(mohan, Person("Mohini", Sex.FEMALE, village="Rampur")).verdict is Verdict.APART


@pytest.mark.parametrize(
    ("born_on", "said"),
    [
        (date(1990, 6, 5), "Same date of birth"),
        (date(1990, 6, 15), "Born in the same month"),
        (date(1990, 5, 6), "Day and month of birth swapped"),
        (date(1991, 6, 5), "Different dates of birth"),
    ],
)
def test_dates_of_birth(born_on: date, said: str) -> None:
    assert said in told(Person("A", born_on=date(1990, 6, 5)), Person("A", born_on=born_on))


def test_an_age_that_was_only_told_is_no_date_of_birth() -> None:
    exact = Person("A", born_on=date(1984, 2, 3))
    assert told(exact, Person("A", born_on=date(1984, 7, 1), birth_is_estimated=True)) == {
        "Same given name",
        "About the same age",
    }
    assert "Ages {n} years apart" in told(
        exact, Person("A", born_on=date(1970, 7, 1), birth_is_estimated=True)
    )


def test_names_in_another_order_are_nearly_the_same() -> None:
    assert "Given names nearly the same" in told(Person("Salim Ansari"), Person("Ansari Salim"))


def test_what_is_not_known_says_nothing() -> None:
    assert compare(Person(""), Person("")).reasons == ()
    assert blocking_keys(Person("")) == frozenset()


@pytest.mark.parametrize(
    "other",
    [
        replace(SUNITA, name="Lakshmi", village="Kemri", born_on=None),
        replace(SUNITA, phone=None, village=None, born_on=date(1986, 7, 1)),
        replace(SUNITA, phone=None, born_on=None, name="सुनीता"),
        replace(SUNITA, phone=None, born_on=None, name="Guddi", relative_name="रमेश"),
    ],
    ids=["phone", "name and year", "name and village", "father and village"],
)
def test_records_worth_comparing_share_a_key(other: Person) -> None:
    assert blocking_keys(SUNITA) & blocking_keys(other)


@given(st.integers(1910, 2020), st.integers(-2, 2))
def test_years_up_to_two_apart_share_a_key(year: int, apart: int) -> None:
    one = Person("Sunita", born_on=date(year, 7, 1), birth_is_estimated=True)
    assert blocking_keys(one) & blocking_keys(replace(one, born_on=date(year + apart, 7, 1)))


@given(people, people)
def test_comparing_has_no_order_and_adds_up(one: Person, other: Person) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == back.score == sum(reason.weight for reason in there.reasons)
    assert there.verdict is back.verdict
    assert all(blocking_keys(one))


def test_nobody_is_named_in_a_log() -> None:
    assert "Sunita" not in repr(SUNITA)
    assert "9876543210" not in repr(SUNITA)
    assert "Sunita" not in repr(compare(SUNITA, SUNITA))
