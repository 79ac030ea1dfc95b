"""From a finished paper to a printer. Printing may fail; what was saved stays saved, and the paper is kept."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QObject,
    QPointF,
    QRectF,
    QSaveFile,
    QSize,
    QSizeF,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.papers.page import Paper, PaperKind, Stock
from app.refused import Refused
from app.words import Said

log = logging.getLogger(__name__)

ROLL_DOTS, SHEET_DOTS = 203.2, 300
"""Dots to the inch: a thermal head has 8 to the mm; more than 300 on paper is not seen and only takes time."""

INK = 140
"""Darker than 55 % of white becomes black on a roll: no dithering, so that letters and codes keep their edges."""

PRINTED_SHOWN = 50


class JobState(Enum):
    WAITING = "waiting"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A paper on its way; `why` says what a person can do about a failure. It stays in memory: on disk it were open."""

    number: int
    paper: Paper
    printer: str
    state: JobState = JobState.WAITING
    why: Said | None = None


class PrintFailed(Exception):
    """The printer did not take a paper; `why` is for people."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.text)
        self.why = why


PutOnPaper = Callable[[Paper, str], None]
"""Prints a paper on a printer by name, "" being the usual one, or raises PrintFailed. Runs off the window's thread."""


def to_printer(paper: Paper, name: str) -> None:
    """Print on a printer of this machine."""
    found = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if found.isNull():
        raise PrintFailed(not_found(paper))
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    put(paper, printer)


def put(paper: Paper, printer: QPrinter) -> None:
    """Draw every page as a picture: the printer's own fonts cannot set Hindi."""
    _set_up(printer, paper)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintFailed(not_found(paper))
    try:
        for page in range(paper.pages):
            if page and not printer.newPage():
                raise PrintFailed(Said("The printer stopped. Paper kept. Print it later."))
            _draw(painter, printer, paper, page)
    finally:
        painter.end()
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise PrintFailed(Said("The printer stopped. Paper kept. Print it later."))


def not_found(paper: Paper) -> Said:
    if paper.kind is PaperKind.TOKEN:
        return Said("Printer not found. Slip kept. Print it later.")
    return Said("Printer not found. Paper kept. Print it later.")


def _set_up(printer: QPrinter, paper: Paper) -> None:
    size = QSizeF(paper.width_mm, paper.height_mm)
    exact = (
        QPageSize.SizeMatchPolicy.ExactMatch
        if paper.stock is Stock.ROLL
        else QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    page = QPageSize(size, QPageSize.Unit.Millimeter, "", exact)
    layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setCopyCount(paper.copies)
    printer.setDocName(paper.name)
    if paper.stock is Stock.ROLL and printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        printer.setResolution(round(ROLL_DOTS))


def _draw(painter: QPainter, printer: QPrinter, paper: Paper, page: int) -> None:
    """On a roll one dot of the picture is one dot of the head: scaling would blur a code's modules."""
    resolution = printer.resolution()
    if paper.stock is Stock.ROLL:
        dots = ROLL_DOTS if abs(resolution - ROLL_DOTS) < 1 else resolution
        painter.drawImage(QPointF(0, 0), rasterised(paper, page, dots))
        return
    image = rasterised(paper, page, min(resolution, SHEET_DOTS))
    whole = QSizeF(paper.width_mm, paper.height_mm) * (resolution / 25.4)
    painter.drawImage(QRectF(QPointF(0, 0), whole), image, QRectF(image.rect()))


def rasterised(paper: Paper, page: int, dots_per_inch: float) -> QImage:
    """One page as the printer will have it: grey on sheets, black or white on rolls."""
    held = QBuffer()
    held.setData(QByteArray(paper.pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    across, down = (round(side / 25.4 * dots_per_inch) for side in (paper.width_mm, paper.height_mm))
    drawn = document.render(page, QSize(across, down))
    document.close()
    white = QImage(across, down, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    painter = QPainter(white)
    painter.drawImage(0, 0, drawn)
    painter.end()
    grey = white.convertToFormat(QImage.Format.Format_Grayscale8)
    return black_or_white(grey) if paper.stock is Stock.ROLL else grey


def black_or_white(grey: QImage) -> QImage:
    ink = bytes(0 if level < INK else 255 for level in range(256))
    rows = bytes(grey.constBits()).translate(ink)
    hard = QImage(rows, grey.width(), grey.height(), grey.bytesPerLine(), QImage.Format.Format_Grayscale8)
    return hard.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def preview(paper: Paper, page: int = 0, dots_per_inch: float = 110) -> QImage:
    """A page to look at before printing."""
    return rasterised(replace(paper, stock=Stock.SHEET), page, dots_per_inch)


def save_as_pdf(paper: Paper, path: Path) -> None:
    """Write the paper as a file, whole or not at all."""
    file = QSaveFile(str(path))
    if file.open(QIODevice.OpenModeFlag.WriteOnly):
        file.write(paper.pdf)
        if file.commit():
            return
    raise Refused(Said("The file could not be written there."), advice=Said("Choose another folder."))


class PrintJobs(QObject):
    """Prints one paper after the other on a thread of its own. What fails stays here until it is printed or given up.

    Signals:
        changed: a job was taken, printed or failed; carries the PrintJob as it is now.
    """

    changed = Signal(object)
    _ended = Signal(int, object)

    def __init__(self, put_on_paper: PutOnPaper = to_printer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._put_on_paper = put_on_paper
        self._jobs: dict[int, PrintJob] = {}
        self._taken = 0
        self._lane = QThreadPool(self)
        self._lane.setMaxThreadCount(1)
        self._ended.connect(self._end)

    @property
    def jobs(self) -> tuple[PrintJob, ...]:
        """Newest first."""
        return tuple(reversed(self._jobs.values()))

    @property
    def failed(self) -> tuple[PrintJob, ...]:
        return tuple(job for job in self.jobs if job.state is JobState.FAILED)

    def print(self, paper: Paper, printer: str = "") -> PrintJob:
        """Take a paper and return at once; `changed` tells how it went."""
        self._taken += 1
        return self._start(PrintJob(self._taken, paper, printer))

    def again(self, number: int, printer: str | None = None) -> None:
        """Try a failed job again, on another printer if one is named. What was printed is not: that is a duplicate."""
        job = self._jobs.get(number)
        if job is not None and job.state is JobState.FAILED:
            name = job.printer if printer is None else printer
            self._start(PrintJob(job.number, job.paper, name))

    def forget(self, number: int) -> None:
        """Give a job up; one that is being printed now is not called back."""
        job = self._jobs.get(number)
        if job is not None and job.state is not JobState.WAITING:
            del self._jobs[number]

    def wait(self) -> None:
        """Until the printer has what was given to it: before the program ends."""
        self._lane.waitForDone()

    def _start(self, job: PrintJob) -> PrintJob:
        self._jobs[job.number] = job
        self._lane.start(lambda: self._ended.emit(job.number, self._attempt(job)))
        self.changed.emit(job)
        return job

    def _attempt(self, job: PrintJob) -> Said | None:
        try:
            self._put_on_paper(job.paper, job.printer)
        except PrintFailed as failure:
            return failure.why
        except Exception as error:  # a printer driver may do anything; the desk must go on
            log.warning("printing failed: %s", type(error).__name__)
            return Said("The printer gave an error. Paper kept. Print it later.")
        return None

    @Slot(int, object)
    def _end(self, number: int, why: Said | None) -> None:
        job = self._jobs.get(number)
        if job is None:
            return
        state = JobState.PRINTED if why is None else JobState.FAILED
        self._jobs[number] = replace(job, state=state, why=why)
        self._forget_oldest_printed()
        self.changed.emit(self._jobs.get(number, job))

    def _forget_oldest_printed(self) -> None:
        printed = [job.number for job in self._jobs.values() if job.state is JobState.PRINTED]
        for number in printed[: max(0, len(printed) - PRINTED_SHOWN)]:
            del self._jobs[number]
