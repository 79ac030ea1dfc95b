"""A list of people for a camp, as others send it: a table of text whose headings name what stands below."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.camps.events import event_here
from app.camps.registering import NewParticipant
from app.camps.typed import Typed, read_participant
from app.work import Deed, Lane, Refused, Said, Work, use_case
from models.camps.event import Registration
from models.people.names import sound_keys
from models.vocabulary import RegistrationSource

HEADINGS = {
    "name": ("name", "full name", "patient name", "नाम"),
    "phone": ("phone", "mobile", "mobile number", "phone number", "contact", "मोबाइल", "फ़ोन", "फोन"),
    "age": ("age", "dob", "date of birth", "birth", "उम्र", "आयु", "जन्म तिथि"),
    "sex": ("sex", "gender", "लिंग"),
    "village": ("village", "address", "ward", "place", "गाँव", "गांव", "पता"),
    "relative_name": (
        "father",
        "husband",
        "father/husband",
        "father name",
        "relative",
        "पिता",
        "पति",
        "पिता/पति",
    ),
    "medications": ("medicines", "medications", "दवा", "दवाएँ"),
    "referred_by": ("referred by", "sent by", "asha", "भेजने वाले"),
}
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that cannot be registered as it stands; the first line below the headings is 2."""

    line: int
    reason: Said


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list, read: who can be registered, how many are already, and which lines a person has to look at."""

    people: tuple[NewParticipant, ...] = field(repr=False)
    bad: tuple[BadRow, ...]
    known: int = 0


@use_case(Deed.REGISTER_PARTICIPANT, Lane.READ)
def read_people_list(work: Work, event_id: UUID, data: bytes) -> PeopleList:
    """A list for this camp; people it has already are counted and left out."""
    event_here(work, event_id, Deed.REGISTER_PARTICIPANT)
    read = read_list(data, work.today)
    new = not_yet_registered(work, event_id, read.people)
    return PeopleList(new, read.bad, len(read.people) - len(new))


def read_list(data: bytes, today: date) -> PeopleList:
    """Read a CSV file in any of the usual separators. `Refused` if no heading says where the names are."""
    rows = _rows(_text_of(data))
    columns = _columns(rows[0]) if rows else {}
    if "name" not in columns:
        raise Refused(
            Said("No column is called Name."), advice=Said("Put headings in the first line of the list.")
        )
    if len(rows) > MOST_ROWS:
        raise Refused(Said("This list is too long. At most {most} lines.", most=MOST_ROWS))
    people: list[NewParticipant] = []
    bad: list[BadRow] = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            people.append(read_participant(_typed(row, columns), today))
        except Refused as refused:
            bad.append(BadRow(line, refused.reason))
    return PeopleList(tuple(people), tuple(bad))


def not_yet_registered(
    work: Work, event_id: UUID, people: Sequence[NewParticipant]
) -> tuple[NewParticipant, ...]:
    """Those of a list whom the camp does not know: same sound of the name and same phone, or same village."""
    rows = work.session.execute(
        select(Registration.name, Registration.phone, Registration.village).where(
            Registration.event_id == event_id, Registration.withdrawn.is_(None)
        )
    )
    known = {key for name, phone, village in rows for key in _keys(name, phone, village)}
    new: list[NewParticipant] = []
    for one in people:
        keys = _keys(one.name, one.phone, one.village)
        if not known & keys:
            new.append(one)
        known |= keys
    return tuple(new)


def _keys(name: str, phone: str | None, village: str | None) -> set[tuple[str, ...]]:
    sound = " ".join(sorted(sound_keys(name)))
    if phone:
        return {("phone", sound, phone)}
    return {("village", sound, (village or "").casefold())}


def _text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text)))
    except csv.Error:
        raise Refused(Said("This file is not a list. Save it as CSV.")) from None


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:4000].split("\n", 1)[0], delimiters=",;\t|")
    except csv.Error:
        return csv.excel


def _columns(headings: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        word = " ".join(heading.replace("*", " ").replace("_", " ").split()).casefold()
        for name, words in HEADINGS.items():
            if word in words:
                found.setdefault(name, place)
    return found


def _typed(row: Sequence[str], columns: dict[str, int]) -> Typed:
    def cell(name: str) -> str:
        place = columns.get(name, len(row))
        return row[place].strip() if place < len(row) else ""

    return Typed(
        name=cell("name"),
        phone=cell("phone"),
        age=cell("age"),
        sex=cell("sex"),
        village=cell("village"),
        relative_name=cell("relative_name"),
        medications=cell("medications"),
        referred_by=cell("referred_by"),
        source=RegistrationSource.LIST,
    )
