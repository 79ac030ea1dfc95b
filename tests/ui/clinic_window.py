"""A window with two small places, handed what `ui/main.py` hands the real one."""

from collections.abc import Callable
from functools import partial

from app.words import LANGUAGES
from tests.ui.desk_page import DeskPage
from ui.kit.label import Label
from ui.kit.pill import Pill
from ui.kit.row import Row
from ui.page import KeyHint, Page, Place
from ui.palette import Command, Found, Hit
from ui.speech import _, words
from ui.status_line import SyncLine
from ui.top_bar import Seat
from ui.window import Furniture, Window

OFFLINE = SyncLine(
    Pill("Offline", "warn", "cloud-off"),
    "Everything is saved on this laptop",
    "32 changes waiting · last synced 09:14",
    "Try sync now",
)


class PlainPage(Page):
    """A page that only remembers what it was asked."""

    def __init__(self, title: str = "Patients", place: str = "patients") -> None:
        super().__init__()
        self.title, self.place = title, place
        self.opened_with: dict[str, object] = {}
        self.heard: list[tuple[frozenset[str], frozenset[bytes]]] = []
        self.asked = ""
        self.label = Label(title, parent=self)

    def opened(self, **what: object) -> None:
        self.opened_with = what

    def changed(self, kinds: frozenset[str], ids: frozenset[bytes]) -> None:
        self.heard.append((kinds, ids))

    def search(self, text: str) -> bool:
        self.asked = text
        return True

    def keys(self) -> list[KeyHint]:
        return [KeyHint("F7", "Add")]


class Looker:
    """Finds Sunitas at once; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.opened: list[str] = []

    def __call__(self, text: str, then: Callable[[Found], None]) -> None:
        self.asked.append(text)
        names = (
            ("Sunita Devi", "42 F", "SD"),
            ("Sunil Kumar Verma", "38 M", "SK"),
            ("Sundari Murugan", "55 F", "SM"),
        )
        hits = tuple(
            Hit(
                Row(name, name, "Rampur · 98••• ••210", beside=age, initials=who, match=text,
                    pill=Pill("Token A-014 · with doctor", "accent", "stethoscope", solid=True)),
                partial(self.opened.append, name),
            )
            for name, age, who in names
            if text.casefold() in name.casefold()
        )  # fmt: skip
        then(Found(text, hits, "Patients", "Searching this laptop · 4,812 patients"))


def a_window(find: Looker | None = None) -> Window:
    furniture = Furniture(
        seat=lambda: Seat("Priya Nair", "Receptionist", "Rampur Clinic"),
        places=lambda: (
            Place("desk", _("Desk"), DeskPage, "home"),
            Place("patients", _("Patients"), PlainPage, "users"),
            Place("bookings", _("Bookings"), lambda: PlainPage("Bookings", "bookings"), "calendar-event"),
            Place("billing", _("Billing"), lambda: PlainPage("Billing", "billing"), "receipt"),
            Place("camp", _("Camp"), lambda: PlainPage("Camp", "camp"), "tent"),
            Place("pharmacy", _("Pharmacy"), lambda: PlainPage("Pharmacy", "pharmacy"), "pill"),
            Place("help", _("Help"), lambda: PlainPage("Help", "help"), "help", "foot"),
            Place("settings", _("Settings"), lambda: PlainPage("Settings", "settings"), "settings", "foot"),
            Place("patient", "", lambda: PlainPage("Patient", "patients"), where="away"),
        ),
        commands=lambda: (
            Command(
                "Register “{text}” as new patient", "user-plus", lambda _text: None, "Ctrl+N", takes_text=True
            ),
            Command("Close the day", "cash", lambda _text: None),
        ),
        find=find or Looker(),
        day_line=lambda: "Sat 21 Nov 2026 · Rampur Clinic",
        languages=LANGUAGES,
        spoken=lambda: words().language,
        also=lambda: "give token",
    )
    window = Window(furniture)
    window.show_sync(OFFLINE)
    window.start()
    return window
