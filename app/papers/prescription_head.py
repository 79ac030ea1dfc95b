"""The head every page of a prescription carries: who wrote it, for whom, and what must not be given."""

from app.clock import clinic_day
from app.papers.fonts import Weight
from app.papers.head import person_facts
from app.papers.prescription import Prescription
from app.papers.prescription_grid import BODY, DOT, LABEL, LEFT, MARGIN, RIGHT, SMALL, WIDTH
from app.papers.sheet import Sheet
from app.papers.text import CAP_HEIGHT, NBSP, POINT, Block, Style, Typesetter, plain
from app.papers.voice import Voice
from models.said import Said, counted

BOX_LINES = 4
"""More allergies than these lines hold are listed whole on a page of their own: "and 3 more" would be a trap."""


class Head:
    def __init__(self, content: Prescription, voice: Voice, setter: Typesetter) -> None:
        self.content = content
        self.voice = voice
        self.type = setter
        self.allergies = self._allergies()
        self.has_allergy_list = len(self._allergy_block(self.allergies).lines) > BOX_LINES

    def draw(self, sheet: Sheet, *, is_first: bool) -> float:
        """The head of a page; where what is under it begins. What was found today stands on the first page only."""
        if self.content.duplicate:
            style = Style(7.8, Weight.BOLD)
            line = self.type.line(self.voice.both(Said("DUPLICATE")), style)
            width = line.width + 12
            sheet.frame((LEFT + RIGHT - width) / 2, MARGIN, width, 4.4, 1.1, radius=0.8)
            sheet.write(
                (LEFT + RIGHT) / 2, MARGIN + 2.2 + 7.8 * CAP_HEIGHT * POINT / 2, line, style, "center"
            )
        y = max(self._clinic(sheet), self._doctor(sheet)) + 1.6
        sheet.rule(LEFT, y, RIGHT, 1.3)
        y = self._allergy_box(sheet, self._patient(sheet, y + 1.4) + 1.2) + 1.6
        return self._today(sheet, y) if is_first else y

    def _clinic(self, sheet: Sheet) -> float:
        clinic, width = self.content.clinic, 78.0
        name = self.type.fitted(clinic.name, Style(15, Weight.BLACK), width, 11)
        y = sheet.block(LEFT, 8, self.type.boxed(clinic.name, name, width, 14))
        phone = self.voice(Said("Phone {phone}", phone=clinic.phone)) if clinic.phone else ""
        registration = Said("Clinic reg. {number}", number=clinic.registration)
        for text in (
            clinic.address,
            f"{NBSP} · {NBSP}".join(part for part in (phone, clinic.hours) if part),
            self.voice.english(registration) if clinic.registration else "",
        ):
            y = sheet.block(LEFT, y, self.type.boxed(text, SMALL, width, 8))
        return y

    def _doctor(self, sheet: Sheet) -> float:
        doctor, width = self.content.doctor, 50.0
        name = self.type.fitted(doctor.name, Style(12, Weight.BOLD), width, 10)
        y = sheet.block(RIGHT, 9.3, self.type.boxed(doctor.name, name, width, 11), "right") + 0.2
        for text in (doctor.degrees, doctor.council):
            y = sheet.block(RIGHT, y, self.type.boxed(text, SMALL, width, 8), "right")
        number = Said("Reg. no. {number}", number=doctor.registration)
        text = self.voice.english(number) if doctor.registration else ""
        return sheet.block(RIGHT, y, self.type.wrap(text, Style(8.6, Weight.BOLD), width), "right")

    def _patient(self, sheet: Sheet, y: float) -> float:
        content, words = self.content, self.voice.words
        name = self._name_block(92)
        date = Style(11, Weight.BOLD)
        sheet.write(
            RIGHT,
            y + max(name.first_baseline, 4.2),
            self.type.line(words.date(clinic_day(content.seen_at)), date),
            date,
            "right",
        )
        y = sheet.block(LEFT, y, name)
        number = f"ID {content.patient.number}{NBSP} · {NBSP}" if content.patient.number else ""
        facts = Style(8.6)
        beside = self.type.line(number + words.time(content.seen_at), facts)
        text = person_facts(content.patient, words, content.seen_at)
        block = self.type.boxed(text, facts, WIDTH - beside.width - 4, 10)
        sheet.write(RIGHT, y + facts.size * POINT, beside, facts, "right")
        return max(sheet.block(LEFT, y, block), y + facts.size * POINT * 1.34)

    def _name_block(self, width: float) -> Block:
        """Smaller first, then more lines; never cut."""
        name = self.content.patient.name
        for size, lines in ((13, 1), (11, 1), (10.6, 2), (8.6, 4)):
            block = self.type.wrap(name, Style(size, Weight.BOLD), width)
            if len(block.lines) <= lines:
                return block
        return self.type.boxed(name, Style(7, Weight.BOLD), width, 20)

    def _allergies(self) -> tuple[str, ...]:
        return tuple(
            f"**{plain(allergy.substance).upper()}**"
            + (f": {plain(allergy.reaction)}" if allergy.reaction else "")
            for allergy in self.content.allergies or ()
        )

    def _allergy_text(self) -> str:
        if self.content.allergies is None:
            return self.voice.both(Said("**Allergies not asked**"), f"{NBSP} · {NBSP}")
        if not self.content.allergies:
            return self.voice.both(Said("Asked: none known"), f"{NBSP} · {NBSP}")
        if self.has_allergy_list:
            many = counted("**{n} allergy.**", "**{n} allergies.**", n=len(self.allergies))
            listed = Said("Read the list at the end of this prescription before giving anything.")
            return f"{self.voice(many)} {self.voice(listed)}"
        return DOT.join(self.allergies)

    def _allergy_label(self) -> tuple[str, Style]:
        return self.voice.both(Said("ALLERGIES")), Style(8, Weight.BOLD, white=True)

    def _allergy_block(self, texts: tuple[str, ...]) -> Block:
        label, style = self._allergy_label()
        width = WIDTH - self.type.width(label, style) - 8
        return self.type.wrap(DOT.join(texts), BODY, width)

    def _allergy_box(self, sheet: Sheet, y: float) -> float:
        label, style = self._allergy_label()
        line = self.type.line(label, style)
        block = self._allergy_block((self._allergy_text(),))
        height = max(7.0, block.height + 2.2)
        sheet.frame(LEFT, y, line.width + 4.2, height, 1.3, filled=True)
        sheet.write(LEFT + 2.1, y + (height + 8 * CAP_HEIGHT * POINT) / 2, line, style)
        sheet.frame(LEFT, y, WIDTH, height, 1.3)
        sheet.block(LEFT + line.width + 6.2, y + (height - block.height) / 2, block)
        return y + height

    def _today(self, sheet: Sheet, y: float) -> float:
        diagnoses = tuple(
            "**"
            + ", ".join(plain(part) for part in (diagnosis.name, diagnosis.plain) if part)
            + "**"
            + (f" ({plain(diagnosis.code)})" if diagnosis.code else "")
            for diagnosis in self.content.diagnoses
        )
        rows = (
            (self.voice(Said("Found today")), self.content.found),
            (self.voice.both(Said("Diagnosis")), diagnoses),
        )
        indent = max(24.0, *(self.type.width(label, LABEL) + 4 for label, _ in rows))
        for label, facts in rows:
            if facts:
                block = self.type.boxed(DOT.join(facts), BODY, WIDTH - indent, 14)
                sheet.write(LEFT, y + block.first_baseline, self.type.line(label, LABEL), LABEL)
                y = sheet.block(LEFT + indent, y, block) + 0.7
        return y
