"""The reception desk of the mock-up, built from the kit alone: to compare pixels, not to be used."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.button import Button, IconButton
from ui.kit.card import Card, Scroll
from ui.kit.choices import CheckBox, Choice, ChoiceChips, Segmented
from ui.kit.combo import ComboBox
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.label import IconBox, Label
from ui.kit.message import Panel
from ui.kit.pill import Pill
from ui.kit.row import Cell, Column, Row, RowLook, Section
from ui.kit.row_list import RowList
from ui.kit.tiles import Counter, CounterRow
from ui.page import KeyHint, Page
from ui.speech import _

WAITING = Pill("Waiting", "neutral", "clock")
LONG = Pill("Waiting", "warn", "clock")
INSIDE = Pill("With doctor", "accent", "stethoscope")
DONE = Pill("Done", "ok", "check")


def queue_rows() -> list[Row | Section]:
    def row(token: str, name: str, facts: str, doctor: str, wait: str, pill: Pill, **more: object) -> Row:
        cells = (Cell(doctor), Cell(wait, kind="warn" if pill is LONG else "neutral"))
        return Row(token, name, facts, lead=token, cells=cells, pill=pill, **more)  # type: ignore[arg-type]  # fields of Row

    return [
        Section("With doctor", "2"),
        row("A-014", "Sunita Devi", "42 F · Diabetes follow-up", "Dr Rao", "12 min", INSIDE),
        row("A-016", "Imran Shaikh", "29 M · Skin rash", "Dr Mehta", "4 min", INSIDE),
        Section("Waiting", "9"),
        row(
            "A-015",
            "Ramesh Yadav",
            "67 M · Breathless · priority",
            "Dr Rao",
            "41 min",
            LONG,
            facts_kind="danger",
        ),
        row("A-017", "Lakshmi Narayanan", "34 F · Antenatal visit 3", "Dr Mehta", "28 min", WAITING),
        row("A-018", "Baby of Asha Kumari", "7 mo F · Vaccination", "Dr Mehta", "22 min", WAITING),
        row("A-019", "Harpreet Singh", "51 M · BP check", "Dr Rao", "15 min", WAITING),
        row("A-020", "Fatima Bi", "60 F · Joint pain", "Dr Rao", "9 min", WAITING),
        Section("Done", "14"),
        row("A-013", "Gopal Das", "45 M · Fever, 3 days", "Dr Rao", "10:32", DONE, dim=True),
        row("A-012", "Meena Patil", "23 F · Cough", "Dr Mehta", "10:21", DONE, dim=True),
    ]


def booked_rows() -> list[Row]:
    arrived, late = Pill("Arrived", "ok", "check"), Pill("Late", "warn", "alert-triangle")
    booked = Pill("Booked", "neutral", "calendar")
    return [
        Row(time, name, facts, lead=time, pill=pill)
        for time, name, facts, pill in (
            ("09:30", "Kavita Joshi", "Dr Rao · review", arrived),
            ("10:00", "Mohd. Salim", "Dr Mehta · new", late),
            ("11:00", "Anita Kumari", "Dr Rao · sugar", booked),
            ("11:30", "Suresh Pillai", "Dr Rao · new", booked),
            ("12:00", "Geeta Ben Shah", "Dr Mehta · ANC", booked),
            ("12:30", "Joseph Toppo", "Dr Rao · review", booked),
            ("14:00", "Rekha Rani", "Dr Mehta · ANC", booked),
        )
    ]


class DeskPage(Page):
    """Queue, appointments and quick register, as drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Reception"), "desk"
        self.undone = 0
        self.registered = 0
        self.shown: dict[str, object] = {}
        self.asked: list[frozenset[str]] = []
        self.scans: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self._queue(), 1)
        middle = QVBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._serving())
        middle.addWidget(self._appointments(), 1)
        holder = QWidget()
        holder.setFixedWidth(316)
        middle.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(middle)
        row.addWidget(holder)
        row.addWidget(self._register())

    def _queue(self) -> Card:
        card = Card("Queue", "25 tokens today", flush=True)
        self.doctor = ComboBox([Choice(None, "All doctors")], name="Doctor")
        self.doctor.setFixedWidth(140)
        card.head_add(self.doctor, Button("Call next", "primary", icon="bell-ringing", key="F4"))
        self.counters = CounterRow(
            [
                Counter("w", "Waiting", 9),
                Counter("d", "With doctor", 2),
                Counter("x", "Done", 14),
                Counter("l", "Left", 1),
            ],
            "w",
        )
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 0, 16, 2)
        holder.addWidget(self.counters)
        card.add(holder)
        self.queue = RowList(
            "Queue", RowLook(lead=68, columns=(Column(62), Column(60, right=True)), tail=140)
        )
        self.queue.show_rows(queue_rows())
        self.queue.choose("A-015")
        card.add(self.queue, 1)
        return card

    def _serving(self) -> Card:
        card = Card("Now serving")
        grid = QHBoxLayout()
        grid.setSpacing(14)
        for room, token in (("Room 1 · Dr Rao", "A-014"), ("Room 2 · Dr Mehta", "A-016")):
            panel = Panel("accent")
            column = QVBoxLayout(panel)
            column.setContentsMargins(12, 7, 8, 5)
            column.setSpacing(0)
            column.addWidget(Label(room, "hint", "text2"))
            column.addWidget(Label(token, "number", "accentText"))
            grid.addWidget(panel)
        card.add(grid)
        return card

    def _appointments(self) -> Card:
        card = Card("Appointments", "7 today", flush=True)
        card.head_add(IconButton("plus", "New appointment", size="small", tone="accentText"))
        booked = RowList("Appointments", RowLook(height=58, lead=48, lead_style="meta", divider=True))
        booked.show_rows(booked_rows())
        card.add(booked, 1)
        return card

    def _register(self) -> Card:
        card = Card("Quick register", key="F6")
        card.setFixedWidth(336)
        form = Form()
        self.mobile = LineEdit(text="98765 43210", icon="phone")
        self.mobile.setObjectName("mobile")
        form.add(Field("Mobile number", self.mobile, required=True))
        self.name = LineEdit(text="Sunita D")
        self.name.setObjectName("name")
        form.add(Field("Full name", self.name, required=True))
        form.add_widget(_match())
        age = LineEdit(text="41")
        age.setFixedWidth(64)
        sex = Segmented([Choice("f", "Female"), Choice("m", "Male"), Choice("o", "Other")], "f", "Sex")
        form.add_row(Field("Age", age, required=True), Field("Sex", sex), stretches=(0, 1))
        form.add(Field("Village or area", ComboBox([Choice(1, "Rampur")], 1)))
        reasons = [Choice(word, word) for word in ("Fever", "BP check", "Sugar", "Follow-up")]
        form.add(Field("Reason for visit", ChoiceChips(reasons, "Sugar", "Reason")))
        form.add(Field("Doctor", ComboBox([Choice(1, "Dr Rao · 5 waiting")], 1)))
        scroll = Scroll()
        scroll.add(form)
        scroll.body.addStretch(1)
        card.add(scroll, 1)
        main = Button("Register and give token", "primary", icon="ticket", key="Ctrl+Return", size="large")
        card.add(main)
        foot = QHBoxLayout()
        foot.addWidget(CheckBox("Print slip", checked=True))
        foot.addStretch(1)
        foot.addWidget(Label("Fee ₹100 · next token A-026", "hint", "text2"))
        card.add(foot)
        return card

    def keys(self) -> list[KeyHint]:
        return [KeyHint("F4", _("Call next")), KeyHint("F6", _("Register"), self.name.setFocus)]

    def main_action(self) -> None:
        self.registered += 1

    def undo(self) -> bool:
        self.undone += 1
        return True

    def opened(self, **what: object) -> None:
        self.shown = what
        self.name.setFocus()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        self.asked.append(kinds)

    def scanned(self, text: str) -> bool:
        self.scans.append(text)
        return text.startswith("T:")


def _match() -> Panel:
    panel = Panel("warn")
    grid = QGridLayout(panel)
    grid.setContentsMargins(12, 9, 10, 10)
    grid.setVerticalSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(IconBox("user-search", 18, "warnText"))
    head.addWidget(Label("Possible match in records", "label", "warnText"), 1)
    grid.addLayout(head, 0, 0, 1, 2)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label("Sunita Devi, 42 F", "strong"))
    words.addWidget(Label("Rampur · last visit 18 Oct", "hint", "text2"))
    grid.addLayout(words, 1, 0)
    grid.addWidget(Button("Use this record", size="small"), 1, 1)
    grid.setColumnStretch(0, 1)
    return panel
