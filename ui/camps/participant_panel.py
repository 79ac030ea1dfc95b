from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.camps.answers import CheckIn
from app.camps.participants import ParticipantCard
from ui.camps.wording import about, condition_words, consent_pill, in_script, stops_of
from ui.kit.avatar import Avatar
from ui.kit.button import IconButton
from ui.kit.card import Card, Scroll
from ui.kit.flow import FlowLayout
from ui.kit.label import Divider, ShortLabel
from ui.kit.pill import Chip, Pill
from ui.kit.states import EmptyState
from ui.kit.steps import StepList
from ui.speech import _
from ui.theme.worn import theme

CLOSEST = 26
"""Steps stand as close as this on a low screen; then they scroll."""


class ParticipantPanel(Card):
    """Who stands at the gate: name, facts, and the way round the tables.

    Signals:
        edit_wanted: the pencil was pressed; carries the ParticipantCard.
    """

    edit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Participant"), parent=parent)
        self._card: ParticipantCard | None = None
        self._edit = IconButton("pencil", _("Change what was registered"), size="small")
        self._edit.clicked.connect(self._want_edit)
        self.head_add(self._edit)
        self._avatar = Avatar("", 56)
        self._name = ShortLabel("", "heading")
        self._facts = ShortLabel("", "meta", "text2")
        self._chips = FlowLayout(gap=8)
        self._steps = StepList(name=_("The way round the tables"))
        self._empty = EmptyState(
            "user-search", _("Nobody yet"), _("Scan a pass. The person and where to send them show here.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._lay_out())
        self.add(self._stack, 1)
        self.show_nobody()

    def _lay_out(self) -> QWidget:
        page = Scroll(gap=10)
        column = page.body
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._avatar)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addStretch(1)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addLayout(self._chips)
        column.addWidget(Divider())
        column.addWidget(self._steps, 1)
        return page

    def show_nobody(self) -> None:
        self._card = None
        self._edit.setEnabled(False)
        self._stack.setCurrentWidget(self._empty)

    def show_answer(self, answer: CheckIn, today: date) -> None:
        """The person of a check-in, or the number on the card of somebody this laptop does not know."""
        if answer.participant is not None:
            self.show_card(answer.participant, today)
        elif answer.token and answer.number:
            self._card = None
            self._edit.setEnabled(False)
            self._show(_("Card {number}", number=answer.number), _("The name is not on this laptop"), [])
            self._steps.show_stops([])
        else:
            self.show_nobody()

    def show_card(self, card: ParticipantCard, today: date) -> None:
        self._card = card
        self._edit.setEnabled(True)
        told = [Pill(words) for words in condition_words(card)]
        self._show(in_script(card), about(card, today), [consent_pill(card), *told])
        stops = stops_of(card)
        self._steps.setMinimumHeight(theme().scaled(CLOSEST) * len(stops))
        self._steps.show_stops(stops)

    @property
    def card(self) -> ParticipantCard | None:
        return self._card

    def _show(self, name: str, facts: str, pills: list[Pill]) -> None:
        self._avatar.show_name(name)
        self._name.setText(name)
        self._facts.setText(facts)
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for pill in pills:
            self._chips.addWidget(Chip(pill.words, pill.kind, pill.icon))
        self._stack.setCurrentIndex(1)

    def _want_edit(self) -> None:
        if self._card is not None:
            self.edit_wanted.emit(self._card)
