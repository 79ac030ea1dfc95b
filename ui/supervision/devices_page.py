from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import clinic_day
from app.supervision.laptops import LaptopCard, LaptopState, list_laptops
from app.supervision.line import ClinicLine
from app.words import counted
from ui.background import Background
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.row import Cell
from ui.kit.states import EmptyState, Shown
from ui.kit.table import Table, TableColumn, TableRow
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.speech import _, words
from ui.supervision.laptop_deeds import LaptopDeeds
from ui.supervision.wording import heard_words, state_pill, unsent_words
from ui.tools import Tools

KINDS = frozenset({"device", "place", "event", "token", "payment", "admission"})
REST_MS = 3_000


class DevicesPage(Page):
    """Every laptop of the clinic: which numbers it gives out, where it is, when it was last heard."""

    def __init__(
        self,
        background: Background,
        tools: Tools,
        line: ClinicLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title, self.place = _("Devices"), "devices"
        self._tools = tools
        self._laptops_now = Latest(background, self._show)
        self._laptops: dict[object, LaptopCard] = {}
        self.deeds = None if line is None else LaptopDeeds(self, background, line)
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
        if self.deeds is not None:
            self.bring = Button(_("Bring to a server"), icon="server")
            self.bring.clicked.connect(self.deeds.bring)
            self.out = Button(_("Take out"), icon="device-laptop-off", key="Del")
            self.out.clicked.connect(self._take_out)
            self.more = Button(_("Add a laptop"), "primary", icon="plus", key="Ins")
            self.more.clicked.connect(self.deeds.add)
            self.card.head_add(self.bring, self.out, self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.card)

    def keys(self) -> list[KeyHint]:
        pick = KeyHint("↑ ↓", _("Pick"))
        if self.deeds is None:
            return [pick]
        return [
            pick,
            KeyHint("Ins", _("Add a laptop"), self.deeds.add, shown=not self.more.isHidden()),
            KeyHint("Del", _("Take out"), self._take_out, within=self.table),
        ]

    def opened(self, **_what: object) -> None:
        self.face.wait()
        self._ask()
        self.table.setFocus()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & KINDS and not self._rest.isActive():
            self._rest.start()

    def _ask(self) -> None:
        self._laptops_now.renew(list_laptops)

    def _take_out(self) -> None:
        chosen = self._laptops.get(self.table.current_key())
        if chosen is not None and self.deeds is not None and chosen.state is not LaptopState.REVOKED:
            self.deeds.take_out(chosen.id, chosen.name)

    def _show(self, laptops: tuple[LaptopCard, ...]) -> None:
        self._laptops = {laptop.id: laptop for laptop in laptops}
        if self.deeds is not None:
            has_server = any(laptop.is_server for laptop in laptops)
            self.bring.setVisible(not has_server)
            self.more.setVisible(has_server)
            self.renamed.emit()
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
