from pytestqt.qtbot import QtBot

from app.papers.page import Paper, PaperKind, Stock
from app.words import Said
from tests.ui.clinic_window import a_window
from ui.kit.button import Button
from ui.kit.dialog import Dialog
from ui.notices import Notices
from ui.printing import PrintFailed, PrintJobs
from ui.theme.worn import Wardrobe

SLIP = Paper(PaperKind.TOKEN, Said("Token slip"), "token", b"%PDF-1.4", 80, 120, 1, Stock.ROLL)


class Printer:
    """Prints once it is switched on."""

    def __init__(self) -> None:
        self.is_on = False
        self.printed: list[str] = []

    def __call__(self, paper: Paper, _name: str) -> None:
        if not self.is_on:
            raise PrintFailed(Said("Printer not found. Slip kept. Print it later."))
        self.printed.append(paper.name)


def test_a_slip_that_did_not_print_is_kept_and_printed_later(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    window, printer = a_window(), Printer()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    prints = PrintJobs(printer, window)
    notices = Notices(window, prints)
    prints.print(SLIP)
    qtbot.waitUntil(lambda: len(prints.failed) == 1)
    printer.is_on = True
    notices.open()
    [dialog] = window.findChildren(Dialog)
    next(button for button in dialog.findChildren(Button) if button.text() == "Print again").click()
    qtbot.waitUntil(lambda: printer.printed == ["token"])

    qtbot.waitUntil(lambda: prints.failed == ())
