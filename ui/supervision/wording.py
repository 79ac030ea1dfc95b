"""How the pages of supervision say what they are told."""

from collections.abc import Sequence
from datetime import date, datetime

from app.clock import clinic_day
from app.supervision.day_groups import Group, Step, grouped, step_of
from app.supervision.laptops import LaptopCard, LaptopState
from app.supervision.overview import DayCount, PlaceCard, VisitFigures, WaitFigures
from app.words import SHORT_MONTHS
from ui.kit.chart import Bar
from ui.kit.pill import Pill
from ui.speech import _, words
from ui.theme.theme import Kind

FEW = 16
"""Days whose bars are wide enough for the word Today."""
LAKH, CRORE = 100_000, 10_000_000
MANY_UNSEEN = 10
"""Percent of the tokens from which on it is shown as a warning."""


def span_words(first: date, last: date) -> str:
    """21 Nov 2026, or 8 – 21 Nov 2026."""
    if first == last:
        return words().date(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {words().date(last)}"
    if first.year == last.year:
        return f"{first.day} {SHORT_MONTHS[first.month - 1]} – {words().date(last)}"
    return f"{words().date(first)} – {words().date(last)}"


def place_words(place: PlaceCard | None) -> str:
    return _("All places") if place is None else named(place.name, place.name_other)


def named(name: str, name_other: str | None) -> str:
    """The name in the script of the window's language, where it has one."""
    return name_other if name_other and words().language != "en" else name


def change_words(visits: VisitFigures) -> tuple[str, Kind]:
    """By how much it is more or less than in as many days before."""
    if not visits.before:
        return "", "neutral"
    percent = round((visits.total - visits.before) * 100 / visits.before)
    if percent > 0:
        return _("▲ {n}% on the days before", n=percent), "ok"
    if percent < 0:
        return _("▼ {n}% on the days before", n=-percent), "neutral"
    return _("As in the days before"), "neutral"


def wait_words(wait: WaitFigures) -> tuple[str, Kind]:
    if wait.minutes is None or wait.before is None:
        return "", "neutral"
    more = wait.minutes - wait.before
    if more > 0:
        return _("▲ {n} min longer than before", n=more), "warn"
    if more < 0:
        return _("▼ {n} min shorter than before", n=-more), "ok"
    return _("As in the days before"), "neutral"


def rupees_words(paise: int) -> str:
    """₹18,250; from a lakh on ₹2.41 L, from a crore on ₹1.20 Cr: a tile is for a look, the paper for counting."""
    rupees = round(paise / 100)
    if abs(rupees) >= CRORE:
        return _("₹{n} Cr", n=f"{rupees / CRORE:.2f}")
    if abs(rupees) >= LAKH:
        return _("₹{n} L", n=f"{rupees / LAKH:.2f}")
    return words().rupees(rupees * 100)


def bars_of(days: Sequence[DayCount], today: date) -> list[Bar]:
    """A bar a day; where there are many days a bar a week or a month."""
    step = step_of(days)
    return [
        Bar(_bar_label(one, step, one.first == today and len(days) <= FEW), (one.clinic, one.camp),
            marked=step is Step.DAY and (one.first == today or one.camp > 0))
        for one in grouped(days)
    ]  # fmt: skip


def _bar_label(group: Group, step: Step, is_today: bool) -> str:
    month = SHORT_MONTHS[group.first.month - 1]
    if step is Step.DAY:
        return _("Today") if is_today else str(group.first.day)
    return f"{group.first.day} {month}" if step is Step.WEEK else f"{month} {group.first:%y}"


def per_words(days: Sequence[DayCount]) -> str:
    per = {Step.DAY: _("Visits per day"), Step.WEEK: _("Visits per week"), Step.MONTH: _("Visits per month")}
    return per[step_of(days)]


def state_pill(state: LaptopState) -> Pill:
    return {
        LaptopState.SYNCED: Pill(_("Synced"), "ok", "cloud-check"),
        LaptopState.WAITING: Pill(_("Waiting"), "warn", "cloud-off"),
        LaptopState.TROUBLE: Pill(_("Cannot sync"), "danger", "alert-triangle"),
        LaptopState.SILENT: Pill(_("No news"), "danger", "alert-triangle"),
        LaptopState.UNHEARD: Pill(_("Not heard yet"), "neutral", "clock"),
        LaptopState.ALONE: Pill(_("Works alone"), "neutral", "device-laptop"),
        LaptopState.REVOKED: Pill(_("Revoked"), "neutral", "ban"),
    }[state]


def heard_words(laptop: LaptopCard, now: datetime) -> str:
    """The time if it was today, else how long ago."""
    if laptop.heard_at is None:
        return "–"
    if clinic_day(laptop.heard_at) == clinic_day(now):
        return words().time(laptop.heard_at)
    return words().ago(laptop.heard_at, now)


def unsent_words(laptop: LaptopCard) -> str:
    return "–" if laptop.unsent is None else words().number(laptop.unsent)
