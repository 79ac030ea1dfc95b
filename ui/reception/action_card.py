from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.reception.queue import QueueRow
from models.vocabulary import Priority, TokenState
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.label import Label, ShortLabel
from ui.kit.pill import Chip, Pill
from ui.people.person_words import age_sex
from ui.reception.queue_rows import name_of, priority_words, said_reason
from ui.reception.token_deeds import TokenDeed, deeds_of
from ui.speech import _, words

SHOWN = 7


class ActionCard(Card):
    """The chosen token and what can be done with it, each with its key: the first alone, the others in pairs.

    Signals:
        wanted: carries the TokenDeed and the TokenCard.
    """

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(pad=14, gap=6, parent=parent)
        self.name = ShortLabel("", "title")
        self.facts = Label("", "hint", "text2", wrap=True)
        self.chip = Chip()
        self._lines = [QHBoxLayout() for _ in range(1 + SHOWN // 2)]
        self._buttons: list[Button] = []
        self._shown: tuple[TokenDeed, ...] = ()
        self._one: QueueRow | None = None
        self.add(self.name)
        self.add(self.facts)
        self.add(self.chip)
        for line in self._lines:
            line.setSpacing(8)
            self.add(line)
        self.body.addStretch(1)
        self.show_token(None, None)

    def show_token(self, one: QueueRow | None, today: date | None) -> None:
        self._one = one
        self.setVisible(one is not None)
        if one is None or today is None:
            return
        token = one.token
        self.name.setText(f"{token.number}  {name_of(one)}")
        self.setAccessibleName(self.name.words())
        came = _("came {time}", time=words().time(token.came_at))
        facts = [age_sex(token, today), token.village or "", said_reason(token.reason), one.doctor, came]
        self.facts.setText(" · ".join(part for part in facts if part))
        self._show_chip(one)
        self._show_deeds(deeds_of(token)[:SHOWN])

    def _show_chip(self, one: QueueRow) -> None:
        token = one.token
        waits = token.state is TokenState.WAITING
        pill = None
        if token.priority is not Priority.NONE:
            urgent = token.priority is Priority.EMERGENCY
            pill = Pill(priority_words(token.priority).capitalize(), "danger" if urgent else "warn", "urgent")
        elif token.skips:
            pill = Pill(_("Did not come when called"), "warn", "user-x")
        elif waits and one.estimate is not None:
            pill = Pill(_("About {n} min more", n=one.estimate), "neutral", "hourglass")
        self.chip.setVisible(pill is not None)
        if pill is not None:
            self.chip.show_pill(pill)

    def _show_deeds(self, deeds: tuple[TokenDeed, ...]) -> None:
        if deeds == self._shown:
            return
        self._shown = deeds
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(deed) for deed in deeds]
        for at, button in enumerate(self._buttons):
            self._lines[(at + 1) // 2].addWidget(button, 1)

    def _button(self, deed: TokenDeed) -> Button:
        button = Button(_(deed.words), icon=deed.icon, key=deed.key, size="small")
        button.clicked.connect(lambda _on=False, deed=deed: self._press(deed))
        return button

    def _press(self, deed: TokenDeed) -> None:
        if self._one is not None:
            self.wanted.emit(deed, self._one.token)
