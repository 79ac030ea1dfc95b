"""Puts what is `Said` into a language, and writes dates, ages and money the way the clinic does."""

import datetime as dt
from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from app.clock import INDIA
from app.number_words import in_words
from models.said import Paise, Said, counted

__all__ = ["LANGUAGES", "Paise", "Said", "Words", "counted"]

CATALOGUES = Path(__file__).parent.parent / "resources" / "i18n"
LANGUAGES: Mapping[str, str] = {"en": "English", "hi": "हिन्दी"}
"""Each language's name in its own script, as the language switch shows it."""

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Latin in every language: clinical papers are read by people who may not read the patient's script."""

MONTHS = (
    Said("January"),
    Said("February"),
    Said("March"),
    Said("April"),
    Said("May"),
    Said("June"),
    Said("July"),
    Said("August"),
    Said("September"),
    Said("October"),
    Said("November"),
    Said("December"),
)
WEEKDAYS = (
    Said("Monday"),
    Said("Tuesday"),
    Said("Wednesday"),
    Said("Thursday"),
    Said("Friday"),
    Said("Saturday"),
    Said("Sunday"),
)
SHORT_WEEKDAYS = (
    Said("Mon"),
    Said("Tue"),
    Said("Wed"),
    Said("Thu"),
    Said("Fri"),
    Said("Sat"),
    Said("Sun"),
)


class Words:
    """One language of the catalogue and one clinic's clock: given a sentence, answers in that language."""

    def __init__(self, language: str = "en", zone: dt.timezone = INDIA) -> None:
        self.language = language
        self._zone = zone
        self._catalogue = _catalogue(language)

    def __call__(self, said: Said | str, /, **slots: object) -> str:
        if isinstance(said, str):
            said = Said(said, **slots)
        if said.many is None:
            text = self._catalogue.gettext(said.text)
        else:
            n = said.slots["n"]
            text = self._catalogue.ngettext(said.text, said.many, n if isinstance(n, int) else 2)
        if not said.slots:
            return text
        return text.format(**{name: self.slot(value) for name, value in said.slots.items()})

    def slot(self, value: object) -> str:
        """How a value stands inside a sentence."""
        match value:
            case Said():
                return self(value)
            case Paise():
                return self.money(value)
            case dt.datetime():
                return self.moment(value)
            case dt.date():
                return self.date(value)
        return str(value)

    def date(self, day: dt.date) -> str:
        """21 Nov 2026, in every language."""
        return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"

    def long_date(self, day: dt.date) -> str:
        """21 November 2026, or 21 नवंबर 2026: for what only the family reads."""
        return f"{day.day} {self(MONTHS[day.month - 1])} {day.year}"

    def day(self, day: dt.date) -> str:
        """Sat 21 Nov 2026, or शनि 21 नवंबर 2026."""
        written = self.date(day) if self.language == "en" else self.long_date(day)
        return f"{self(SHORT_WEEKDAYS[day.weekday()])} {written}"

    def weekday(self, day: dt.date) -> str:
        return self(WEEKDAYS[day.weekday()])

    def time(self, moment: dt.datetime) -> str:
        """14:05, by the clinic's clock."""
        return f"{moment.astimezone(self._zone):%H:%M}"

    def moment(self, moment: dt.datetime) -> str:
        """21 Nov 2026 14:05, by the clinic's clock."""
        there = moment.astimezone(self._zone)
        return f"{self.date(there)} {there:%H:%M}"

    def money(self, paise: int) -> str:
        """₹1,23,456.00"""
        rupees, rest = divmod(abs(paise), 100)
        return f"{'−' if paise < 0 else ''}₹{self.number(rupees)}.{rest:02}"

    def rupees(self, paise: int) -> str:
        """₹270 where there are no paise, else as `money`: for buttons and lists."""
        written = self.money(paise)
        return written.removesuffix(".00")

    def number(self, number: int) -> str:
        """1,23,456: groups of two above the thousands."""
        digits = str(abs(number))
        head, tail = digits[:-3], digits[-3:]
        groups: list[str] = []
        while head:
            groups.insert(0, head[-2:])
            head = head[:-2]
        return ("−" if number < 0 else "") + ",".join([*groups, tail])

    def in_words(self, number: int) -> str:
        """thirty, or तीस."""
        return in_words(number, self.language)

    def money_in_words(self, paise: int) -> str:
        """Rupees two hundred seventy and fifty paise only."""
        rupees, rest = divmod(paise, 100)
        if rest:
            return self(
                Said(
                    "Rupees {rupees} and {paise} paise only",
                    rupees=self.in_words(rupees),
                    paise=self.in_words(rest),
                )
            )
        return self(Said("Rupees {rupees} only", rupees=self.in_words(rupees)))

    def age(self, born_on: dt.date | None, estimated: bool, today: dt.date) -> str:
        """42 years, 7 months, 12 days, about 62 years; nothing if nobody knows."""
        if born_on is None or born_on > today:
            return ""
        years, months, days = lived(born_on, today)
        if years >= 2:
            if estimated:
                return self(counted("about {n} year", "about {n} years", n=years))
            return self(counted("{n} year", "{n} years", n=years))
        if months >= 1:
            return self(counted("{n} month", "{n} months", n=months))
        return self(counted("{n} day", "{n} days", n=days))

    def age_short(self, born_on: dt.date | None, estimated: bool, today: dt.date) -> str:
        """42, 7 mo, 12 d, about 62: for lists, where the sex follows."""
        if born_on is None or born_on > today:
            return ""
        years, months, days = lived(born_on, today)
        if years >= 2:
            return self(Said("about {n}", n=years)) if estimated else str(years)
        return self(Said("{n} mo", n=months)) if months >= 1 else self(Said("{n} d", n=days))

    def ago(self, then: dt.datetime, now: dt.datetime) -> str:
        """just now, 12 min ago, 3 h ago, yesterday, 3 days ago, then the date."""
        minutes = int((now - then).total_seconds()) // 60
        days = (now.astimezone(self._zone).date() - then.astimezone(self._zone).date()).days
        if minutes < 1:
            return self(Said("just now"))
        if minutes < 60:
            return self(Said("{n} min ago", n=minutes))
        if days < 1:
            return self(Said("{n} h ago", n=minutes // 60))
        if days == 1:
            return self(Said("yesterday"))
        if days < 7:
            return self(counted("{n} day ago", "{n} days ago", n=days))
        return self.date(then.astimezone(self._zone))


def lived(born_on: dt.date, today: dt.date) -> tuple[int, int, int]:
    """Completed years, completed months and days since birth, each counted from birth."""
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    return months // 12, months, (today - born_on).days


def _catalogue(language: str) -> NullTranslations:
    try:
        with (CATALOGUES / f"{language}.mo").open("rb") as file:
            return GNUTranslations(file)
    except FileNotFoundError:
        return NullTranslations()  # English needs none, and a laptop without the file still has to work
