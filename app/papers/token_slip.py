"""The slip a patient waits with. The number is read from across the room; why somebody goes first is not on it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.papers.column import Column
from app.papers.fonts import Weight, fonts_in
from app.papers.head import Clinic, Person, day_and_time, short_person
from app.papers.page import Paper, PaperKind, Roll
from app.papers.roll import code_beside, roll_column, roll_paper
from app.papers.text import NBSP, Style
from app.papers.voice import Voice
from models.said import Said, counted

TEXT = Style(10, Weight.MEDIUM)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSlip:
    """`before_you` of 0 says "you are next"; None says nothing. `code` must name nobody."""

    language: str
    clinic: Clinic
    number: str
    given_at: datetime
    patient: Person
    room: str = ""
    doctor: str = ""
    department: str = ""
    before_you: int | None = None
    minutes: int | None = None
    priority: bool = False
    code: str = ""
    duplicate: bool = False


def token_slip(content: TokenSlip, roll: Roll = Roll.MM80, fonts: Path | None = None) -> Paper:
    voice, loaded = Voice(content.language), fonts_in(fonts)
    column = roll_column(roll, loaded)
    _head(column, content, voice)
    _number(column, content, voice, roll)
    _where_and_who(column, content, voice, roll)
    _wait(column, content, voice)
    _foot(column, content, voice)
    title = Said("Token {number}", number=content.number)
    return roll_paper(column, PaperKind.TOKEN, title, f"token-{content.number}", voice, loaded)


def _head(column: Column, content: TokenSlip, voice: Voice) -> None:
    is_wide = column.width > 60
    column.text(content.clinic.name, Style(13 if is_wide else 10.7, Weight.BLACK), "center")
    column.text(day_and_time(voice.words, content.given_at), TEXT.sized(10 if is_wide else 9.4), "center")
    if content.duplicate:
        column.gap(0.8)
        column.boxed(voice.both(Said("DUPLICATE")), Style(10, Weight.BOLD))
    column.rule(0.8, above=1.2, below=1.4)
    if content.priority:
        _priority_band(column, voice)


def _priority_band(column: Column, voice: Voice) -> None:
    """Not higher than this: large black areas fade and heat the head."""
    height = 8.6
    style = Style(14, Weight.BOLD, white=True)
    line = column.type.line(voice.both(Said("PRIORITY"), f"{NBSP}· "), style)
    column.sheet.frame(column.x, column.y, column.width, height, 0.6, filled=True)
    baseline = column.y + (height + line.rise) / 2 - 0.3
    column.sheet.write(column.x + column.width / 2, baseline, line, style, "center")
    column.gap(height + 1)


def _number(column: Column, content: TokenSlip, voice: Voice, roll: Roll) -> None:
    column.text(voice.both(Said("Token")), Style(11, Weight.SEMIBOLD), "center")
    column.gap(3.2)
    column.figure(content.number, Style(50 if roll is Roll.MM80 else 41, Weight.BLACK))
    column.rule(0.9, above=3.3, below=1)


def _where_and_who(column: Column, content: TokenSlip, voice: Voice, roll: Roll) -> None:
    if content.room:
        style = Style(15 if roll is Roll.MM80 else 12, Weight.BOLD)
        column.text(
            voice.both(Said("Room {room}", room=content.room), f"{NBSP}{NBSP}·{NBSP} "), style, "center"
        )
    doctor = " · ".join(part for part in (content.doctor, content.department) if part)
    column.text(doctor, TEXT.sized(10 if roll is Roll.MM80 else 9.2), "center")
    column.gap(1.2)
    name = short_person(content.patient, voice.words, content.given_at)
    column.text(name, Style(12 if roll is Roll.MM80 else 10.5, Weight.SEMIBOLD), "center")
    column.rule(0.6, above=1, below=0.8, dashed=True)


def _wait(column: Column, content: TokenSlip, voice: Voice) -> None:
    said = _how_long(content)
    if said is None:
        return
    column.text(voice(said), Style(11, Weight.MEDIUM), "center")
    column.text(voice.also(said), TEXT, "center")


def _how_long(content: TokenSlip) -> Said | None:
    ahead, minutes = content.before_you, content.minutes
    if ahead is None:
        return None
    if ahead == 0:
        return Said("You are next. Please stay here.")
    if minutes is None:
        return counted("**{n}** person before you", "**{n}** people before you", n=ahead)
    return counted(
        "**{n}** person before you, about **{minutes} minutes**",
        "**{n}** people before you, about **{minutes} minutes**",
        n=ahead,
        minutes=minutes,
    )


def _foot(column: Column, content: TokenSlip, voice: Voice) -> None:
    left, bottom = code_beside(column, content.code, "M", 5)
    beside = Column(column.sheet, column.type, left, column.right - left, column.y + 1.6)
    align = "left" if content.code else "center"
    keep = Said("Keep this slip.")
    beside.text(voice(keep), TEXT, align)
    beside.text(voice.also(keep), TEXT, align)
    if content.patient.number:
        beside.text(f"ID {content.patient.number}", TEXT, align)
    column.y = max(bottom, beside.y)
