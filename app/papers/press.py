"""Laid-out sheets become a PDF: fonts embedded, nothing of reportlab's own in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.papers.fonts import Fonts, Weight
from app.papers.marks import GRID, Mark
from app.papers.page import Fault
from app.papers.qr import Code
from app.papers.sheet import Frame, Sheet
from app.papers.text import POINT, Line, Style

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 1 / POINT
"""Points in a mm."""


def press(
    sheets: Sequence[Sheet], fonts: Fonts, *, title: str, language: str, scale: float = 1
) -> tuple[bytes, tuple[Fault, ...]]:
    """The PDF of `sheets`, each `scale` times as large as it was laid out, and what the layout did wrong."""
    from reportlab.pdfgen.canvas import Canvas

    written = BytesIO()
    # An own first font: the first page would otherwise name Helvetica, which is not embedded.
    first: Any = Weight.REGULAR.latin
    canvas = Canvas(written, initialFontName=first, invariant=1, pageCompression=1, lang=language)
    canvas.setTitle(title)
    canvas.setAuthor("Shivir")
    faults: list[Fault] = []
    for number, sheet in enumerate(sheets, 1):
        canvas.setPageSize((sheet.width * MM * scale, sheet.height * MM * scale))
        canvas.scale(scale, scale)
        pen = _Pen(canvas, sheet.height)
        for thing in sheet.things:
            thing.draw(pen)
        faults += sheet.faults(number)
        canvas.showPage()
    with fonts.lock:
        canvas.save()
    return written.getvalue(), tuple(faults)


@dataclass(frozen=True, slots=True)
class _Path:
    """A finished path, in the shape reportlab asks for one."""

    operators: str

    def getCode(self) -> str:
        return self.operators


class _Pen:
    """Turns mm from the top left into points from the bottom left."""

    def __init__(self, canvas: "Canvas", height: float) -> None:
        self._canvas = canvas
        self._height = height

    def _up(self, y: float) -> float:
        return (self._height - y) * MM

    def words(self, x: float, baseline: float, line: Line, style: Style) -> None:
        canvas = self._canvas
        if style.white:
            canvas.setFillGray(1)
        for piece in line.pieces:
            canvas.setFont(piece.font, piece.size)
            canvas.drawString(x * MM, self._up(baseline), piece.shaped, charSpace=style.spacing)
            x += piece.width
        if style.white:
            canvas.setFillGray(0)

    def rule(
        self, x: float, y: float, right: float, bottom: float, thickness: float, *, dashed: bool
    ) -> None:
        self._stroke(thickness, dashed=dashed)
        self._canvas.line(x * MM, self._up(y), right * MM, self._up(bottom))

    def frame(self, frame: Frame) -> None:
        self._stroke(frame.thickness, dashed=frame.is_dashed)
        self._canvas.roundRect(
            frame.x * MM,
            self._up(frame.y + frame.height),
            frame.width * MM,
            frame.height * MM,
            frame.radius * MM,
            fill=int(frame.is_filled),
        )

    def _stroke(self, thickness: float, *, dashed: bool) -> None:
        self._canvas.setLineWidth(thickness)
        self._canvas.setDash([3 * thickness + 0.6, 2 * thickness + 0.6] if dashed else [])

    def code(self, x: float, y: float, size: float, code: Code) -> None:
        canvas = self._canvas
        module = size * MM / code.side
        canvas.saveState()
        canvas.translate(x * MM, self._up(y))
        canvas.scale(module, module)
        canvas.drawPath(_Path(code.path), stroke=0, fill=1)
        canvas.restoreState()

    def mark(self, x: float, y: float, size: float, mark: Mark, *, white: bool) -> None:
        canvas = self._canvas
        unit = size * MM / GRID
        canvas.saveState()
        canvas.translate(x * MM, self._up(y))
        canvas.scale(unit, -unit)
        canvas.setLineWidth(mark.pen)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setDash([])
        shade = 1 if white else 0
        canvas.setFillGray(shade)
        canvas.setStrokeGray(shade)
        if mark.filled:
            canvas.drawPath(_Path(mark.filled), stroke=0, fill=1, fillMode=0)
        if mark.stroked:
            canvas.drawPath(_Path(mark.stroked), stroke=1, fill=0)
        canvas.restoreState()
