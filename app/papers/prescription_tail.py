"""What follows the medicines: the closing rule, advice, when to come again, and the place to sign."""

from app.papers.fonts import Weight
from app.papers.marks import calendar, warning
from app.papers.prescription import Prescription
from app.papers.prescription_grid import (
    BODY,
    FOOT,
    LABEL,
    LEFT,
    RIGHT,
    SIGNATURE_LINE,
    SMALL,
    WIDTH,
    bullet,
)
from app.papers.qr import QUIET_ZONE, qr
from app.papers.sheet import Sheet
from app.papers.text import NBSP, Style, Typesetter, plain
from app.papers.voice import Voice
from models.said import Said

CODE, INDENT = 18.0, 6.6


class Tail:
    def __init__(self, content: Prescription, voice: Voice, setter: Typesetter) -> None:
        self.content = content
        self.voice = voice
        self.type = setter

    def draw(self, sheet: Sheet, y: float, *, with_advice: bool) -> float:
        y = self._end_line(sheet, y)
        left = self._advice(sheet, y) if with_advice else self._advice_elsewhere(sheet, y)
        y = max(left, self._come_again(sheet, y))
        return self._come_at_once(sheet, y)

    def _end_line(self, sheet: Sheet, y: float) -> float:
        """A closing rule, so that nothing can be added below."""
        style = Style(7.8, Weight.SEMIBOLD)
        many = len(self.content.medicines)
        said = Said("End of medicines: {n} in all", n=many) if many else Said("No medicines were prescribed")
        line = self.type.line(self.voice(said), style)
        middle, gap = LEFT + WIDTH / 2, line.width / 2 + 2
        sheet.rule(LEFT, y + 3, middle - gap, 0.6)
        sheet.rule(middle + gap, y + 3, RIGHT, 0.6)
        sheet.write(middle, y + 3.9, line, style, "center")
        return y + 6

    def _advice(self, sheet: Sheet, y: float) -> float:
        if not self.content.advice:
            return y
        width = 73.0 if self.content.come_again else WIDTH
        sheet.write(LEFT, y + 3.4, self.type.line(self.voice(Said("Advice")), LABEL), LABEL)
        y += 5
        for text in self.content.advice:
            y = bullet(sheet, y, self.type.wrap(text, BODY, width - 3.2), self.type)
        return y + 1.2

    def _advice_elsewhere(self, sheet: Sheet, y: float) -> float:
        said = self.voice(Said("Advice is on a sheet of its own."))
        return sheet.block(LEFT, y + 1, self.type.wrap(said, BODY, 73)) + 1.2

    def _come_again(self, sheet: Sheet, y: float) -> float:
        again = self.content.come_again
        if again is None:
            return y
        left, width = LEFT + 78.3, WIDTH - 78.3
        title, day = Style(9.2, Weight.SEMIBOLD), Style(11.4, Weight.BOLD)
        words = self.voice.words
        note = self.type.boxed(again.note, Style(8.6), width - 4.8, 18)
        text = f"{words.weekday(again.on)} {words.date(again.on)}".replace(" ", NBSP)
        date = self.type.wrap(text, self.type.fitted(text, day, width - 4.8, 9), width - 4.8)
        sheet.mark(left + 2.2, y + 2.2, 4.4, calendar())
        sheet.write(left + 8.2, y + 5.6, self.type.line(self.voice(Said("Come again")), title), title)
        inner = sheet.block(left + 2.4, y + 7.2, date) + 0.2
        inner = sheet.block(left + 2.4, inner, note) + 1.4
        sheet.frame(left, y, width, inner - y, 1.2)
        return inner + 2.4

    def _come_at_once(self, sheet: Sheet, y: float) -> float:
        if not self.content.come_at_once:
            return y
        said = Said("**Come at once if:** {signs}", signs=plain(self.content.come_at_once))
        block = self.type.boxed(self.voice(said), BODY, WIDTH - INDENT, 18)
        sheet.mark(LEFT, y + max(0, (block.height - 5) / 2), 5, warning())
        return sheet.block(LEFT + INDENT, y, block) + 1

    def signature(self, sheet: Sheet) -> None:
        """By hand: the printed name under the line is not a signature."""
        self._record(sheet)
        doctor, left = self.content.doctor, 91.0
        sheet.rule(left, SIGNATURE_LINE, RIGHT, 0.7)
        label = Style(7.2)
        sheet.write(left, SIGNATURE_LINE - 1.2, self.type.line(self._signature_label(), label), label)
        name = ", ".join(part for part in (doctor.name, doctor.degrees) if part)
        bold = self.type.boxed(name, Style(8.6, Weight.BOLD), RIGHT - left, 4.4)
        sheet.block(RIGHT, SIGNATURE_LINE + 0.3, bold, "right")
        number = self.voice.english(Said("Reg. no. {number}", number=doctor.registration))
        council = doctor.council_short or doctor.council
        text = f"{number} ({council})" if council else number
        sheet.block(RIGHT, SIGNATURE_LINE + 4.1, self.type.boxed(text, SMALL, RIGHT - left, 4), "right")

    def _signature_label(self) -> str:
        here = self.voice(Said("Signature and stamp"))
        return here if self.voice.is_english else f"{here}{NBSP} {self.voice.english(Said('Signature'))}"

    def _record(self, sheet: Sheet) -> None:
        if not self.content.code:
            return
        code = qr(self.content.code, "M")
        top = FOOT - CODE * (1 + QUIET_ZONE / code.side) - 0.5
        sheet.code(LEFT, top, CODE, code)
        left = LEFT + CODE * (1 + QUIET_ZONE / code.side) + 0.6
        title = Style(8, Weight.SEMIBOLD)
        record = self.voice.english(Said("Record {number}", number=self.content.number))
        sheet.write(left, top + 4.6, self.type.line(record, title), title)
        said = Said("Scan in the clinic to open this record. No name or illness is in the code.")
        sheet.block(left, top + 6, self.type.wrap(self.voice(said), Style(7.4), 88 - left))
