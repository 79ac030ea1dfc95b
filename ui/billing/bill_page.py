from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.billing.bill import BillLine, BillState, BillView, PaymentShown, bill
from app.billing.bills_today import BillsOfDay, bills_of_day
from app.billing.draft import (
    LineChange,
    NewLine,
    PriceShown,
    add_bill_line,
    approve_discount,
    bill_patient,
    bill_visit,
    change_bill_line,
    find_prices,
    remove_bill_line,
    set_bill_discount,
    share_bill,
)
from app.billing.paper import invoice_paper, receipt_paper
from app.billing.pay import UpiCode, cancel_bill, issue_and_pay, issue_bill, prove_upi, take_payment, upi_code
from app.papers.page import Paper
from app.refused import Refused
from models.vocabulary import PaymentMethod, Role
from ui.background import Background
from ui.billing.bill_editor import BillEditor
from ui.billing.bills_list import BillsList
from ui.billing.lines_card import QUANTITY, RATE
from ui.billing.wording import read_discount
from ui.errors import notice_of
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.money import NotMoney, read_money
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.speech import _, words
from ui.tools import Tools

MAY_APPROVE = {Role.SUPERVISOR, Role.ADMIN}
KINDS = frozenset({"invoice", "line_item", "payment", "payer_share", "visit"})


class BillPage(Page):
    """The day's bills, and one bill at a time: made from a visit, paid, printed, all by keys."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Billing"), "billing"
        self._background, self._tools = background, tools
        self._day_now = Latest(background, self._show_day)
        self._bill_now = Latest(background, self._show_again)
        self._prices_now = Latest(background, self._found)
        self._view: BillView | None = None
        self._query = ""
        self.list = BillsList()
        self.editor = BillEditor(tools, background.desk.actor.grant.role in MAY_APPROVE)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.stack)
        self._connect()

    def _connect(self) -> None:
        self.list.bill_opened.connect(self._open)
        self.list.visit_opened.connect(self._open_visit)
        lines, sums, pay = self.editor.lines, self.editor.sums, self.editor.pay
        lines.searched.connect(self._search)
        lines.picked.connect(self._add)
        lines.edited.connect(self._edit)
        lines.removed.connect(self._remove)
        sums.reduced.connect(self._reduce)
        sums.approved.connect(self._approve)
        self.editor.shares.shared.connect(self._share)
        pay.changed.connect(self._ask_code)
        pay.proved.connect(self._prove)
        self.editor.pay_wanted.connect(self._pay)
        self.editor.later_wanted.connect(self._issue)
        self.editor.cancel_wanted.connect(self._ask_cancel)

    def keys(self) -> list[KeyHint]:
        if self._view is None:
            return [KeyHint("↑ ↓", _("Pick")), KeyHint("↵", _("Open"))]
        return [
            KeyHint("Ins", _("Add item"), self.editor.lines.start_adding),
            KeyHint("F9", _("Pay and print"), self._pay),
            KeyHint("Ctrl+P", _("Print invoice"), self._print_invoice, shown=False),
        ]

    def opened(self, **what: object) -> None:
        match what:
            case {"visit_id": UUID() as visit_id}:
                self._open_visit(visit_id)
            case {"invoice_id": UUID() as invoice_id}:
                self._open(invoice_id)
            case {"patient_id": UUID() as patient_id}:
                self._background.ask(self._show, bill_patient, patient_id)
            case _:
                self._close()

    def changed(self, kinds: frozenset[str], ids: frozenset[bytes]) -> None:
        if not kinds & KINDS:
            return
        if self._view is None:
            self._day_now.renew(bills_of_day)
        elif self._view.id.bytes in ids or kinds & {"line_item", "payment", "payer_share"}:
            self._bill_now.renew(bill, self._view.id)

    def main_action(self) -> None:
        if self._view is not None:
            self._pay()

    def back(self) -> bool:
        if self._view is None:
            return False
        self._close()
        return True

    def _close(self) -> None:
        self._view = None
        self.stack.setCurrentWidget(self.list)
        self.renamed.emit()
        self._day_now.renew(bills_of_day)

    def _show_day(self, day: BillsOfDay) -> None:
        self.list.show_day(day)
        if self._view is None and self.isVisible() and not self.list.bills.hasFocus():
            self.list.start()

    def _open(self, invoice_id: object) -> None:
        if isinstance(invoice_id, UUID):
            self._background.ask(self._show, bill, invoice_id)

    def _open_visit(self, visit_id: object) -> None:
        if isinstance(visit_id, UUID):
            self._background.ask(self._show, bill_visit, visit_id)

    def _show(self, view: BillView) -> None:
        """Show a bill somebody has just opened, with the focus where work goes on."""
        first = self._view is None or self._view.id != view.id
        self._show_again(view)
        if first:
            if view.lines:
                self.editor.pay.given.setFocus()
                self.editor.pay.given.selectAll()
            else:
                self.editor.lines.start_adding()

    def _show_again(self, view: BillView) -> None:
        self._view = view
        self.stack.setCurrentWidget(self.editor)
        self.editor.show_bill(view)
        self.renamed.emit()

    def _failed(self, error: Exception) -> None:
        field = error.field if isinstance(error, Refused) else None
        if isinstance(error, Refused) and field in ("amount", "reference"):
            self.editor.pay.show_problem(_(error.reason), field)
        elif isinstance(error, Refused) and field in ("discount", "reason"):
            advice = f" {_(error.advice)}" if error.advice else ""
            self.editor.sums.show_error(_(error.reason) + advice)
        elif isinstance(error, Refused):
            self.said.emit(notice_of(error))
        else:
            self._background.broke.emit(error)
        if self._view is not None and field is None:
            self._bill_now.renew(bill, self._view.id)

    def _search(self, text: str) -> None:
        self._query = text
        self._prices_now.renew(find_prices, text)

    def _found(self, prices: tuple[PriceShown, ...]) -> None:
        self.editor.lines.show_found(self._query, prices)

    def _add(self, price: PriceShown) -> None:
        assert self._view is not None
        new = NewLine(price.name, price.price_paise, item=price.item, price_item_id=price.id)
        self.editor.lines.clear_box()
        self._background.ask_or(self._show_again, self._failed, add_bill_line, self._view.id, new)

    def _edit(self, line_id: object, column: int, text: str) -> None:
        line = next((one for one in self._lines() if one.id == line_id), None)
        if line is None:
            return
        try:
            if column == QUANTITY:
                change = LineChange(quantity=_whole(text))
            elif column == RATE:
                change = LineChange(rate_paise=read_money(text))
            else:
                change = LineChange(discount_paise=read_discount(text, line.quantity * line.rate_paise))
        except NotMoney as wrong:
            self.say(str(wrong), "warn")
            return
        self._background.ask_or(self._show_again, self._failed, change_bill_line, line.id, line.seen, change)

    def _lines(self) -> tuple[BillLine, ...]:
        return self._view.lines if self._view else ()

    def _remove(self, line_id: object) -> None:
        if isinstance(line_id, UUID):
            self._background.ask_or(self._show_again, self._failed, remove_bill_line, line_id)

    def _reduce(self, paise: object, reason: str) -> None:
        view = self._view
        if view is None or not isinstance(paise, int):
            return
        if (paise, reason) != (view.discount_paise, view.discount_reason or ""):
            self._background.ask_or(
                self._show_again, self._failed, set_bill_discount, view.id, view.seen, paise, reason
            )

    def _approve(self) -> None:
        if self._view is not None:
            self._background.ask_or(self._show_again, self._failed, approve_discount, self._view.id)

    def _share(self, payer: str, paise: object) -> None:
        if self._view is not None and isinstance(paise, int):
            self._background.ask_or(self._show_again, self._failed, share_bill, self._view.id, payer, paise)

    def _ask_code(self) -> None:
        view, pay = self._view, self.editor.pay
        if view is not None and pay.method.value() is PaymentMethod.UPI:
            self._background.ask(self._show_code, upi_code, view.id, max(view.due_paise, 0))

    def _show_code(self, code: UpiCode | None) -> None:
        self.editor.pay.show_code(code.text if code else None, code.address if code else "")

    def _prove(self, payment: PaymentShown, text: str) -> None:
        self._background.ask_or(self._show_again, self._failed, prove_upi, payment.id, payment.seen, text)

    def _pay(self) -> None:
        view, money = self._view, self.editor.pay.money()
        if view is None:
            return
        if view.state is BillState.PAID and view.number:
            self._print(view.id)
        elif money is None:
            self.editor.pay.show_problem(_("Type an amount above zero."), "amount")
        elif view.state is BillState.DRAFT:
            self._background.ask_or(self._paid, self._failed, issue_and_pay, view.id, money)
        else:
            self._background.ask_or(self._paid, self._failed, take_payment, view.id, money)

    def _paid(self, view: BillView) -> None:
        self.editor.pay.clear_typed()
        self._show_again(view)
        taken = view.payments[-1].amount_paise if view.payments else 0
        self.say(_("{amount} taken, bill {number}", amount=words().money(taken), number=view.number or ""))
        self._print(view.id)

    def _issue(self) -> None:
        if self._view is not None:
            self._background.ask_or(self._show_again, self._failed, issue_bill, self._view.id)

    def _print(self, invoice_id: UUID) -> None:
        self._background.ask(self._printed, receipt_paper, invoice_id)

    def _print_invoice(self) -> None:
        if self._view is not None and self._view.number:
            self._background.ask(self._printed, invoice_paper, self._view.id)

    def _printed(self, paper: Paper) -> None:
        self._tools.prints.print(paper)

    def _ask_cancel(self) -> None:
        view = self._view
        if view is None:
            return
        self._reason = LineEdit(_("Why"), _("Reason"))
        dialog = Dialog(
            self,
            _("Cancel bill {number}?", number=view.number) if view.number else _("Throw this draft away?"),
            _("It stays in the books, marked as cancelled.") if view.number else _("It has no number yet."),
            (Verb(_("Keep the bill"), False), Verb(_("Cancel the bill"), True, "danger")),
        )
        dialog.add(Field(_("Reason"), self._reason, required=True))
        dialog.chosen.connect(self._cancel)
        dialog.open()
        self._reason.setFocus()

    def _cancel(self, answer: object) -> None:
        if answer and self._view is not None:
            self._background.ask_or(
                self._cancelled, self._failed, cancel_bill, self._view.id, self._reason.text()
            )

    def _cancelled(self, _answer: None) -> None:
        self.say(_("Bill cancelled"), "info")
        self._close()


def _whole(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or int(text) < 1 or int(text) > 100_000:
        raise NotMoney(_("Type a whole number, like 10."))
    return int(text)
