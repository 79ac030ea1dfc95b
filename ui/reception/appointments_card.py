from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.reception.appointments import AppointmentCard
from models.vocabulary import AppointmentState
from ui.kit.button import IconButton
from ui.kit.card import Card
from ui.kit.pill import Pill
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Shown
from ui.reception.queue_rows import said_reason
from ui.speech import _, words

LOOK = RowLook(height=58, lead=48, lead_style="meta", divider=True)


class AppointmentList(RowList):
    """Signals:
    dropped: Delete on the chosen one.
    """

    dropped = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_key() is not None:
            self.dropped.emit(self.current_key())
            return
        super().keyPressEvent(event)


class AppointmentsCard(Card):
    """Who is promised a time today.

    Signals:
        arrived, cancelled: carries the AppointmentCard.
        booking_wanted: a new one is wanted.
    """

    arrived = Signal(object)
    cancelled = Signal(object)
    booking_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Appointments"), flush=True, parent=parent)
        self._cards: dict[UUID, AppointmentCard] = {}
        add = IconButton("plus", _("New appointment"), size="small", tone="accentText")
        add.clicked.connect(self.booking_wanted)
        self.head_add(add)
        self.list = AppointmentList(_("Appointments"), LOOK)
        self.list.setToolTip(_("Enter: arrived, gets a token. Del: cancel."))
        self.shown = Shown(
            self.list,
            EmptyState("calendar-event", _("No appointments today."), _("New ones show here.")),
            lines=4,
        )
        self.add(self.shown, 1)
        self.list.opened.connect(lambda key: self.arrived.emit(self._cards[key]))
        self.list.dropped.connect(lambda key: self.cancelled.emit(self._cards[key]))

    def focus_list(self) -> None:
        if self.list.current_row() is None:
            self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_appointments(self, cards: Sequence[AppointmentCard]) -> None:
        self._cards = {card.id: card for card in cards}
        self.set_count(_("{n} today", n=len(cards)) if cards else "")
        self.list.show_rows([_row(card) for card in cards])
        self.shown.show_content(bool(cards))


def _row(card: AppointmentCard) -> Row:
    facts = " · ".join(part for part in (card.doctor, said_reason(card.service)) if part)
    return Row(
        card.id,
        card.name or _("Not on this laptop yet"),
        facts,
        lead=words().time(card.starts_at),
        pill=_pill(card),
    )


def _pill(card: AppointmentCard) -> Pill:
    if card.state is AppointmentState.ARRIVED:
        return Pill(_("Arrived"), "ok", "check")
    if card.state is AppointmentState.DONE:
        return Pill(_("Done"), "ok", "check")
    if card.state is AppointmentState.MISSED:
        return Pill(_("Did not come"), "warn", "user-x")
    if card.is_late:
        return Pill(_("Late"), "warn", "alert-triangle")
    return Pill(_("Booked"), "neutral", "calendar")
