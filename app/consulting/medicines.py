"""The medicines a doctor picks from: generic names with a usual dose, and which law list a name is on."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.papers.medicine import Food, How, Unit
from models.code_list import code_list


@dataclass(frozen=True, slots=True)
class KnownMedicine:
    """`usual` is dose notation; `sold` is what is handed out and `holds` how many dose units one of it has."""

    name: str
    strength: str
    form: str
    unit: Unit
    how: How
    usual: str
    food: Food
    days: int
    sold: str
    holds: int
    schedule: str
    also: tuple[str, ...]


@cache
def known_medicines() -> tuple[KnownMedicine, ...]:
    """All of them, sorted by name and strength as listed."""
    lists = code_list("medicines")
    entries = [
        entry for part in lists.values() if isinstance(part, dict) for entry in part.get("medicines", ())
    ]
    return tuple(sorted(map(_known, entries), key=lambda medicine: medicine.name.lower()))


def _known(entry: dict[str, Any]) -> KnownMedicine:
    form = code_list("medicines")["forms"][entry["form"]]
    return KnownMedicine(
        name=entry["name"],
        strength=entry["strength"],
        form=entry["form"],
        unit=Unit(form["unit"]),
        how=How(form["how"]),
        usual=entry["usual"],
        food=Food(entry.get("food", "any")),
        days=entry["days"],
        sold=form["sold"],
        holds=entry.get("holds", form["holds"]),
        schedule=schedule_of(entry["name"], entry["form"]),
        also=tuple(entry.get("also", ())),
    )


def find_medicines(text: str, limit: int = 12) -> tuple[KnownMedicine, ...]:
    """Those whose name, strength or form has a word beginning with each word typed; first words first."""
    typed = _split(text)
    if not typed:
        return ()
    found: list[tuple[bool, bool, int, KnownMedicine]] = []
    for medicine in known_medicines():
        here = _split(f"{medicine.name} {medicine.strength} {medicine.form} {' '.join(medicine.also)}")
        if all(any(word.startswith(part) for word in here) for part in typed):
            begins = medicine.name.lower().startswith(text.strip().lower())
            found.append((not here[0].startswith(typed[0]), not begins, len(found), medicine))
    return tuple(medicine for *_, medicine in sorted(found, key=lambda one: one[:3])[:limit])


def ingredients(name: str) -> tuple[str, ...]:
    """The substances of a medicine by its generic name: "Ibuprofen + Paracetamol" has two."""
    return tuple(part.strip() for part in re.split(r"\s*[+/&]\s*|\s+and\s+", name.lower()) if part.strip())


def schedule_of(name: str, form: str = "") -> str:
    """H1 or X if the law keeps a list of it, else nothing. What is only put on the skin or eye is exempt."""
    lists = code_list("medicines")
    if lists["forms"].get(form, {}).get("external"):
        return ""
    parts = {word for part in ingredients(name) for word in (part, part.split()[0])}
    for schedule in ("x", "h1"):
        if parts & set(lists["schedule"][schedule]):
            return schedule.upper()
    return ""


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:\.\d+)?", text.lower())
