import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.papers.fonts import Weight, fonts_in
from app.papers.text import Style, Typesetter, by_script, clean, letters

BODY = Style(9.2)


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter(fonts_in())


def drawn(setter: Typesetter, text: str, width: float) -> list[str]:
    return ["".join(piece.shaped for piece in line.pieces) for line in setter.wrap(text, BODY, width).lines]


def test_a_word_in_two_weights_is_not_broken_at_the_change(setter: Typesetter) -> None:
    for width in range(15, 60):
        lines = drawn(setter, "Take **1 tablet at night**, with food.", width)
        assert not any(line.startswith(",") for line in lines)


def test_a_space_goes_with_the_script_before_it() -> None:
    assert list(by_script("सुबह 1 और")) == [("सुबह ", True), ("1 ", False), ("और", True)]
    assert list(by_script("  ")) == [("  ", False)]


def test_letters_keep_their_marks_and_conjuncts() -> None:
    assert list(letters("क्षत्रियाँ")) == ["क्ष", "त्रि", "याँ"]


def test_what_no_paper_can_show_is_left_out() -> None:
    assert clean("Asha\x00\x1b Devi\u200b") == "Asha Devi"


def test_strong_parts_are_set_bold(setter: Typesetter) -> None:
    fonts = [piece.font for piece in setter.line("a **b** c", BODY).pieces]
    assert fonts == [Weight.REGULAR.latin, Weight.BOLD.latin, Weight.REGULAR.latin]


def test_shaped_hindi_is_measured_by_its_advances(setter: Typesetter) -> None:
    """The plain width adds up letters that have grown together."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    conjuncts = "स्त्री"
    line = setter.line(conjuncts, Style(10 / 1.06))
    plain = stringWidth(conjuncts, Weight.REGULAR.devanagari, 10) * 25.4 / 72
    assert line.width < plain * 0.95


def test_letter_spacing_counts(setter: Typesetter) -> None:
    assert setter.width("AB", Style(10, spacing=1)) - setter.width("AB", Style(10)) == pytest.approx(
        2 * 25.4 / 72
    )


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("abcdefgh 0,-**कखस्तिीाँ।₹"), max_size=120), st.floats(12, 60))
def test_lines_are_never_too_wide_and_nothing_is_lost(text: str, width: float) -> None:
    setter = Typesetter(fonts_in())
    text = text.replace("**", "")
    block = setter.wrap(text, BODY, width)
    assert all(line.width <= width + 0.8 for line in block.lines)
    latin = [letter for letter in text if letter.isascii() and letter != " "]
    shown = [letter for line in block.lines for piece in line.pieces for letter in piece.shaped]
    assert [letter for letter in shown if letter.isascii() and letter != " "] == latin
