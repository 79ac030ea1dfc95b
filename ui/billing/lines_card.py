from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.billing.bill import BillLine, BillState, BillView
from app.billing.draft import PriceShown
from app.words import counted
from ui.billing.wording import item_words
from ui.kit.card import Card
from ui.kit.inputs import LineEdit
from ui.kit.keys import KeyCap
from ui.kit.money import plain_money
from ui.kit.row import Cell, Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.table import Table, TableColumn, TableRow
from ui.speech import _, words

QUANTITY, RATE, DISCOUNT, TRASH = 2, 3, 4, 6
PAUSE_MS = 80


class LinesCard(Card):
    """The lines of a bill as a table that is edited in place, and the one box that adds to it.

    Signals:
        searched: somebody types what to add; carries the text.
        picked: a price was taken; carries the PriceShown.
        edited: line id, column (QUANTITY, RATE or DISCOUNT), the text typed.
        removed: line id.
    """

    searched = Signal(str)
    picked = Signal(object)
    edited = Signal(object, int, str)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Invoice"), flush=True, parent=parent)
        self._prices: dict[object, PriceShown] = {}
        self._is_draft = True
        self.table = Table(
            _("Lines of the bill"),
            (
                TableColumn("", 36),
                TableColumn(_("Item")),
                TableColumn(_("Qty"), 64, right=True, editable=True),
                TableColumn(_("Rate ₹"), 96, right=True, editable=True),
                TableColumn(_("Discount"), 96, right=True, editable=True),
                TableColumn(_("Amount ₹"), 104, right=True),
                TableColumn("", 44),
            ),
        )
        self.table.edited.connect(self._edit)
        self.table.pressed_cell.connect(self._press)
        self.add(self.table, 1)
        self.found = RowList(_("Prices found"), RowLook(height=40, inset=16, bar=False))
        self.found.opened.connect(self._pick)
        self.found.setFixedHeight(0)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add(self.found)
        self.box = _AddBox(_("Add service, test or medicine"), _("Add a line"))
        self.box.textEdited.connect(self._typed)
        self.box.moved.connect(self._move)
        self.box.returnPressed.connect(self._take)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.box, 1)
        row.addWidget(KeyCap("Ins"))
        self.add(row)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.box.text()))

    def show_bill(self, view: BillView) -> None:
        self._is_draft = view.state is BillState.DRAFT
        count = len(view.lines)
        self.set_count(_(counted("{n} item", "{n} items", n=count)))
        self.table.show_rows([self._row(at, line) for at, line in enumerate(view.lines, start=1)])
        self.box.setEnabled(self._is_draft)

    def _row(self, at: int, line: BillLine) -> TableRow:
        discount = plain_money(line.discount_paise) if line.discount_paise else "—"
        facts = line.detail or item_words(line.item)
        return TableRow(
            line.id,
            (
                Cell(str(at), dim=True),
                Cell(line.text, facts, strong=True),
                str(line.quantity),
                plain_money(line.rate_paise),
                discount,
                Cell(plain_money(line.amount_paise), strong=True),
                Cell(icon="trash", spoken=_("Remove")) if self._is_draft else "",
            ),
            spoken=_("{text}, {amount}", text=line.text, amount=words().money(line.amount_paise)),
        )

    def start_adding(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()

    def show_found(self, text: str, prices: Sequence[PriceShown]) -> None:
        if text != self.box.text():
            return
        self._prices = {price.id: price for price in prices}
        self.found.show_rows(
            [
                Row(
                    price.id, price.name, beside=item_words(price.item), note=words().money(price.price_paise)
                )
                for price in prices
            ]
        )
        self.found.setFixedHeight(min(self.found.content_height(), 200) if prices else 0)
        self.found.choose_first()

    def clear_box(self) -> None:
        self.box.clear()
        self.found.setFixedHeight(0)
        self._prices = {}

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self.clear_box()

    def _move(self, by: int) -> None:
        keys = list(self._prices)
        if keys:
            now = self.found.current_key()
            at = keys.index(now) if now in self._prices else -1
            self.found.choose(keys[max(0, min(at + by, len(keys) - 1))])

    def _take(self) -> None:
        self._pick(self.found.current_key())

    def _pick(self, key: object) -> None:
        if key in self._prices:
            self.picked.emit(self._prices[key])

    def _edit(self, key: object, column: int, text: str) -> None:
        if self._is_draft:
            self.edited.emit(key, column, text)

    def _press(self, key: object, column: int) -> None:
        if column == TRASH and self._is_draft:
            self.removed.emit(key)


class _AddBox(LineEdit):
    """Up and down walk through what was found; Enter takes it.

    Signals:
        moved: carries the step.
    """

    moved = Signal(int)

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__(placeholder, name, icon="plus")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)
