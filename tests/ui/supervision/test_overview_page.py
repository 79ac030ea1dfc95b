from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.papers.page import Paper
from app.supervision.camp_findings import CampResult
from app.supervision.laptops import LaptopState
from app.supervision.overview import DayCount
from app.words import Words
from models.vocabulary import Role
from tests.clinics import Clinic
from tests.speed.days_bulk import DaysOf
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from ui.background import Background
from ui.printing import PrintJobs
from ui.speech import speak
from ui.supervision.devices_page import DevicesPage
from ui.supervision.overview_cards import ConditionsCard, ServicesCard
from ui.supervision.overview_page import OverviewPage
from ui.supervision.wording import bars_of, rupees_words, span_words, state_pill
from ui.theme.worn import Wardrobe
from ui.tools import Tools

TODAY = date(2026, 11, 21)


@pytest.fixture
def lived(clinic: Clinic) -> Clinic:
    """Four weeks and a camp."""
    with clinic.store.write_engine.begin() as connection:
        days = DaysOf(connection, TODAY)
        days.fill(28, 30)
        days.hold("Bhimpur camp", "भीमपुर शिविर", TODAY, 40)
    return clinic


@pytest.fixture
def background(clinic: Clinic, typeset: QApplication) -> Iterator[Background]:
    background = Background(clinic.desk(Role.SUPERVISOR))
    yield background
    background.wait()


def an_overview(background: Background, clinic: Clinic, qtbot: QtBot) -> OverviewPage:
    page = OverviewPage(background, Tools(PrintJobs(), clinic.clock))
    qtbot.addWidget(page)
    page.resize(1278, 680)
    page.show()
    page.opened()
    qtbot.waitUntil(lambda: page._asked is None and page._shown is not None)
    return page


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("size", [(1278, 680), (1278, 612), (1036, 526)])
def test_everything_is_readable_and_can_be_named(
    lived: Clinic,
    background: Background,
    qtbot: QtBot,
    wardrobe: Wardrobe,
    size: tuple[int, int],
    language: str,
) -> None:
    speak(Words(language))
    page = an_overview(background, lived, qtbot)
    page.resize(*size)
    qtbot.wait(1)
    assert (cut_off(page), overfull(page), nameless(page), small_targets(page)) == ([], [], [], [])
    assert page.figures.camps.accessibleName().endswith("40")


def test_a_new_clinic_is_told_what_will_show_here(
    clinic: Clinic, background: Background, qtbot: QtBot, wardrobe: Wardrobe
) -> None:
    page = an_overview(background, clinic, qtbot)
    assert page.face.currentWidget() is page.face.empty


def test_another_period_and_place_are_asked_for(
    lived: Clinic, background: Background, qtbot: QtBot, wardrobe: Wardrobe
) -> None:
    page = an_overview(background, lived, qtbot)
    before = page.figures.visits.accessibleName()
    page.bar.period.set_value("today")
    page.bar.changed.emit()
    qtbot.waitUntil(lambda: page._shown is not None and page._shown.first_day == TODAY)
    assert page.figures.visits.accessibleName() != before
    assert page.line() == "21 Nov 2026 · All places"
    camp = next(one for one in page._shown.places if one.is_camp) if page._shown else None
    assert camp is not None
    page.bar.place.set_value(camp.id)
    page.bar.changed.emit()
    qtbot.waitUntil(lambda: page._shown is not None and page._shown.place is not None)
    assert not page.figures.money.isVisible()


def test_days_typed_the_wrong_way_round_are_put_right(
    clinic: Clinic, background: Background, qtbot: QtBot, wardrobe: Wardrobe
) -> None:
    page = an_overview(background, clinic, qtbot)
    page.bar.period.set_value("custom")
    page.bar.first.set_date(TODAY)
    page.bar.last.set_date(TODAY - timedelta(days=3))
    assert page.bar.days() == (TODAY - timedelta(days=3), TODAY)


def test_what_changes_meanwhile_is_counted_after_a_rest(
    lived: Clinic, background: Background, qtbot: QtBot, wardrobe: Wardrobe
) -> None:
    page = an_overview(background, lived, qtbot)
    page.changed(frozenset({"draft"}), frozenset())
    assert not page._rest.isActive()
    page.changed(frozenset({"visit"}), frozenset())
    left = page._rest.remainingTime()
    assert left > 0
    page.changed(frozenset({"payment"}), frozenset())
    assert page._rest.remainingTime() <= left, "work that goes on does not put it off for ever"


def test_the_report_is_written_where_somebody_says(
    lived: Clinic,
    background: Background,
    qtbot: QtBot,
    wardrobe: Wardrobe,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = an_overview(background, lived, qtbot)
    file = tmp_path / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    with qtbot.waitSignal(page.said, timeout=20_000):
        page.main_action()
    assert file.read_bytes().startswith(b"%PDF")


def test_it_goes_to_the_printer(
    lived: Clinic, background: Background, qtbot: QtBot, wardrobe: Wardrobe
) -> None:
    printed: list[Paper] = []
    prints = PrintJobs(lambda paper, _printer: printed.append(paper))
    page = OverviewPage(background, Tools(prints, lived.clock))
    qtbot.addWidget(page)
    page.opened()
    qtbot.waitUntil(lambda: page._shown is not None)
    with qtbot.waitSignal(page.said, timeout=20_000):
        page._print()
    prints.wait()
    assert [paper.pages for paper in printed] == [1]
    assert printed[0].faults == ()


def test_the_devices_are_listed_with_their_codes(
    clinic: Clinic, background: Background, qtbot: QtBot, wardrobe: Wardrobe
) -> None:
    page = DevicesPage(background, Tools(PrintJobs(), clinic.clock))
    qtbot.addWidget(page)
    page.resize(1278, 680)
    page.show()
    page.opened()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    assert page.table.rows.table_row(0).cells[1].words == "A1"  # type: ignore[attr-defined]  # a Cell
    assert cut_off(page) == []


def test_every_state_of_a_laptop_has_its_words(wardrobe: Wardrobe) -> None:
    assert len({state_pill(state).words for state in LaptopState}) == len(LaptopState)


@pytest.mark.parametrize(("days", "most"), [(1, 1), (14, 14), (31, 31), (32, 14), (98, 14), (366, 14)])
def test_there_are_never_more_bars_than_can_be_told_apart(wardrobe: Wardrobe, days: int, most: int) -> None:
    counts = [DayCount(TODAY - timedelta(days=back), 2, 1) for back in reversed(range(days))]
    bars = bars_of(counts, TODAY)
    assert len(bars) <= most
    assert sum(bar.total for bar in bars) == 3 * days


@pytest.mark.parametrize(
    ("paise", "said"),
    [
        (0, "₹0"),
        (1_825_050, "₹18,250"),
        (24_100_000, "₹2.41 L"),
        (1_204_000_000, "₹1.20 Cr"),
        (-500_00, "−₹500"),
    ],
)
def test_large_sums_are_said_in_lakhs_and_crores(wardrobe: Wardrobe, paise: int, said: str) -> None:
    assert rupees_words(paise) == said


def test_a_span_says_no_more_than_it_has_to(wardrobe: Wardrobe) -> None:
    assert span_words(TODAY, TODAY) == "21 Nov 2026"
    assert span_words(date(2026, 11, 8), TODAY) == "8 – 21 Nov 2026"
    assert span_words(date(2026, 10, 8), TODAY) == "8 Oct – 21 Nov 2026"
    assert span_words(date(2025, 10, 8), TODAY) == "8 Oct 2025 – 21 Nov 2026"


def test_a_camp_at_which_nobody_was_measured_says_so(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    conditions, services = ConditionsCard(), ServicesCard()
    for card in (conditions, services):
        qtbot.addWidget(card)
    camp = CampResult(uuid4(), "Bhimpur camp", None, TODAY, 12, (), ())
    for card, before, after in (
        (conditions, "No camp yet", "Nobody measured yet"),
        (services, "No camp yet", "Nobody was at a table yet"),
    ):
        assert card.empty.title.text() == before
        card.show_camp(camp)
        assert card.empty.title.text() == after
    conditions.show_camp(None)
    assert conditions.empty.title.text() == "No camp yet"
