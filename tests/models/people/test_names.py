import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.people.names import (
    given_name,
    jaro_winkler,
    latin,
    loose_keys,
    name_words,
    search_words,
    similarity,
    sound_keys,
    typed_words,
)

SAME = [
    ("Lakshmi", "Laxmi"),
    ("Mohammed", "Mohd"),
    ("Mohammed", "Md"),
    ("Muhammad", "Mohd."),
    ("Geeta", "Gita"),
    ("Pooja", "Puja"),
    ("Shantanu", "Santanu"),
    ("Sunita", "Suneetha"),
    ("Dharmendra", "Dharmender"),
    ("Saraswati", "Saraswathi"),
    ("Choudhary", "Chaudhari"),
    ("Chowdhury", "Chaudhary"),
    ("Fatima", "Fathima"),
    ("Aisha", "Ayesha"),
    ("Shaikh", "Sheikh"),
    ("Gyanendra", "Jnanendra"),
    ("लक्ष्मी", "Lakshmi"),
    ("लक्ष्मी", "Laxmi"),
    ("सुनीता", "Sunita"),
    ("मोहम्मद", "Mohammed"),
    ("मोहम्मद", "Mohd"),
    ("शर्मा", "Sharma"),
    ("ज्ञानेन्द्र", "Gyanendra"),
    ("सरस्वती", "Saraswathi"),
    ("धर्मेन्द्र", "Dharmender"),
    ("चौधरी", "Choudhary"),
    ("फ़ातिमा", "Fathima"),
    ("सिंह", "Singh"),
    ("विश्वकर्मा", "Vishwakarma"),
    ("राजनाथ", "Rajnath"),
]
LOOSELY_SAME = [("Vikas", "Bikash"), ("Vijay", "Bijoy")]
APART = [("Ramesh", "Rakesh"), ("Sita", "Gita"), ("Anil", "Sunil"), ("Rajesh", "Rajeshwari")]
SAME_ONLY_TO_THE_EAR = [("Mohan", "Mohini"), ("Sunil", "Sunila")]

names = st.text(max_size=60) | st.text(alphabet="कखगचजतदनपबमयरलवशषसहािीुूेैोौ्ंँः़अआइज्ञ ", max_size=20)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert set(sound_keys(one)) & set(sound_keys(other))


@pytest.mark.parametrize(("one", "other"), LOOSELY_SAME)
def test_eastern_spellings_meet_only_in_the_weaker_key(one: str, other: str) -> None:
    assert not set(sound_keys(one)) & set(sound_keys(other))
    assert set(loose_keys(one)) & set(loose_keys(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert not set(loose_keys(one)) & set(loose_keys(other))


@pytest.mark.parametrize(("one", "other"), SAME_ONLY_TO_THE_EAR)
def test_a_key_alone_is_no_proof(one: str, other: str) -> None:
    assert sound_keys(one) == sound_keys(other)
    assert similarity(one, other) < 0.97


@pytest.mark.parametrize(
    ("devanagari", "read"),
    [
        ("रामदेव", "ramdev"),
        ("कमला", "kamla"),
        ("मोहन", "mohan"),
        ("कृष्ण", "krishna"),
        ("अंजलि", "anjali"),
        ("पंकज", "pankaj"),
        ("इंद्रजीत", "indrajit"),
        ("अर्चना", "archana"),
        ("राजकुमार", "rajkumar"),
        ("ज़ाकिर", "zakir"),
        ("संबा", "samba"),
        ("२ नंबर", "2 nambar"),
    ],
)
def test_devanagari_is_read_as_it_is_said(devanagari: str, read: str) -> None:
    assert latin(devanagari) == read


def test_titles_and_relations_are_not_part_of_a_name() -> None:
    assert name_words("Smt. Sunita Devi W/o Ram Lal") == ("sunita", "devi", "ram", "lal")
    assert name_words("Baby of Asha Kumari") == ("asha", "kumari")
    assert name_words("Dr") == ("dr",)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("S. Ravi", "ravi"),
        ("Kumari Sunita", "sunita"),
        ("Mohd. Salim", "salim"),
        ("Ram Kumar", "ram"),
        ("Smt Geeta Ben Shah", "geeta"),
        ("", ""),
    ],
)
def test_the_given_name_is_the_telling_word(name: str, given: str) -> None:
    assert given_name(name) == given


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("लक्ष्मी देवी", "Laxmi Devi", 1.0, 1.0),
        ("Sunita Devi", "Suneeta", 0.95, 1.0),
        ("Salim Khan", "Khan Salim", 1.0, 1.0),
        ("S Ravi", "Suresh Ravi", 0.9, 0.99),
        ("Sunita Devi", "Kamla Devi", 0.0, 0.7),
        ("", "Kamla", 0.0, 0.0),
    ],
)
def test_how_alike_names_are(one: str, other: str, least: float, most: float) -> None:
    assert least <= similarity(one, other) <= most


def test_a_half_typed_name_is_a_prefix_of_what_is_indexed() -> None:
    indexed = search_words("Lakshmi Sharma")
    for typed in ("lak", "laxm", "LAKSH", "लक्ष्मी", "sha", "शर्म"):
        (forms,) = typed_words(typed)
        assert any(word.startswith(form) for form in forms for word in indexed), typed


def test_a_name_is_also_found_in_its_own_script() -> None:
    assert "सुनीता" in search_words("सुनीता देवी")
    assert search_words("முருகன்") == ["முருகன்"]


@given(names)
def test_any_text_can_be_a_name(name: str) -> None:
    assert all(search_words(name))
    assert all(sound_keys(name))
    assert all(form for forms in typed_words(name) for form in forms)
    assert isinstance(given_name(name), str)
    loose_keys(name)


@given(names)
def test_plain_words_are_their_own_plain_words(name: str) -> None:
    words = name_words(name)
    assert name_words(" ".join(words)) == words
    assert latin(latin(name)) == latin(name)


@given(names, names)
def test_likeness_has_no_order_and_stays_in_its_bounds(one: str, other: str) -> None:
    assert 0.0 <= similarity(one, other) <= 1.0
    assert jaro_winkler(one, other) == pytest.approx(jaro_winkler(other, one))
    assert 0.0 <= jaro_winkler(one, other) <= 1.0
    assert jaro_winkler(one, one) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("martha", "marhta", 0.961),
        ("dwayne", "duane", 0.840),
        ("dixon", "dicksonx", 0.813),
        ("abc", "xyz", 0.0),
    ],
)
def test_jaro_winkler_gives_the_published_values(one: str, other: str, known: float) -> None:
    assert jaro_winkler(one, other) == pytest.approx(known, abs=0.001)
