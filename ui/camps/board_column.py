from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.camps.board import CampBoard
from ui.camps.table_tracks import TableTracks
from ui.kit.card import Card, Scroll
from ui.kit.tiles import CounterTile
from ui.speech import _


class BoardColumn(QWidget):
    """How the camp stands: three numbers, and the tables."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.registered = CounterTile(_("Registered"), tall=True, filters=False)
        self.checked_in = CounterTile(_("Checked in"), 0, "ok", tall=True, filters=False)
        self.screened = CounterTile(_("Screened"), 0, "accent", tall=True, filters=False)
        self.tracks = TableTracks()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        for tile in (self.registered, self.checked_in, self.screened):
            row.addWidget(tile)
        column.addLayout(row)
        card = Card(_("Stations"), _("people screened"))
        scroll = Scroll()
        scroll.add(self.tracks, 1)
        card.add(scroll, 1)
        column.addWidget(card, 1)

    def show_board(self, board: CampBoard) -> None:
        self.registered.set_number(board.registered)
        self.checked_in.set_number(board.checked_in)
        self.screened.set_number(board.screened)
        self.tracks.show_tables(board.tables, board.checked_in)
