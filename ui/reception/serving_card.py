from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.reception.queue import Room
from ui.kit.card import Card
from ui.kit.label import Label, ShortLabel
from ui.kit.message import Panel
from ui.speech import _

MOST = 4


class RoomPanel(Panel):
    """One room and the token that was called or is inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 4, 5)
        column.setSpacing(0)
        self.room = ShortLabel("", "hint", "text2")
        self.token = Label("", "number", "accentText")
        column.addWidget(self.room)
        column.addWidget(self.token)

    def show_room(self, room: Room) -> None:
        name = room_name(room)
        token = room.serving.number if room.serving else "–"
        self.room.setText(name)
        self.token.setText(token)
        self.setAccessibleName(f"{name}: {token}")


class ServingCard(Card):
    """Now serving: the rooms, two side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Now serving"), parent=parent)
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self._panels: list[RoomPanel] = []
        self.add(self._grid)

    def show_rooms(self, rooms: Sequence[Room]) -> None:
        """Those in use first, if there are more rooms than fit."""
        shown = sorted(rooms, key=lambda room: room.serving is None and not room.waiting)[:MOST]
        shown = [room for room in rooms if room in shown]
        self.set_count(_("{n} more", n=len(rooms) - MOST) if len(rooms) > MOST else "")
        while len(self._panels) < len(shown):
            panel = RoomPanel()
            at = len(self._panels)
            self._grid.addWidget(panel, at // 2, at % 2)
            self._panels.append(panel)
        for at, panel in enumerate(self._panels):
            panel.setVisible(at < len(shown))
            if at < len(shown):
                panel.show_room(shown[at])


def room_name(room: Room) -> str:
    """Room 1 · Dr Rao"""
    if not room.doctor.room:
        return room.doctor.short
    return _("Room {room} · {doctor}", room=room.doctor.room, doctor=room.doctor.short)
