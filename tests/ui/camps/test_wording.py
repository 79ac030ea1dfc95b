import pytest

from ui.camps.wording import place_words


@pytest.mark.parametrize(
    ("venue", "village", "said"),
    [
        ("Government School, Bhimpur", "Bhimpur", "Government School, Bhimpur"),
        ("Panchayat house", "Kemri", "Panchayat house · Kemri"),
        ("Community hall", None, "Community hall"),
    ],
)
def test_a_place_is_said_once(venue: str, village: str | None, said: str) -> None:
    assert place_words(venue, village) == said
