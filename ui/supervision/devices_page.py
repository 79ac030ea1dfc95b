from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import clinic_day
from app.supervision.laptops import LaptopCard, LaptopState, list_laptops
from app.words import counted
from ui.background import Background
from ui.kit.card import Card
from ui.kit.row import Cell
from ui.kit.states import EmptyState, Shown
from ui.kit.table import Table, TableColumn, TableRow
from ui.page import KeyHint, Page
from ui.speech import _, words
from ui.supervision.wording import heard_words, state_pill, unsent_words
from ui.tools import Tools

KINDS = frozenset({"device", "place", "event", "token", "payment", "admission"})
REST_MS = 3_000


class DevicesPage(Page):
    """Every laptop of the clinic: which numbers it gives out, where it is, when it was last heard."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Devices"), "devices"
        self._background, self._tools = background, tools
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        columns = (
            TableColumn(_("Device")),
            TableColumn(_("Code"), 70),
            TableColumn(_("Tokens"), 90),
            TableColumn(_("Place"), 200),
            TableColumn(_("Status"), 140),
            TableColumn(_("Not sent"), 90, right=True),
            TableColumn(_("Last sync"), 120, right=True),
            TableColumn(_("Valid until"), 130, right=True),
        )
        self.table = Table(_("Devices"), columns)
        self.card = Card(_("Devices"), flush=True)
        text = _("Laptops of the clinic show here once they have joined.")
        self.face = Shown(self.table, EmptyState("devices", _("No devices yet"), text))
        self.card.add(self.face, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.card)

    def keys(self) -> list[KeyHint]:
        return [KeyHint("↑ ↓", _("Pick"))]

    def opened(self, **_what: object) -> None:
        self.face.wait()
        self._ask()
        self.table.setFocus()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & KINDS and not self._rest.isActive():
            self._rest.start()

    def _ask(self) -> None:
        self._background.ask(self._show, list_laptops)

    def _show(self, laptops: tuple[LaptopCard, ...]) -> None:
        used = sum(laptop.state is not LaptopState.REVOKED for laptop in laptops)
        self.card.set_count(_(counted("{n} in use", "{n} in use", n=used)))
        self.table.show_rows([self._row(laptop) for laptop in laptops])
        if laptops and self.table.current_key() is None:
            self.table.choose(laptops[0].id)
        self.face.show_content(bool(laptops))

    def _row(self, laptop: LaptopCard) -> TableRow:
        gone, now = laptop.state is LaptopState.REVOKED, self._tools.now()
        name = _("{name} (this one)", name=laptop.name) if laptop.is_here else laptop.name
        until = clinic_day(laptop.certified_until)
        return TableRow(
            laptop.id,
            (
                Cell(name, laptop.revoked_because or "", strong=not gone, dim=gone),
                Cell(laptop.code, dim=gone),
                Cell(_("Server") if laptop.is_server else f"{laptop.lane}-001 …", dim=True),
                Cell(laptop.place or "", dim=True),
                state_pill(laptop.state),
                Cell(unsent_words(laptop), dim=not laptop.unsent),
                Cell(heard_words(laptop, now), dim=True),
                Cell(words().date(until), kind="warn" if until <= clinic_day(now) else "neutral", dim=True),
            ),
        )
