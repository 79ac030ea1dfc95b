"""How a line of a prescription is said on the screen."""

from app.consulting.lines import Line, Move
from app.consulting.prescribe import NewLine
from app.papers.medicine import Food, Rhythm
from app.words import Said, counted
from ui.kit.pill import Pill
from ui.speech import _

FOODS = {
    Food.BEFORE: Said("Before food"),
    Food.AFTER: Said("After food"),
    Food.WITH: Said("With food"),
    Food.EMPTY: Said("Empty stomach"),
}
RHYTHMS = {
    Rhythm.ALTERNATE_DAYS: Said("Every other day"),
    Rhythm.WEEKLY: Said("Once a week"),
    Rhythm.ONCE: Said("Once"),
}
FORMS = {
    "tablet": Said("Tablet"), "capsule": Said("Capsule"), "syrup": Said("Syrup"), "suspension": Said("Suspension"),
    "sachet": Said("Sachet"), "powder": Said("Powder"), "oral drops": Said("Oral drops"),
    "eye drops": Said("Eye drops"), "ear drops": Said("Ear drops"), "nasal drops": Said("Nasal drops"),
    "nasal spray": Said("Nasal spray"), "inhaler": Said("Inhaler"), "nebule": Said("Nebule"),
    "injection": Said("Injection"), "insulin": Said("Insulin"), "cream": Said("Cream"),
    "ointment": Said("Ointment"), "gel": Said("Gel"), "lotion": Said("Lotion"), "shampoo": Said("Shampoo"),
    "mouthwash": Said("Mouthwash"), "pessary": Said("Pessary"),
}  # fmt: skip


def form_words(form: str) -> str:
    """The form as people say it; one that is in no list as it was written."""
    said = FORMS.get(form)
    return _(said) if said is not None else form[:1].upper() + form[1:]


def when_words(line: Line) -> str:
    """After food; once a week."""
    rhythm = line.dose.rhythm if line.dose is not None else Rhythm.DAILY
    parts = [
        _(RHYTHMS[rhythm]) if rhythm in RHYTHMS else "",
        _(FOODS[line.food]) if line.food in FOODS else "",
    ]
    return " · ".join(part for part in parts if part)


def days_words(days: int | None) -> str:
    return "" if days is None else _(counted("{n} day", "{n} days", n=days))


def typed_when(line: Line) -> str:
    """The same as somebody types it into the cell: "pc 30d"."""
    foods = {Food.BEFORE: "ac", Food.AFTER: "pc", Food.WITH: "with food", Food.EMPTY: "empty stomach"}
    days = "" if line.days is None else f"{line.days}d"
    return " ".join(part for part in (foods.get(line.food, ""), days) if part)


def offer_words(new: NewLine) -> str:
    """What Enter would add: 1-0-1 · after food · 30 days · 60."""
    quantity = "" if new.quantity is None else _("{n} in all", n=new.quantity)
    food = _(FOODS[new.food]) if new.food in FOODS else ""
    return " · ".join(
        part for part in (form_words(new.form), new.dose, food, days_words(new.days), quantity) if part
    )


def move_pill(move: Move) -> Pill:
    """New, changed or the same, compared with the last prescription."""
    match move:
        case Move.NEW:
            return Pill(_("New"), "accent", "plus")
        case Move.SAME:
            return Pill(_("Same"), "neutral", "equal")
        case Move.MORE:
            return Pill(_("Changed"), "info", "arrow-up")
        case Move.LESS:
            return Pill(_("Changed"), "info", "arrow-down")
    return Pill(_("Changed"), "info", "pencil")
