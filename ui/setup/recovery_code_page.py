from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.brand_panel import Fact
from ui.kit.button import Button
from ui.kit.card import ActionBar, Card, Scroll
from ui.kit.choices import CheckBox
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.keys import KeyHint
from ui.kit.label import Divider, IconBox, Label, Note
from ui.kit.message import MessageBox
from ui.kit.paint import CENTRE, round_box, write
from ui.kit.pill import Chip, Pill
from ui.setup.begin_frame import BeginFrame
from ui.speech import _
from ui.theme.worn import theme

PROOF = (2, 5)
COLUMNS = 4
NARROW = 1240
NOT_IN_CODES = "IO01"


class PartBox(QWidget):
    """One part of the code, with its number, large enough to be copied by hand."""

    def __init__(
        self, number: int, letters: str, style: str = "vital", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._number, self._letters, self._style = number, letters, style
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Part {n}", n=number))
        self.setAccessibleDescription(" ".join(letters))

    def sizeHint(self) -> QSize:
        tall = theme().scaled(96 if self._style == "display" else 56)
        return QSize(theme().scaled(200 if self._style == "display" else 128), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(112), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        edge = worn.color("control" if worn.is_contrast else "border")
        round_box(painter, self.rect(), worn.radius("control"), worn.color("sunken"), edge, worn.line)
        number = QRect(10, 0, 16, self.height())
        write(painter, number, str(self._number), worn.font("label"), worn.color("text2"))
        letters = self.rect().adjusted(22, 0, -4, 0)
        write(painter, letters, self._letters, worn.font(self._style), worn.color("text"), CENTRE)


class RecoveryCodePage(BeginFrame):
    """Keep this code on paper: shown once, printed twice, and proven before anybody goes on.

    Signals:
        print_wanted: two sheets, please.
        proven: the paper is there; carries where it will be kept.
    """

    print_wanted = Signal()
    proven = Signal(str)

    def __init__(self, parts: Sequence[str], clinic: str, owner: str, parent: QWidget | None = None) -> None:
        super().__init__(
            2,
            _("Almost done"),
            _("One minute now saves the clinic later."),
            (
                Fact("check", _("Clinic made"), _("{clinic}, on this laptop", clinic=clinic)),
                Fact("check", _("Your sign-in made"), owner),
                Fact("key", _("Recovery code"), _("You are here")),
            ),
            (KeyHint("Ctrl P", _("Print")), KeyHint("Ctrl ↵", _("Go on"))),
            parent=parent,
        )
        self._parts = tuple(parts)
        self.show_state(
            _("On this laptop only"),
            "device-laptop",
            _("Clinic and sign-in are saved"),
            _("no backup yet, make one after this step"),
        )
        self.add_title(_("Keep this code on paper"), f"{clinic} · {owner}")
        row = QHBoxLayout()
        row.setSpacing(12)
        scroll = Scroll(gap=0)
        scroll.add(self._code_card(), 1)
        row.addWidget(scroll, 1)
        self.side = self._side()
        row.addWidget(self.side)
        self.body.addLayout(row, 1)
        self.body.addWidget(self._foot())
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)

    def _code_card(self) -> Card:
        card = Card(pad=20, gap=10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconBox("key", 22, "accentText"))
        head.addWidget(Label(_("Your recovery code"), "screen"))
        head.addStretch(1)
        head.addWidget(Chip(_("Shown only once"), "warn", "eye"))
        card.add(head)
        card.add(
            Label(
                _(
                    "If all passwords are lost, or the laptop breaks, this code opens the records and the"
                    " backups. Without it nobody can, not even us."
                ),
                "meta",
                "text2",
                wrap=True,
            )
        )
        card.add(parts_grid(self._parts, "vital"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.print = Button(_("Print 2 sheets"), icon="printer", key="Ctrl P")
        self.print.clicked.connect(self.print_wanted)
        bigger = Button(_("Show bigger"), icon="zoom-in")
        bigger.clicked.connect(self._show_bigger)
        buttons.addWidget(self.print)
        buttons.addWidget(bigger)
        buttons.addWidget(Label(_("No camera photo, no chat message."), "hint", "text2", wrap=True), 1)
        card.add(buttons)
        self.printed = MessageBox("ok", "")
        self.printed.hide()
        card.add(self.printed)
        card.add(Divider())
        self._add_proof(card)
        card.body.addStretch(1)
        return card

    def _add_proof(self, card: Card) -> None:
        self.kept = LineEdit("", _("Where will the paper be?"), icon="map-pin")
        self.kept.setObjectName("paper_place")
        card.add(
            Field(
                _("Where will the paper be?"),
                self.kept,
                hint=_("So that others find it. Keep the second sheet away from the clinic."),
            )
        )
        one, other = PROOF
        card.add(
            Label(
                _("Type parts {one} and {other} to show that you have them", one=one, other=other), "strong"
            )
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        self.proofs = [self._proof(part) for part in PROOF]
        for proof in self.proofs:
            row.addWidget(proof, 1, Qt.AlignmentFlag.AlignTop)
        card.add(row)

    def _proof(self, part: int) -> Field:
        box = LineEdit("", _("Part {n}", n=part))
        box.setObjectName(f"part_{part}")
        box.setMaxLength(12)
        proof = Field(
            _("Part {n}", n=part),
            box,
            required=True,
            needed=_("Type part {n} from your paper.", n=part),
            check=lambda: self._wrong(box.text(), part),
        )
        box.textEdited.connect(lambda text: self._typed(proof, box, text, part))
        return proof

    def _typed(self, proof: Field, box: LineEdit, text: str, part: int) -> None:
        if text != text.upper():
            box.setText(text.upper())
        right = self._parts[part - 1]
        if self._wrong(text, part) is None:
            proof.set_ok(_("Right"))
        elif len(text) >= len(right):
            proof.is_right()
        self._show_left()

    def _wrong(self, typed: str, part: int) -> str | None:
        letters = "".join(letter for letter in typed.upper() if letter.isalnum())
        if letters == self._parts[part - 1]:
            return None
        strange = next((letter for letter in letters if letter in NOT_IN_CODES), None)
        if strange:
            return _("No {letter} in codes. Look again.", letter=strange)
        return _("Part {n} reads otherwise. Look again.", n=part)

    def _side(self) -> Card:
        card = Card(_("What opens what"), pad=20, gap=14)
        card.setFixedWidth(theme().scaled(304))
        for icon, title, text in (
            ("lock", _("Password"), _("Opens the laptop for one person. The supervisor can set a new one.")),
            (
                "device-mobile-check",
                _("Phone code"),
                _("Second step, if you want one. Paper codes if the phone is lost."),
            ),
            ("key", _("Recovery code"), _("Opens all records and every backup. For the owner only.")),
            (
                "refresh",
                _("Lost the paper?"),
                _("While you can still sign in, make a new code in Settings. The old one stops working."),
            ),
        ):
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconBox(icon, 20), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(Label(title, "strong"))
            words.addWidget(Label(text, "hint", "text2", wrap=True))
            row.addLayout(words, 1)
            card.add(row)
        card.body.addStretch(1)
        card.add(
            Note(_("Two people are safer. Add a second administrator later."), "user-shield", boxed=True)
        )
        return card

    def _foot(self) -> ActionBar:
        bar = ActionBar()
        self.have = CheckBox(_("I have the code on paper"))
        self.left = Chip()
        bar.row.addWidget(self.have)
        bar.row.addWidget(self.left)
        bar.row.addStretch(1)
        self.do = Button(_("Go on"), "primary", icon="arrow-right", key="Ctrl ↵", size="large")
        self.do.clicked.connect(self.go_on)
        bar.row.addWidget(self.do)
        self._show_left()
        return bar

    def _show_left(self) -> None:
        left = sum(
            self._wrong(proof.input.text(), part) is not None  # type: ignore[attr-defined]  # a LineEdit
            for proof, part in zip(self.proofs, PROOF, strict=True)
        )
        if left:
            self.left.show_pill(Pill(_("Parts to type: {n}", n=left), "warn", "alert-circle"))
        self.left.setVisible(bool(left))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setVisible(event.size().width() >= theme().scaled(NARROW))
        super().resizeEvent(event)

    def start(self) -> None:
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_printed(self, on_paper: bool) -> None:
        """Whether the sheets came out; there is no job to try again, as it would lie open on the disk."""
        if on_paper:
            self.printed.show_message(
                "ok", _("2 sheets sent to the printer"), _("Look whether both came out.")
            )
        else:
            self.printed.show_message(
                "warn", _("Printer not found"), _("Write the code by hand. Use Show bigger.")
            )
        self.printed.show()
        self.proofs[0].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Only with the paper in hand."""
        wrong = [proof for proof in self.proofs if not proof.is_right()]
        if wrong:
            wrong[0].input.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.have.isChecked():
            self.left.show_pill(Pill(_("Tick the box first"), "warn", "alert-circle"))
            self.left.show()
            self.have.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.proven.emit(self.kept.text().strip())

    def _show_bigger(self) -> None:
        dialog = Dialog(
            self,
            _("Recovery code"),
            _("Copy it by hand, letter by letter."),
            (Verb(_("Close"), False),),
            width=960,
        )
        dialog.add(parts_grid(self._parts, "display"))
        dialog.open()


def parts_grid(parts: Sequence[str], style: str) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(10)
    for at, letters in enumerate(parts):
        grid.addWidget(PartBox(at + 1, letters, style), at // COLUMNS, at % COLUMNS)
    return holder
