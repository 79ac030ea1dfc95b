"""Reads what a widget shows, painted words included, as somebody would who cannot see the code."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from html import unescape

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

import models.vocabulary
from installer.translate import CODES, read_catalogue, strings_in_data

WRITTEN = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
SLOT = re.compile(r"\{\w+\}")
NOT_FOR_PEOPLE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-|\b[a-z]+_[a-z_]+\b|\b[A-Z][A-Za-z]+\.[A-Z][A-Z_]+\b|\{\w*\}|\bNone\b|<[A-Za-z]\w*[ .]"
)
LEAST_LETTERS = 8
"""A pattern with fewer letters of its own, like “{n} min”, proves no language."""


def words_on(widget: QWidget) -> set[str]:
    """Every piece of text that is painted, as painted: elided where it is elided."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page = QSvgGenerator()
    page.setOutputDevice(buffer)
    page.setSize(widget.size())
    painter = QPainter(page)
    widget.render(painter, QPoint())
    painter.end()
    svg = bytes(buffer.data().data()).decode()
    return {" ".join(unescape(text).split()) for text in WRITTEN.findall(svg)} - {""}


def names_on(widget: QWidget) -> set[str]:
    """What a screen reader says of the parts."""
    return {
        child.accessibleName()
        for child in widget.findChildren(QWidget)
        if child.isVisible() and child.accessibleName()
    }


def not_for_people(texts: set[str], said: set[str]) -> list[str]:
    """Names of the code among `texts`: ids, enums, unfilled slots."""
    raw = set(_enum_values()) - said
    return sorted(text for text in texts if text in raw or NOT_FOR_PEOPLE.search(text))


def _enum_values() -> Iterator[str]:
    for kind in vars(models.vocabulary).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            yield from (member.value for member in kind if len(member.value) > 1)


class Hindi:
    """Knows which English sentences have a Hindi one, and finds those that are shown in English all the same."""

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}
        patterns = []
        for english, hindi in self._pairs():
            if not SLOT.search(english):
                self._whole[english] = hindi
            elif len(re.sub(r"[^A-Za-z]", "", SLOT.sub("", english))) >= LEAST_LETTERS:
                patterns.append(
                    "".join(".+" if SLOT.fullmatch(part) else re.escape(part) for part in _split(english))
                )
        self._with_slots = [re.compile(pattern) for pattern in patterns]
        self._known: dict[str, bool] = {}

    @staticmethod
    def _pairs() -> Iterator[tuple[str, str]]:
        listed = set(_listed())
        for message in read_catalogue():
            if message.id in listed:
                continue
            ids = [message.id] if isinstance(message.id, str) else message.id
            strings = [message.string] if isinstance(message.string, str) else message.string
            yield from zip(ids, strings or (), strict=False)

    def english_in(self, texts: set[str]) -> list[str]:
        """Those of `texts` that should have been Hindi."""
        return sorted(text for text in texts if self._is_english(text))

    def _is_english(self, text: str) -> bool:
        if text not in self._known:
            has_hindi = self._whole.get(text, text) != text
            self._known[text] = has_hindi or (
                text not in self._whole and any(pattern.fullmatch(text) for pattern in self._with_slots)
            )
        return self._known[text]


def _listed() -> Iterator[str]:
    """What the code lists say, like the name of an allergy: once picked it is part of a record, as it was picked."""
    for path in CODES.glob("*.toml"):
        yield from strings_in_data(tomllib.loads(path.read_text("utf-8")))


def _split(english: str) -> list[str]:
    return re.split(r"(\{\w+\})", english)


def english_said() -> set[str]:
    """Every msgid: a word that happens to be an enum's value too may stand on the screen."""
    return {
        one
        for message in read_catalogue()
        for one in ([message.id] if isinstance(message.id, str) else message.id)
    }
