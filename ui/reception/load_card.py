from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.reception.queue import LONG_WAIT, Room
from app.words import counted
from ui.kit.card import Card
from ui.kit.chart import Track
from ui.kit.label import Divider, Label, ShortLabel
from ui.reception.serving_card import room_name
from ui.speech import _, words

BUSY = 5
"""A doctor whose queue takes this many long waits is shown as overloaded."""


class LoadRow(QWidget):
    """A doctor: the token inside, how many wait, and until when that may take."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(2)
        head = QHBoxLayout()
        self.room, self.wait = ShortLabel("", "person"), Label("", "person", "accentText")
        head.addWidget(self.room, 1)
        head.addWidget(self.wait)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        self.token, self.track = Label("", "counter", "accentText"), Track()
        middle.addWidget(self.token)
        middle.addWidget(self.track, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(middle)
        self.foot = Label("", "hint", "text2")
        column.addWidget(self.foot)

    def show_room(self, room: Room, most: int) -> None:
        long = room.waiting * room.usual_minutes > BUSY * LONG_WAIT
        self.room.setText(room_name(room))
        self.wait.setText(_(counted("{n} waits", "{n} wait", n=room.waiting)))
        self.wait.set_colour("warnText" if long else "accentText")
        self.token.setText(room.serving.number if room.serving else "–")
        self.track.show_value(room.waiting, max(most, 1), "warn" if long else "accent")
        each = _("{n} min each", n=room.usual_minutes)
        ends = _("ends about {time}", time=words().time(room.ends_at)) if room.ends_at else _("nobody waits")
        self.foot.setText(f"{each} · {ends}")
        self.setAccessibleName(
            f"{self.room.words()}, {self.token.text()}, {self.wait.text()}, {self.foot.text()}"
        )


class LoadCard(Card):
    """Now serving, with how much each doctor still has before them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Now serving"), gap=0, parent=parent)
        self._rows: list[LoadRow] = []

    def show_rooms(self, rooms: Sequence[Room]) -> None:
        most = max((room.waiting for room in rooms), default=0)
        while len(self._rows) < len(rooms):
            if self._rows:
                self.add(Divider())
            row = LoadRow()
            self._rows.append(row)
            self.add(row)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(rooms))
            if at < len(rooms):
                row.show_room(rooms[at], most)
