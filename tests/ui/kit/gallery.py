"""Every part of the kit on four sheets, as the component sheet of the design shows them."""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.avatar import Avatar
from ui.kit.brand_panel import BrandPanel, Fact
from ui.kit.button import Button, IconButton
from ui.kit.card import ActionBar, Card
from ui.kit.cards import ChoiceCard, OptionCard, PersonTile
from ui.kit.chart import Bar, Bars, Legend, Series, Sparkline, StackedBars, Track
from ui.kit.choices import CheckBox, Choice, ChoiceChips, RadioRow, Segmented
from ui.kit.code_cells import CodeCells
from ui.kit.combo import ComboBox
from ui.kit.dates import DateBox
from ui.kit.dose import DoseCells
from ui.kit.flow import FlowLayout
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit, PasswordBox, TextBox
from ui.kit.keys import KeyHint, KeyRow
from ui.kit.label import Divider, Label, Note
from ui.kit.message import MessageBox
from ui.kit.money import MoneyBox
from ui.kit.pill import Chip, Pill
from ui.kit.result_panel import Result, ScanResult
from ui.kit.row import Cell, Column, Row, RowLook, Section
from ui.kit.row_list import RowList
from ui.kit.states import EmptyState, Loading
from ui.kit.steps import StepList, Stepper, Stop
from ui.kit.table import Table, TableColumn, TableRow
from ui.kit.tiles import Counter, CounterRow, CounterTile, FigureTile, Reading, VitalTile
from ui.kit.toast import Notice, Toast

TODAY = dt.date(2026, 11, 21)


def today() -> dt.date:
    return TODAY


def _sheet(*columns: list[QWidget], widths: tuple[int, ...] = ()) -> QWidget:
    sheet = QWidget()
    sheet.setAutoFillBackground(True)
    row = QHBoxLayout(sheet)
    row.setContentsMargins(16, 16, 16, 16)
    row.setSpacing(12)
    for at, parts in enumerate(columns):
        column = QVBoxLayout()
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        row.addLayout(column, widths[at] if widths else 1)
    return sheet


def _card(title: str, *parts: QWidget) -> Card:
    card = Card(title)
    for part in parts:
        card.add(part)
    return card


def _line(*parts: QWidget) -> QWidget:
    """Parts that flow."""
    holder = QWidget()
    flow = FlowLayout(holder)
    for part in parts:
        flow.addWidget(part)
    return holder


def basics() -> QWidget:
    buttons = _card(
        "Buttons",
        _line(
            Button("Save", "primary", key="Ctrl+S"),
            Button("Print", icon="printer"),
            Button("Cancel", "ghost"),
            Button("Delete draft", "danger", icon="trash"),
            Button("Small", size="small"),
            IconButton("dots-vertical", "More"),
        ),
        Button("Camp button, 64 px", "primary", icon="scan", key="F2", size="camp"),
        Note("One primary per screen. Key hint inside the button."),
    )
    chips = _card(
        "Status chips",
        _line(
            Chip("Waiting", "neutral", "clock"),
            Chip("With doctor", "accent", "stethoscope"),
            Chip("Done", "ok", "check"),
            Chip("Late", "warn", "alert-triangle"),
            Chip("No contact", "danger", "alert-triangle"),
            Chip("Scheme", "info", "id"),
            Chip("Penicillin", "danger", "alert-circle", solid=True, big=True),
            Chip("New", "cat1"),
            Chip("ANC", "cat3"),
        ),
        ChoiceChips([Choice(1, "Sugar"), Choice(2, "Fever"), Choice(3, "BP check")], 1, "Reason"),
    )
    sync = _card(
        "Sync states",
        _line(
            Chip("Synced", "ok", "cloud-check"),
            Chip("Syncing", "accent", "refresh"),
            Chip("Offline", "warn", "cloud-off"),
            Chip("Sync problem", "danger", "cloud-x"),
        ),
        KeyRow((KeyHint("F4", "Call next"), KeyHint("Ctrl+Return", "Register"), KeyHint("F1", "All keys"))),
    )
    messages = _card(
        "Messages",
        MessageBox("warn", "Possible match", "Same phone: Sunita Devi, 42 F"),
        MessageBox("danger", "Allergy: penicillin", "Amoxicillin is a penicillin. Pick another."),
        MessageBox("ok", "Consent signed", "Thumb print, 09:52"),
        MessageBox("info", "Works without internet", "It waits.", actions=(Button("Show", size="small"),)),
    )
    empty = _card(
        "Empty",
        EmptyState("mood-smile", "No one is waiting", "New tokens show here.", Button("Register", key="F6")),
    )
    toasts = _card(
        "Toasts",
        Toast(Notice("Token A-026 given", "ok", "Slip sent to printer", do=print)),
        Toast(
            Notice("Printer not found", "danger", "Slip kept. Print it later.", do=print, verb="Try again")
        ),
    )
    return _sheet([buttons, chips, sync], [messages, empty], [toasts, _card("Loading", _loading()), _types()])


def _loading() -> Loading:
    loading = Loading(3)
    loading._appear()
    return loading


def _types() -> Card:
    return _card(
        "Type",
        _line(Label("A-014", "display"), Label("₹950", "number"), Label("Head", "heading")),
        _line(Label("Title 15", "title"), Label("Body 14"), Label("Meta 13", "meta", "text2")),
        Label("मरीज़ पंजीकरण · नया टोकन", "heading"),
        Label("अगला टोकन बुलाएँ · 1,23,456", "body"),
    )


def forms() -> QWidget:
    form = Form()
    form.add(Field("Full name", LineEdit(text="Sunita Devi"), required=True))
    wrong = Field("Mobile number", LineEdit(text="98765 432", icon="phone"), required=True)
    form.add(wrong)
    wrong.set_error("Type 10 digits. 2 are missing.")
    right = Field("ABHA number", LineEdit(text="91-2345-6789-4821", icon="id"))
    form.add(right)
    right.set_ok("Checked. Number is valid.")
    form.add(Field("Village or area", ComboBox([Choice(1, "Rampur"), Choice(2, "Sohna")], 1)))
    form.add(Field("Sex", Segmented([Choice("f", "Female"), Choice("m", "Male"), Choice("o", "Other")], "f")))
    form.add(Field("Complaint", TextBox(text="Tired and passing urine often for 2 weeks.\nItchy rash.")))
    more = Form()
    more.add_row(Field("Amount ₹", MoneyBox(12345600)), Field("Name", LineEdit("Name")))
    more.add(Field("When", DateBox(today, TODAY), hint="Down opens the month"))
    more.add(Field("Diagnosis", ComboBox([Choice(1, "I10 Hypertension")], search=True, placeholder="Search")))
    more.add(Field("Password", PasswordBox("Password")))
    code = CodeCells("Code, 6 digits")
    code.setText("482")
    more.add(Field("Code from your phone", code))
    pay = [Choice(1, "Cash", "cash"), Choice(2, "UPI QR", "qrcode"), Choice(3, "Card", "credit-card")]
    more.add(Field("Pays by", Segmented(pay, 2, "Pays by")))
    doses = DoseCells((Fraction(1), Fraction(0), Fraction(1, 2), Fraction(0)), "Dose")
    checks = _card(
        "Marks",
        CheckBox("Print slip", True),
        CheckBox("Send SMS"),
        RadioRow("This laptop", True),
        RadioRow("Clinic server"),
        Divider(),
        doses,
        Stepper(("File", "Columns", "Check", "Import"), 2),
    )
    cards = [
        ChoiceCard(
            "Set up a new clinic", "You are the owner.", "About 4 minutes.", icon="building-hospital", key="1"
        ),
        ChoiceCard(
            "Join a clinic", "It already uses Shivir.", "Needs a code.", icon="device-laptop", key="2"
        ),
    ]
    cards[1].setChecked(True)
    slots = [
        OptionCard(
            "Thu 26 Nov, 10:00", "Own doctor, lab report ready", note="Rao", icon="stethoscope", best="Best"
        ),
        OptionCard("Mon 23 Nov, 11:30", "After the 11:00 bus", note="Rao", icon="bus"),
        OptionCard("98765 43210", "Family phone", quiet=True),
        OptionCard("Ward 4, near school", "09:06", several=True, marked=("near school",)),
    ]
    slots[0].setChecked(True)
    return _sheet([_card("Form", form)], [_card("More", more)], [checks, *cards], [_card("Options", *slots)])


def lists() -> QWidget:
    queue = RowList("Queue", RowLook(lead=68, columns=(Column(70), Column(60, right=True)), tail=130))
    queue.show_rows(
        [
            Section("With doctor", "1"),
            Row("A-014", "Sunita Devi", "42 F · Follow-up", lead="A-014", cells=(Cell("Dr Rao"), Cell("12 min")),
                pill=Pill("With doctor", "accent", "stethoscope")),
            Section("Waiting", "2"),
            Row("A-015", "Ramesh Yadav", "67 M · Breathless", lead="A-015", facts_kind="danger",
                cells=(Cell("Dr Rao"), Cell("41 min", kind="warn")), pill=Pill("Waiting", "warn", "clock")),
            Row("A-017", "Om Prakash", "chest pain", lead="A-017", ground="danger", icon="phone-call",
                cells=(Cell("Dr Sen"), Cell("4 min")), pill=Pill("Call now", "danger", "alert-circle", solid=True)),
        ]
    )  # fmt: skip
    queue.choose("A-015")
    queue.setFixedHeight(220)
    holder = Card("Queue", "25 tokens", key="F6", flush=True)
    holder.head_add(Button("Call next", "primary", key="F4"))
    holder.add(queue)
    counters = CounterRow(
        [Counter("a", "Waiting", 9), Counter("b", "Priority", 3, "danger"), Counter("c", "Done", 52, "ok")],
        "a",
    )
    people = [
        PersonTile("Priya Nair", "Receptionist", "Last here today 09:02"),
        PersonTile("Dr S. Rao", "Doctor", "In room 1", sign="device-mobile-check"),
    ]
    people[0].setChecked(True)
    bar = ActionBar()
    bar.row.addWidget(Chip("1 field left to choose", "danger", "alert-circle"))
    bar.row.addStretch(1)
    bar.row.addWidget(Button("Skip", key="Escape", size="large"))
    bar.row.addWidget(Button("Save", "primary", icon="check", key="Ctrl+Return", size="large"))
    return _sheet([holder, counters, *people], [_table(), bar], widths=(2, 3))


def _table() -> Card:
    table = Table(
        "Prescription",
        (
            TableColumn("", 32),
            TableColumn("Medicine"),
            TableColumn("M – A – N", 130),
            TableColumn("Qty", 56, right=True, editable=True),
            TableColumn("Change", 110),
            TableColumn("", 40),
        ),
    )
    give = (Fraction(1), Fraction(0), Fraction(1))
    more = Cell(icon="dots-vertical", spoken="More")
    new, changed = Pill("New", "accent", "plus"), Pill("Changed", "info", "arrow-up")
    table.show_rows(
        [
            TableRow(
                1,
                (
                    Cell("1", dim=True),
                    Cell("Metformin 1000 mg", "Tablet · diabetes", strong=True),
                    give,
                    "60",
                    changed,
                    more,
                ),
            ),
            TableRow(
                2,
                (Cell("2", dim=True), Cell("Glimepiride 1 mg", "Tablet", strong=True), give, "30", new, more),
            ),
            TableRow(
                3,
                (
                    Cell("3", dim=True),
                    Cell("Fluconazole", "Capsule", strong=True, icon="alert-triangle"),
                    give,
                    "1",
                    new,
                    more,
                ),
                "warn",
            ),
            TableRow(4, (Cell("4", dim=True), Cell("205", kind="danger", box=True), give, "1", new, more)),
        ]
    )
    table.choose(2)
    table.setFixedHeight(240)
    card = Card("Prescription", key="Alt+P", flush=True)
    card.add(table)
    return card


def figures() -> QWidget:
    spark = (54.0, 60, 50, 70, 62, 80, 76)
    tiles = QWidget()
    grid = QGridLayout(tiles)
    grid.setContentsMargins(0, 0, 0, 0)
    for at, reading in enumerate(
        (
            Reading("BP, mmHg", "152/94", "", "danger", "High", True, spark),
            Reading("Pulse", "84", "/min", history=spark),
            Reading("BMI", "27.1", "", "warn", "Over", True, spark),
            Reading("Weight", "68.2", "kg", flag="+1.4", history=spark),
        )
    ):
        grid.addWidget(VitalTile(reading), at // 2, at % 2)
    series = (Series("Clinic", "accent"), Series("Camp", "info"))
    standing = StackedBars(
        series,
        [Bar(str(day), (60 + day * 3, 100 if day == 11 else 0), marked=day == 11) for day in range(8, 15)],
        "Visits",
    )
    visits = Card("Visits per day", "8 – 14 Nov")
    visits.head_add(Legend(series))
    visits.add(standing)
    found = [
        Bar("High blood pressure", (41,), "47%"),
        Bar("Anaemia", (24,), "28%"),
        Bar("Tooth decay", (15,), "17%"),
    ]
    stops = StepList(
        [
            Stop("Check-in", "done", "10:46"),
            Stop("Vitals", "now", pill=Pill("Next", "accent", "arrow-right")),
            Stop("Eye test"),
        ]
    )
    brand = BrandPanel(
        "Shivir",
        "Clinic and camp desk",
        "06:12",
        "Saturday, 21 November 2026",
        (Fact("building-hospital", "Rampur Clinic", "Desk 1 · shared laptop"),),
        (Fact("cloud-off", "Works without internet", "Sync waits until a hub or internet is found."),),
        "Version 1.0",
    )
    brand.setMinimumHeight(420)
    counts = QWidget()
    row = QHBoxLayout(counts)
    row.setContentsMargins(0, 0, 0, 0)
    for number, words, kind in (
        (140, "Registered", "neutral"),
        (87, "Checked in", "ok"),
        (78, "Screened", "accent"),
    ):
        row.addWidget(CounterTile(words, number, kind, tall=True, filters=False))  # type: ignore[arg-type]  # a Kind
    return _sheet(
        [
            ScanResult(
                Result("ok", "Checked in", "Token B-087 · 10:46", "Savitri Bai", "Send to: Vitals table")
            ),
            ScanResult(Result("warn", "Already in", "Since 09:12", "Mangal Oraon")),
            ScanResult(None, "Ready to scan"),
        ],
        [
            FigureTile("users", "Visits", "1,114", "8% on last 14 days", "ok", spark),
            visits,
            _card("Vitals", tiles),
            counts,
        ],
        [
            _card("Found", Bars(found)),
            _card("Served", Bars(found, "info", track=True)),
            _card("Way", stops, Track(3, 4, "ok"), Sparkline(spark, "BP")),
            Avatar("Sunita Devi", 48),
        ],
        [brand],
        widths=(5, 4, 4, 3),
    )


SHEETS: dict[str, Callable[[], QWidget]] = {
    "basics": basics,
    "forms": forms,
    "lists": lists,
    "figures": figures,
}
