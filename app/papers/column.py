"""A column that grows downwards: slips and receipts, and the parts of larger papers that flow."""

from dataclasses import dataclass

from app.papers.sheet import Sheet
from app.papers.text import NBSP, Style, Typesetter


@dataclass
class Column:
    """`y` is where the next thing begins; text too long for `width` takes more lines, never an ellipsis."""

    sheet: Sheet
    type: Typesetter
    x: float
    width: float
    y: float = 0

    @property
    def right(self) -> float:
        return self.x + self.width

    def gap(self, height: float) -> None:
        self.y += height

    def text(self, text: str, style: Style, align: str = "left") -> None:
        if text:
            edge = {"left": self.x, "center": self.x + self.width / 2, "right": self.right}[align]
            self.y = self.sheet.block(edge, self.y, self.type.wrap(text, style, self.width), align)

    def figure(self, text: str, style: Style) -> None:
        """One line in the middle, as large as `style` allows and the column is wide; no leading around it."""
        fitted = self.type.fitted(text, style, self.width, style.size / 4)
        line = self.type.line(text, fitted)
        self.y += line.rise
        self.sheet.write(self.x + self.width / 2, self.y, line, fitted, "center")

    def pair(self, left: str, right: str, style: Style, right_style: Style) -> None:
        """A label and its value on one line; what is long wraps beside the other."""
        room = max(self.width * 0.66, self.width - self.type.width(left, style) - 2)
        value = self.type.wrap(right, right_style, room)
        label = self.type.wrap(left, style, self.width - value.width - 2)
        top = self.y
        leading = max(label.leading, value.leading)
        for block, edge, align in ((label, self.x, "left"), (value, self.right, "right")):
            self.sheet.block(edge, top + (leading - block.leading) / 2, block, align)
        self.y = top + max(label.height, value.height, leading)

    def rule(
        self, thickness: float = 0.8, above: float = 0, below: float = 0, *, dashed: bool = False
    ) -> None:
        self.y += above
        self.sheet.rule(self.x, self.y, self.right, thickness, dashed=dashed)
        self.y += below

    def boxed(self, text: str, style: Style, padding: float = 1, thickness: float = 1.2) -> None:
        """A short word in a frame in the middle: DUPLICATE."""
        line = self.type.line(text.replace(" ", NBSP), style)
        height = line.rise + line.fall + 2 * padding
        width = line.width + 6 * padding
        middle = self.x + self.width / 2
        self.sheet.frame(middle - width / 2, self.y, width, height, thickness, radius=1)
        self.sheet.write(middle, self.y + padding + line.rise, line, style, "center")
        self.y += height
