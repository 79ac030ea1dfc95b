"""A receptionist makes a bill and takes its money by keys alone."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.billing.bill import BillState, bill
from app.billing.draft import NewLine, add_bill_line, bill_patient, find_prices, set_price
from app.papers.page import Paper, PaperKind
from app.people.register import NewPatient, register_patient
from models.vocabulary import ItemKind, PaymentMethod, Role
from tests.clinics import Clinic
from tests.ui.looks import cut_off, nameless
from ui.background import Background
from ui.billing.bill_page import BillPage
from ui.billing.wording import read_discount
from ui.kit.money import NotMoney
from ui.printing import PrintJobs
from ui.theme.worn import Wardrobe
from ui.tools import Tools


class Printed:
    """A printer that takes every paper."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []

    def __call__(self, paper: Paper, _printer: str) -> None:
        self.papers.append(paper)


@pytest.fixture
def printed() -> Printed:
    return Printed()


@pytest.fixture
def page(qtbot: QtBot, clinic: Clinic, wardrobe: Wardrobe, printed: Printed) -> Iterator[BillPage]:
    background = Background(clinic.desk(Role.RECEPTIONIST))
    page = BillPage(background, Tools(PrintJobs(printed), clinic.clock))
    qtbot.addWidget(page)
    page.resize(1278, 680)
    page.show()
    yield page
    background.wait()


@pytest.fixture
def draft(clinic: Clinic) -> UUID:
    clinic.desk(Role.SUPERVISOR).run(set_price, "HbA1c", ItemKind.LAB, 45000)
    counter = clinic.desk(Role.RECEPTIONIST)
    patient = counter.run(register_patient, NewPatient("Sunita Devi")).id
    invoice = counter.run(bill_patient, patient).id
    counter.run(add_bill_line, invoice, NewLine("Consultation · Dr Rao", 20000))
    return invoice


def opened(qtbot: QtBot, page: BillPage, invoice: UUID) -> None:
    page.opened(invoice_id=invoice)
    qtbot.waitUntil(lambda: page.editor.isVisible() and page.editor.name.text() == "Sunita Devi")


def test_a_test_is_added_cash_is_taken_and_the_receipt_printed(
    qtbot: QtBot, clinic: Clinic, page: BillPage, draft: UUID, printed: Printed
) -> None:
    opened(qtbot, page, draft)
    page.editor.lines.start_adding()
    qtbot.keyClicks(page.editor.lines.box, "hba")
    qtbot.waitUntil(lambda: page.editor.lines.found.current_key() is not None)
    QTest.keyClick(page.editor.lines.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.editor.take.text() == "Take ₹650 and print receipt")

    page.main_action()
    qtbot.waitUntil(lambda: page.editor.number.text() == "2627-A1-000001")
    view = clinic.desk(Role.RECEPTIONIST).run(bill, draft)
    assert (view.state, view.due_paise) == (BillState.PAID, 0)
    qtbot.waitUntil(lambda: [paper.kind for paper in printed.papers] == [PaperKind.RECEIPT])


def test_more_cash_than_the_bill_says_what_to_give_back(qtbot: QtBot, page: BillPage, draft: UUID) -> None:
    opened(qtbot, page, draft)
    page.editor.pay.given.clear()
    qtbot.keyClicks(page.editor.pay.given, "500")
    qtbot.waitUntil(lambda: page.editor.pay.change.text() == "Give back ₹300.00")

    page.main_action()
    qtbot.waitUntil(lambda: page.editor.pay.due.text() == "₹0.00")


def test_the_upi_code_on_the_screen_is_read_back_from_its_pixels(
    qtbot: QtBot, page: BillPage, draft: UUID
) -> None:
    import zxingcpp
    from PySide6.QtGui import QImage

    opened(qtbot, page, draft)
    page.editor.pay.method.set_value(PaymentMethod.UPI)
    page.editor.pay.method.changed.emit(PaymentMethod.UPI)
    qtbot.waitUntil(lambda: bool(page.editor.pay.code.text))
    image = page.editor.pay.code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    [code] = zxingcpp.read_barcodes(image)

    assert code.text.startswith("upi://pay?pa=rampur@upi")
    assert "am=200.00" in code.text


def test_a_large_reduction_says_who_can_approve_it(qtbot: QtBot, page: BillPage, draft: UUID) -> None:
    opened(qtbot, page, draft)
    page.editor.sums.amount.setText("150")
    page.editor.sums.reason.setText("senior")
    page.editor.sums.amount.editingFinished.emit()
    qtbot.waitUntil(lambda: page.editor.sums.total.text() == "₹50.00")
    page.editor.later.click()
    qtbot.waitUntil(lambda: "supervisor" in page.editor.sums.field.error)


def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, page: BillPage, draft: UUID) -> None:
    opened(qtbot, page, draft)
    qtbot.waitUntil(lambda: cut_off(page) == [])
    assert nameless(page) == []


@pytest.mark.parametrize(
    ("typed", "paise"), [("10%", 4500), ("45", 4500), ("", 0), ("—", 0), ("12.5 %", 5625)]
)
def test_a_reduction_is_typed_in_rupees_or_percent(typed: str, paise: int) -> None:
    assert read_discount(typed, 45000) == paise


@pytest.mark.parametrize("typed", ["ten", "101%", "-5", "5..0"])
def test_a_wrong_reduction_says_what_to_type(typed: str) -> None:
    with pytest.raises(NotMoney):
        read_discount(typed, 45000)


def test_prices_are_found_by_any_word(clinic: Clinic, draft: UUID) -> None:
    found = clinic.desk(Role.RECEPTIONIST).run(find_prices, "HBA")
    assert [price.name for price in found] == ["HbA1c"]
