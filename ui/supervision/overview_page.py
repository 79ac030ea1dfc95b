from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.papers.page import Paper
from app.supervision.overview import Overview, overview
from app.supervision.overview_paper import overview_paper
from ui.background import Asked, Background
from ui.kit.button import Button
from ui.kit.card import Scroll
from ui.kit.states import EmptyState, Shown
from ui.page import KeyHint, Page
from ui.printing import save_as_pdf
from ui.speech import _, words
from ui.supervision.overview_cards import (
    ConditionsCard,
    FiguresRow,
    LaptopsCard,
    ServicesCard,
    VisitsCard,
)
from ui.supervision.period_bar import PeriodBar
from ui.supervision.wording import place_words, span_words
from ui.tools import Tools

KINDS = frozenset(
    {"visit", "token", "invoice", "payment", "event", "station", "station_visit", "vitals", "device", "place"}
)
REST_MS = 3_000
"""Work goes on while somebody looks at its figures: they are counted anew at most this often."""


class OverviewPage(Page):
    """How the clinic does: figures, days, the last camp, the laptops."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Overview"), "overview"
        self._background, self._tools = background, tools
        self._shown: Overview | None = None
        self._asked: Asked | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self.bar = PeriodBar(tools.today)
        self.bar.changed.connect(self._ask)
        self.print_button = Button(_("Print"), icon="printer", key="Ctrl P")
        self.export_button = Button(_("Export PDF report"), "primary", icon="file-type-pdf", key="Ctrl E")
        self.print_button.clicked.connect(self._print)
        self.export_button.clicked.connect(self._export)
        self.figures, self.visits, self.conditions = FiguresRow(), VisitsCard(), ConditionsCard()
        self.services, self.laptops = ServicesCard(), LaptopsCard()
        self.laptops.opened.connect(lambda _key: self.visit("devices"))
        empty = EmptyState(
            "chart-bar",
            _("Nothing to count yet"),
            _("Visits, camps and money show here from the first day on."),
        )
        self.face = Shown(self._cards(), empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self.face, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.bar)
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.export_button)
        return row

    def _cards(self) -> Scroll:
        scroll = Scroll(gap=12)
        scroll.add(self.figures)
        for left, right, parts, height in (
            (self.visits, self.conditions, (7, 5), 10),
            (self.services, self.laptops, (4, 7), 13),
        ):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(left, parts[0])
            row.addWidget(right, parts[1])
            scroll.add(row, height)
        return scroll

    def line(self) -> str:
        first, last = self.bar.days()
        place = place_words(self._shown.place if self._shown else None)
        return f"{span_words(first, last)} · {place}"

    def keys(self) -> list[KeyHint]:
        return [
            KeyHint("Ctrl+E", _("Export"), self._export),
            KeyHint("Ctrl+P", _("Print"), self._print, shown=False),
        ]

    def opened(self, **_what: object) -> None:
        self._ask()
        self.bar.period.setFocus()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & KINDS and not self._rest.isActive():
            self._rest.start()

    def main_action(self) -> None:
        self._export()

    def _ask(self) -> None:
        """Ask anew; an answer nobody waits for any more is called off."""
        if self._asked is not None:
            self._asked.cancel()
        if self._shown is None:
            self.face.wait()
        first, last = self.bar.days()
        place = self.bar.place.value()
        self._asked = self._background.ask(
            self._show, overview, first, last, place if isinstance(place, UUID) else None
        )
        self._asked.destroyed.connect(self._forget)

    def _forget(self) -> None:
        if self._asked is self.sender():
            self._asked = None

    def _show(self, shown: Overview) -> None:
        self._asked = None
        self._shown = shown
        self.bar.show_places(shown.places)
        self.figures.show_overview(shown)
        self.visits.show_days(
            shown.visits.days, span_words(shown.first_day, shown.last_day), self._tools.today()
        )
        self.conditions.show_camp(shown.last_camp)
        self.services.show_camp(shown.last_camp)
        self.laptops.setVisible(bool(shown.laptops))
        self.laptops.show_laptops(shown.laptops, shown.at)
        self.face.show_content(not shown.is_empty)
        self.renamed.emit()

    def _export(self) -> None:
        self._ask_paper(self._save)

    def _print(self) -> None:
        self._ask_paper(self._put_on_paper)

    def _ask_paper(self, then: object) -> None:
        shown = self._shown
        if shown is None or shown.is_empty or not callable(then):
            return
        place = shown.place.id if shown.place else None
        self._background.ask(then, overview_paper, shown.first_day, shown.last_day, place, words().language)

    def _put_on_paper(self, paper: Paper) -> None:
        self._tools.prints.print(paper)
        self.say(_("Printing the overview"), "info", icon="printer")

    def _save(self, paper: Paper) -> None:
        suggested = str(Path.home() / f"{paper.name}.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Export PDF report"), suggested, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            save_as_pdf(paper, path)
            self.say(_("Saved as {file}", file=path.name))
