"""The cards of the overview: figures, days, what the last camp found and gave, and how the laptops are."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.supervision.camp_findings import CampResult
from app.supervision.laptops import LaptopCard
from app.supervision.overview import DayCount, Overview
from app.words import counted
from ui.kit.card import Card
from ui.kit.chart import Bar, Bars, Legend, Series, StackedBars
from ui.kit.pill import Chip, Pill
from ui.kit.row import Cell
from ui.kit.states import EmptyState, Shown
from ui.kit.table import Table, TableColumn, TableRow
from ui.kit.tiles import FigureTile
from ui.speech import _, words
from ui.supervision.wording import (
    MANY_UNSEEN,
    bars_of,
    change_words,
    heard_words,
    named,
    per_words,
    rupees_words,
    state_pill,
    unsent_words,
    wait_words,
)

MOST_BARS = 6


class FiguresRow(QWidget):
    """Five figures side by side; those that a person or a place has not got are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.visits = FigureTile("users", _("Visits"), "–")
        self.camps = FigureTile("tent", _("Camp screened"), "–")
        self.money = FigureTile("currency-rupee", _("Collected"), "–")
        self.unseen = FigureTile("door-exit", _("Left unseen"), "–")
        self.wait = FigureTile("clock", _("Typical wait"), "–")
        for tile in (self.visits, self.camps, self.money, self.unseen, self.wait):
            row.addWidget(tile)

    def show_overview(self, shown: Overview) -> None:
        note, kind = change_words(shown.visits)
        history = [day.clinic + day.camp for day in shown.visits.days]
        self.visits.show_figure(words().number(shown.visits.total), note, kind, history)
        self._show_camps(shown)
        self._show_money(shown)
        self._show_unseen(shown)
        self.wait.setVisible(shown.wait is not None)
        if shown.wait is not None:
            minutes = shown.wait.minutes
            note, kind = wait_words(shown.wait)
            figure = "–" if minutes is None else _("{n} min", n=minutes)
            self.wait.show_figure(figure, note, kind, shown.wait.by_day)

    def _show_camps(self, shown: Overview) -> None:
        camps = shown.camps
        self.camps.setVisible(camps is not None)
        if camps is None:
            return
        note = _(counted("{n} camp", "{n} camps", n=camps.camps))
        if camps.today:
            note = _("{camps} · {n} today", camps=note, n=camps.today)
        self.camps.show_figure(words().number(camps.people), note, "neutral", camps.by_camp)

    def _show_money(self, shown: Overview) -> None:
        money = shown.money
        self.money.setVisible(money is not None)
        if money is None:
            return
        due = _("{amount} left to pay", amount=words().rupees(money.due_paise))
        note, kind = (due, "warn") if money.due_paise else (_("Nothing left to pay"), "neutral")
        collected = rupees_words(money.collected_paise)
        self.money.show_figure(collected, note, "warn" if kind == "warn" else "neutral", money.by_day)

    def _show_unseen(self, shown: Overview) -> None:
        unseen = shown.unseen
        self.unseen.setVisible(unseen is not None)
        if unseen is None:
            return
        percent = round(unseen.unseen * 100 / unseen.given) if unseen.given else 0
        note = _("{percent}% of {n} tokens", percent=percent, n=words().number(unseen.given))
        kind = "warn" if percent >= MANY_UNSEEN else "neutral"
        self.unseen.show_figure(
            words().number(unseen.unseen),
            note if unseen.given else "",
            "warn" if kind == "warn" else "neutral",
            unseen.by_day,
        )


class VisitsCard(Card):
    """Standing bars of clinic and camp."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Visits per day"), parent=parent)
        series = (Series(_("Clinic")), Series(_("Camp"), "cat1"))
        self.head_add(Legend(series))
        self.bars = StackedBars(series, name=_("Visits per day"))
        self.add(self.bars, 1)

    def show_days(self, days: Sequence[DayCount], span: str, today: date) -> None:
        self.set_title(per_words(days))
        self.set_count(span)
        self.bars.show_bars(bars_of(days, today))


class _CampCard(Card):
    """Lying bars about the last camp, or where they will stand."""

    def __init__(self, title: str, bars: Bars, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.bars, self.empty = bars, empty
        self.shown = Shown(bars, empty)
        self.shown.show_content(False)
        self.add(self.shown, 1)

    def _show(self, bars: list[Bar], count: str) -> None:
        self.bars.show_bars(bars[:MOST_BARS])
        self.set_count(count)
        self.shown.show_content(bool(bars))


class ConditionsCard(_CampCard):
    """What was found at the last camp, in people, out of those who were measured for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("Conditions found")
        text = _("What a camp finds shows here.")
        super().__init__(
            title, Bars(name=title), EmptyState("clipboard-heart", _("No camp yet"), text), parent
        )

    def show_camp(self, camp: CampResult | None) -> None:
        if camp is None or not camp.conditions:
            self._show_nothing(camp)
            return
        bars = [
            Bar(_(one.said), (one.people,), _("of {n}", n=words().number(one.measured)))
            for one in camp.conditions
        ]
        people = _(counted("{n} person", "{n} people", n=camp.people))
        self._show(bars, _("{camp}, {people}", camp=named(camp.name, camp.name_other), people=people))

    def _show_nothing(self, camp: CampResult | None) -> None:
        if camp is None:
            self.empty.show_words(_("No camp yet"), _("What a camp finds shows here."))
        else:
            self.empty.show_words(
                _("Nobody measured yet"), _("What is found shows here once a table measures somebody.")
            )
        self._show([], named(camp.name, camp.name_other) if camp else "")


class ServicesCard(_CampCard):
    """How many people were at which table of the last camp."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("Camp services")
        text = _("Who was at which table shows here.")
        bars = Bars(kind="cat1", name=title, track=True)
        super().__init__(title, bars, EmptyState("tent", _("No camp yet"), text), parent)

    def show_camp(self, camp: CampResult | None) -> None:
        services = camp.services if camp else ()
        bars = [Bar(named(one.name, one.name_other), (one.people,)) for one in services]
        if camp is not None:
            self.empty.show_words(_("Nobody was at a table yet"), _("Who was at which table shows here."))
        self._show(bars, _("people served") if bars else "")


class LaptopsCard(Card):
    """How far each laptop is known here.

    Signals:
        opened: somebody wants to see the devices.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Sync health"), flush=True, parent=parent)
        self.help = Chip()
        self.help.hide()
        self.head_add(self.help)
        columns = (
            TableColumn(_("Device")),
            TableColumn(_("Place"), 130),
            TableColumn(_("Status"), 132),
            TableColumn(_("Not sent"), 84, right=True),
            TableColumn(_("Last sync"), 104, right=True),
        )
        self.table = Table(_("Sync health"), columns, row_height=34)
        self.table.opened.connect(self.opened)
        self.add(self.table, 1)

    def show_laptops(self, laptops: Sequence[LaptopCard], now: datetime) -> None:
        self.set_count(_(counted("{n} device", "{n} devices", n=len(laptops))))
        troubled = sum(laptop.needs_help for laptop in laptops)
        self.help.setVisible(bool(troubled))
        if troubled:
            says = _(counted("{n} needs help", "{n} need help", n=troubled))
            self.help.show_pill(Pill(says, "danger", "alert-triangle"))
        self.table.show_rows([_row(laptop, now) for laptop in laptops])


def _row(laptop: LaptopCard, now: datetime) -> TableRow:
    name = _("{name} (this one)", name=laptop.name) if laptop.is_here else laptop.name
    waits, late = bool(laptop.unsent), laptop.needs_help
    return TableRow(
        laptop.id,
        (
            Cell(name, strong=True),
            Cell(laptop.place or "", dim=True),
            state_pill(laptop.state),
            Cell(unsent_words(laptop), strong=waits, dim=not waits),
            Cell(heard_words(laptop, now), kind="danger" if late else "neutral", strong=late, dim=not late),
        ),
    )
