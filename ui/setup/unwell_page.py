from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.door import StoreUnwell
from ui.kit.brand_panel import BrandPanel
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.label import IconBox, Label
from ui.setup.outside import OutsidePage
from ui.speech import _
from ui.theme.worn import theme


class UnwellPage(OutsidePage):
    """The data folder cannot be opened at all: in use, newer, damaged, or not to be written to.

    Signals:
        again: look once more.
        closing: nothing to be done here.
    """

    again = Signal()
    closing = Signal()

    def __init__(self, unwell: StoreUnwell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(BrandPanel("Shivir", _("Clinic and camp desk"), _("Not open yet")))
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(self._card(unwell), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        row.addLayout(column, 1)

    def _card(self, unwell: StoreUnwell) -> Card:
        card = Card(pad=24, gap=14)
        card.setFixedWidth(theme().scaled(464))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconBox("alert-triangle", 28, "warnText"), 0, Qt.AlignmentFlag.AlignTop)
        self.reason = Label(_(unwell.reason), "screen", wrap=True)
        head.addWidget(self.reason, 1)
        card.add(head)
        self.advice = Label(_(unwell.advice), "body", "text2", wrap=True)
        card.add(self.advice)
        foot = QHBoxLayout()
        close = Button(_("Close"))
        close.clicked.connect(self.closing)
        self.try_again = Button(_("Try again"), "primary", icon="refresh")
        self.try_again.clicked.connect(self.again)
        foot.addWidget(close)
        foot.addStretch(1)
        foot.addWidget(self.try_again)
        card.add(foot)
        return card

    def start(self) -> None:
        self.try_again.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, title: str, text: str) -> None:
        self.reason.setText(title)
        self.advice.setText(text)
