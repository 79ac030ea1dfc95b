from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.consulting.name_diagnosis import DiagnosisCard as DiagnosisFacts
from app.consulting.suggest import FoundDiagnoses
from ui.consulting.pick_box import PickBox
from ui.icons import draw_icon
from ui.kit.button import Pressable
from ui.kit.card import Card
from ui.kit.flow import FlowLayout
from ui.kit.keys import KeyCap
from ui.kit.label import Label
from ui.kit.paint import focus_ring, round_box, width_of, write
from ui.kit.row import Row
from ui.speech import _, words
from ui.theme.worn import theme


class DiagnosisChip(Pressable):
    """Code and name; pressed, it offers what can be done. Del takes it out."""

    removed = Signal()

    def __init__(self, facts: DiagnosisFacts, parent: QWidget | None = None) -> None:
        super().__init__(f"{facts.code} {facts.text}".strip(), parent)
        self.facts = facts
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if facts.is_long_term:
            self.setAccessibleDescription(_("Long-term"))

    def _code_width(self) -> int:
        return width_of(self.facts.code, theme().font("person")) + 7 if self.facts.code else 0

    def sizeHint(self) -> QSize:
        worn = theme()
        text = width_of(self.facts.text, worn.font("person", weight=500))
        sign = 18 if self.facts.is_long_term else 0
        return QSize(min(self._code_width() + text + sign + 22, 420), worn.scaled(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        tone, box = worn.tone("accent"), self.rect().adjusted(0, 2, 0, -2)
        round_box(painter, box, box.height() / 2, tone.fill)
        room = box.adjusted(11, 0, -10, 0)
        if self.facts.is_long_term:
            draw_icon(painter, QRect(room.x() - 2, box.y(), 14, box.height()), "repeat", tone.ink, 14)
            room.setLeft(room.left() + 16)
        if self.facts.code:
            write(painter, room, self.facts.code, worn.font("person"), tone.ink)
            room.setLeft(room.left() + self._code_width())
        write(painter, room, self.facts.text, worn.font("person", weight=500), tone.ink)
        if self.hasFocus():
            focus_ring(painter, box, box.height() / 2, worn.color("text") if worn.is_contrast else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class DiagnosisCard(Card):
    """What the doctor calls it, as chips; one box finds codes or takes words.

    Signals:
        search: carries what is typed.
        added: carries (text, code).
        removed: carries the facts of a chip.
        pressed: carries the facts of a chip and the chip, for its menu.
    """

    search = Signal(str)
    added = Signal(str, str)
    removed = Signal(object)
    pressed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Diagnosis"), pad=12, gap=0, parent=parent)
        self.head.insertWidget(1, KeyCap("Alt+D"))
        self.box = PickBox(_("Add diagnosis or ICD-10 code"), _("Diagnosis"), least_width=420)
        self.box.setObjectName("diagnosis")
        self.box.setMaximumWidth(theme().scaled(272))
        self.box.wanted.connect(self.search)
        self.box.picked.connect(self._picked)
        self.head_add(self.box)
        self.head.setStretchFactor(self.box, 9)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=6)
        self._none = Label(_("Nothing named yet"), "meta", "text3")
        self._flow.addWidget(self._none)
        self.add(self._holder)
        self.chips: list[DiagnosisChip] = []
        self._found: dict[str, tuple[str, str]] = {}

    def show_diagnoses(self, diagnoses: tuple[DiagnosisFacts, ...]) -> None:
        if [chip.facts for chip in self.chips] == list(diagnoses):
            return
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(facts) for facts in diagnoses]
        self._none.setVisible(not self.chips)
        self._holder.updateGeometry()
        if had_focus:
            (self.chips[-1] if self.chips else self.box).setFocus()

    def _chip(self, facts: DiagnosisFacts) -> DiagnosisChip:
        chip = DiagnosisChip(facts, self._holder)
        chip.clicked.connect(lambda: self.pressed.emit(facts, chip))
        chip.removed.connect(lambda: self.removed.emit(facts))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def set_open(self, is_open: bool) -> None:
        self.box.setVisible(is_open)
        for chip in self.chips:
            chip.setEnabled(is_open)

    def offer(self, answer: FoundDiagnoses) -> None:
        """The codes found; the words themselves are always the last choice."""
        language = words().language
        rows = [
            Row(one.code, one.name, one.code, beside=(one.name_hi or "") if language == "hi" else "")
            for one in answer.found
        ]
        self._found = {one.code: (one.name, one.code) for one in answer.found}
        self._found[""] = (answer.text[:1].upper() + answer.text[1:], "")
        typed = Row("", _("“{text}”", text=answer.text), _("In these words, without a code"), icon="pencil")
        self.box.show_rows(answer.text, [*rows, typed])

    def _picked(self, key: object) -> None:
        found = self._found.get(str(key))
        if found is not None:
            self.box.reset()
            self.added.emit(*found)
