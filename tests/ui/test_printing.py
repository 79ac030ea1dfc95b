from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.papers.page import Paper
from app.papers.prescription import prescription
from app.papers.token_slip import token_slip
from app.refused import Refused
from tests.app.papers.looking import codes
from tests.app.papers.samples import SLIP, TWELVE, a_prescription, a_slip
from ui.printing import (
    PRINTED_SHOWN,
    JobState,
    PrintFailed,
    PrintJobs,
    not_found,
    preview,
    put,
    rasterised,
    save_as_pdf,
)

WAIT = 20_000


@pytest.fixture(scope="module")
def slip() -> Paper:
    return token_slip(a_slip())


@pytest.fixture(scope="module")
def letter() -> Paper:
    return prescription(a_prescription(medicines=TWELVE))


class Tray:
    """A printer that prints into a folder, once it is switched on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_on = True

    def __call__(self, paper: Paper, printer: str) -> None:
        if not self.is_on:
            raise PrintFailed(not_found(paper))
        output = QPrinter()
        output.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        output.setOutputFileName(str(self.folder / f"{printer or 'usual'}-{paper.name}.pdf"))
        put(paper, output)


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    return Tray(tmp_path)


@pytest.fixture
def jobs(qapp: QApplication, tray: Tray) -> Iterator[PrintJobs]:
    jobs = PrintJobs(tray)
    yield jobs
    jobs.wait()


def states(jobs: PrintJobs) -> list[JobState]:
    return [job.state for job in jobs.jobs]


def test_a_paper_comes_out_of_the_printer(qtbot: QtBot, jobs: PrintJobs, tray: Tray, slip: Paper) -> None:
    jobs.print(slip, "desk")
    qtbot.waitUntil(lambda: states(jobs) == [JobState.PRINTED], timeout=WAIT)
    printed = QPdfDocument()
    printed.load(str(tray.folder / f"desk-{slip.name}.pdf"))
    size = printed.pagePointSize(0)
    assert abs(size.width() * 25.4 / 72 - slip.width_mm) < 0.6
    assert abs(size.height() * 25.4 / 72 - slip.height_mm) < 0.6


def test_every_page_comes_out(qtbot: QtBot, jobs: PrintJobs, tray: Tray, letter: Paper) -> None:
    jobs.print(letter)
    qtbot.waitUntil(lambda: states(jobs) == [JobState.PRINTED], timeout=WAIT)
    printed = QPdfDocument()
    printed.load(str(tray.folder / f"usual-{letter.name}.pdf"))
    assert printed.pageCount() == letter.pages == 2


def test_a_machine_without_a_printer_keeps_the_slip(qtbot: QtBot, slip: Paper, letter: Paper) -> None:
    jobs = PrintJobs()
    jobs.print(slip)
    jobs.print(letter, "a printer nobody has")
    qtbot.waitUntil(lambda: states(jobs) == [JobState.FAILED] * 2, timeout=WAIT)
    assert [str(job.why) for job in jobs.jobs] == [
        "Printer not found. Paper kept. Print it later.",
        "Printer not found. Slip kept. Print it later.",
    ]
    assert jobs.failed == jobs.jobs


def test_a_kept_slip_is_printed_once_the_printer_is_back(
    qtbot: QtBot, jobs: PrintJobs, tray: Tray, slip: Paper
) -> None:
    tray.is_on = False
    job = jobs.print(slip)
    qtbot.waitUntil(lambda: states(jobs) == [JobState.FAILED], timeout=WAIT)
    tray.is_on = True
    jobs.again(job.number, "other")
    qtbot.waitUntil(lambda: states(jobs) == [JobState.PRINTED], timeout=WAIT)
    assert (tray.folder / f"other-{slip.name}.pdf").stat().st_size > 0


def test_what_was_printed_is_not_printed_again_unmarked(
    qtbot: QtBot, jobs: PrintJobs, tray: Tray, slip: Paper
) -> None:
    job = jobs.print(slip)
    qtbot.waitUntil(lambda: states(jobs) == [JobState.PRINTED], timeout=WAIT)
    tray.is_on = False
    jobs.again(job.number)
    assert states(jobs) == [JobState.PRINTED]


def test_the_desk_does_not_wait_for_the_printer(qtbot: QtBot, slip: Paper) -> None:
    gate = Event()

    def slow(_paper: Paper, _printer: str) -> None:
        gate.wait(20)

    jobs = PrintJobs(slow)
    job = jobs.print(slip)
    assert job.state is JobState.WAITING
    jobs.forget(job.number)
    assert states(jobs) == [JobState.WAITING]
    gate.set()
    qtbot.waitUntil(lambda: states(jobs) == [JobState.PRINTED], timeout=WAIT)


def test_a_driver_that_breaks_is_a_failed_job(
    qtbot: QtBot, slip: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(paper: Paper, printer: str) -> None:
        raise OSError("Sunita Devi")

    jobs = PrintJobs(breaks)
    jobs.print(slip)
    qtbot.waitUntil(lambda: states(jobs) == [JobState.FAILED], timeout=WAIT)
    assert "Sunita" not in caplog.text


def test_whoever_listens_hears_each_step(qtbot: QtBot, jobs: PrintJobs, slip: Paper) -> None:
    heard: list[JobState] = []
    jobs.changed.connect(lambda job: heard.append(job.state))
    jobs.print(slip)
    qtbot.waitUntil(lambda: heard == [JobState.WAITING, JobState.PRINTED], timeout=WAIT)


def test_old_printed_jobs_go_and_failed_ones_stay(qtbot: QtBot, slip: Paper) -> None:
    def fails_first(paper: Paper, printer: str) -> None:
        if printer == "broken":
            raise PrintFailed(not_found(paper))

    jobs = PrintJobs(fails_first)
    jobs.print(slip, "broken")
    for _ in range(PRINTED_SHOWN + 5):
        jobs.print(slip)
    qtbot.waitUntil(lambda: JobState.WAITING not in states(jobs), timeout=WAIT)
    assert states(jobs).count(JobState.PRINTED) == PRINTED_SHOWN
    assert states(jobs).count(JobState.FAILED) == 1


def test_a_roll_is_dots_and_a_sheet_is_grey(qapp: QApplication, slip: Paper, letter: Paper) -> None:
    dots = rasterised(slip, 0, 203.2)
    assert (dots.width(), dots.depth()) == (640, 1)
    assert codes(dots.convertToFormat(dots.Format.Format_Grayscale8)) == {SLIP["code"]}
    assert rasterised(letter, 1, 150).depth() == 8


def test_a_preview_is_white_paper(qapp: QApplication, letter: Paper) -> None:
    image = preview(letter, 1)
    assert image.pixelColor(0, 0).name() == "#ffffff"
    assert abs(image.width() - 148 / 25.4 * 110) <= 1


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, letter: Paper) -> None:
    save_as_pdf(letter, tmp_path / "letter.pdf")
    assert (tmp_path / "letter.pdf").read_bytes() == letter.pdf
    with pytest.raises(Refused):
        save_as_pdf(letter, tmp_path / "no such folder" / "letter.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]
