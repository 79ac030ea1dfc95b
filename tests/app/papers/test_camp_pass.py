from dataclasses import replace

import pytest

from app.papers.camp_pass import (
    BlankPasses,
    Camp,
    CampPasses,
    blank_pass_cards,
    camp_pass_cards,
    number_range,
)
from app.papers.page import PaperKind, Stock
from app.papers.pass_sheet import blank_pass_sheets, camp_pass_sheets
from tests.app.papers.looking import codes, picture, rows
from tests.app.papers.samples import CAMP, NAME_OF_500, PRINTED, passes


def some(many: int, language: str = "hi", camp: Camp = CAMP) -> CampPasses:
    return CampPasses(language=language, camp=camp, passes=passes(many), printed_at=PRINTED)


def blank(many: int, language: str = "hi", clinic: str = "Rampur Clinic camps") -> BlankPasses:
    return BlankPasses(
        language=language, clinic=clinic, passes=passes(many, 2001), printed_at=PRINTED, series="B"
    )


CAMPS = {
    "normal": CAMP,
    "bare": replace(CAMP, local_name="", place="", phone="", free=False),
    "long": replace(CAMP, name="Free heart, sugar and eye check-up camp of the district", place="Government Higher "
                    "Secondary School for Girls, Kemri, Rampur", local_name="ज़िले का मुफ़्त हृदय, शुगर और आँख जाँच शिविर"),
    "of 500": replace(CAMP, name=NAME_OF_500, local_name=NAME_OF_500, place=NAME_OF_500),
    "only Hindi": replace(CAMP, name="स्वस्थ हृदय", place="सरकारी स्कूल, केमरी"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("camp", CAMPS)
def test_everything_has_its_place_on_a_card(camp: str, language: str) -> None:
    assert camp_pass_cards(some(1, language, CAMPS[camp])).faults == ()
    assert camp_pass_sheets(some(9, language, CAMPS[camp])).faults == ()


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("clinic", ["Rampur Clinic camps", "", "रामपुर क्लिनिक के शिविर", NAME_OF_500])
def test_everything_has_its_place_on_a_blank(clinic: str, language: str) -> None:
    assert blank_pass_cards(blank(1, language, clinic)).faults == ()
    assert blank_pass_sheets(blank(9, language, clinic)).faults == ()


@pytest.mark.parametrize("dots", [110, 150])
def test_every_pass_of_a_sheet_is_read_back_from_the_picture(dots: int) -> None:
    content = some(8)
    assert codes(picture(camp_pass_sheets(content), 0, dots)) == {card.text for card in content.passes}


def test_a_card_is_read_back_and_is_as_large_as_a_card() -> None:
    content = blank(2)
    paper = blank_pass_cards(content)
    assert (paper.width_mm, paper.height_mm, paper.pages) == (90, 55, 2)
    assert paper.stock is Stock.CARD
    assert codes(picture(paper, 1)) == {content.passes[1].text}


def test_the_code_is_41_mm_wide() -> None:
    """Measured in the picture: less is not read from a 720p camera at arm's length."""
    image = picture(camp_pass_cards(some(1)), 0, 254)
    left_part = [row[:480] for row in rows(image)]
    columns = [x for x in range(480) if any(row[x] < 128 for row in left_part[:460])]
    assert abs((columns[-1] - columns[0] + 1) / 10 - 41) < 0.3


def test_sheets_hold_eight_and_the_last_holds_the_rest() -> None:
    paper = camp_pass_sheets(some(20))
    assert (paper.pages, paper.kind, paper.faults) == (3, PaperKind.PASS_SHEET, ())
    assert len(codes(picture(paper, 2))) == 4


def test_no_passes_are_an_empty_sheet_and_not_an_error() -> None:
    assert camp_pass_sheets(some(0)).pages == 1


def test_the_50_mm_line_measures_50_mm() -> None:
    image = picture(camp_pass_sheets(some(8)), 0, 254)
    row = rows(image)[((36 + 220 + 20) * 10)]
    dark = [x for x in range(100, 670) if row[x] < 128]
    assert abs((dark[-1] - dark[0]) / 10 - 50) < 0.4


def test_numbers_name_the_file_and_no_person() -> None:
    assert number_range(passes(8)) == "0409–0416"
    assert number_range(passes(1)) == "0409"
    assert camp_pass_sheets(some(8)).name == "passes-0409–0416"


def test_whoever_waits_hears_how_far_it_is_and_may_call_it_off() -> None:
    heard: list[float] = []
    camp_pass_sheets(some(20), told=heard.append)
    assert heard == sorted(heard)
    assert len(heard) == 3

    def enough(done: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        camp_pass_sheets(some(20), told=enough)
