"""The names of the demo clinic are also a trial of our reading of Devanagari."""

from collections.abc import Iterator

from models.code_list import code_list
from models.people.names import sound_keys

DEMO = code_list("names", "demo")


def pairs(part: str) -> Iterator[tuple[str, str]]:
    for region in DEMO["regions"].values():
        yield from ((latin, devanagari) for latin, devanagari in region[part])


def test_there_are_enough_names_from_several_regions() -> None:
    given = {latin for sex in ("female", "male") for latin, _ in pairs(sex)}
    assert len(given) >= 150
    assert len({latin for latin, _ in pairs("family")}) >= 80
    assert len(DEMO["villages"]) >= 40
    assert sum(region["share"] for region in DEMO["regions"].values()) == 100


def test_each_name_is_in_both_scripts() -> None:
    for latin, devanagari in [*pairs("female"), *pairs("male"), *pairs("family"), *DEMO["villages"]]:
        assert latin.isascii()
        assert all("\u0900" <= letter <= "\u097f" or letter == " " for letter in devanagari)


def test_nearly_every_name_is_found_from_its_other_script() -> None:
    names = [*pairs("female"), *pairs("male"), *pairs("family")]
    missed = {
        latin for latin, devanagari in names if set(sound_keys(latin)).isdisjoint(sound_keys(devanagari))
    }
    assert len(missed) <= len(names) * 0.03, sorted(missed)
