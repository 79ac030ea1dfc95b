from typing import Literal, NamedTuple

from PySide6.QtGui import QColor, QFont

from ui.theme.tokens import Density, TextSize, ThemeName, Tokens

Kind = Literal["neutral", "accent", "ok", "warn", "danger", "info", "cat1", "cat2", "cat3", "cat4", "cat5"]

_NUMBERS = frozenset(("token", "vital", "counter", "number", "campResult", "display"))
_WEIGHT, _EQUAL_FIGURES = QFont.Tag("wght"), QFont.Tag("tnum")


class Tone(NamedTuple):
    """The colours of one kind of thing, right in every theme.

    Attributes:
        fill, ink: a chip and the text on it. In high contrast the fill is solid.
        solid, on_solid: the loud form, for allergies and for what is chosen.
        panel, edge: a box around a message; black text stays readable on `panel` in every theme.
        text: words and icons of this kind on a card or on `panel`.
    """

    fill: QColor
    ink: QColor
    solid: QColor
    on_solid: QColor
    panel: QColor
    edge: QColor
    text: QColor


class Theme:
    """One way the program can look: colours, sizes and type for a screen of a certain height."""

    def __init__(
        self,
        tokens: Tokens,
        name: ThemeName = "light",
        density: Density = "normal",
        text_size: TextSize = 100,
        tall_script: bool = False,
    ) -> None:
        self.name = name
        self.density = density
        self.text_size = text_size
        self.tall_script = tall_script
        self.is_contrast = name == "contrast"
        self.line = tokens.lines[name]
        self.ring = tokens.rings[name]
        self.motion = tokens.motion
        self._tokens = tokens
        self._colours = {key: _colour(value) for key, value in tokens.colours[name].items()}
        self._tones: dict[str, Tone] = {}
        self._fonts: dict[tuple[str, int | None, int | None, bool], QFont] = {}

    def same_as(self, other: "Theme") -> bool:
        return (self.name, self.density, self.text_size, self.tall_script) == (
            other.name,
            other.density,
            other.text_size,
            other.tall_script,
        )

    def color(self, token: str) -> QColor:
        return self._colours[token]

    def css(self, token: str) -> str:
        """The colour as a style sheet writes it."""
        colour = self._colours[token]
        if colour.alpha() == 255:
            return colour.name()
        return f"rgba({colour.red()},{colour.green()},{colour.blue()},{colour.alpha()})"

    def size(self, name: str) -> int:
        """A height or gap in pixels, for this density and text size."""
        return self.scaled(self._tokens.sizes[self.density][name])

    def scaled(self, pixels: int) -> int:
        return round(pixels * self.text_size / 100)

    def radius(self, name: str) -> int:
        return self._tokens.radii[name]

    def px(self, style: str) -> int:
        size = self._tokens.styles[style][0]
        if self.tall_script and size <= 12:
            size += 1
        return self.scaled(size)

    def weight(self, style: str) -> int:
        return self._tokens.styles[style][1]

    def font(
        self, style: str, *, px: int | None = None, weight: int | None = None, figures: bool = False
    ) -> QFont:
        """A type style. `figures` makes digits equally wide, for columns; styles of numbers always have them.

        Not for prose: Inter then sets the hyphen as wide as a digit.

        The weight is set on the axis of the variable fonts: Qt knows only their regular cut by name, and
        would thicken it by smearing.
        """
        figures = figures or style in _NUMBERS
        key = (style, px, weight, figures)
        if key not in self._fonts:
            font = QFont()
            font.setFamilies(list(self._tokens.families))
            font.setPixelSize(self.px(style) if px is None else self.scaled(px))
            font.setVariableAxis(_WEIGHT, self.weight(style) if weight is None else weight)
            font.setFeature(_EQUAL_FIGURES, int(figures))  # said in both cases: painters inherit what is not
            self._fonts[key] = font
        return self._fonts[key]

    @property
    def styles(self) -> tuple[str, ...]:
        return tuple(self._tokens.styles)

    def selected(self) -> QColor:
        """Behind the row or tile that is chosen; dark text stays readable on it."""
        return self.color("hover" if self.is_contrast else "accentSoft")

    def tone(self, kind: str) -> Tone:
        if kind not in self._tones:
            self._tones[kind] = self._make_tone(kind)
        return self._tones[kind]

    def _make_tone(self, kind: str) -> Tone:
        soft, colour = self.color(f"{kind}Soft"), self.color
        if kind == "neutral":
            solid, text, on_solid = colour("neutralText"), colour("text2"), colour("surface")
            panel, edge = colour("sunken"), colour("border")
        elif kind.startswith("cat"):
            solid = text = edge = colour(kind)
            panel, on_solid = soft, colour("surface")
        else:
            solid = edge = colour(kind)
            text = colour(f"{kind}Text")
            on_solid = colour("onAccent" if kind == "accent" else "onStatus")
            panel = soft
        if not self.is_contrast:
            ink = colour("neutralText") if kind == "neutral" else text
            return Tone(soft, ink, solid, on_solid, panel, edge, text)
        ink = text if kind.startswith("cat") else colour("onStatus")
        return Tone(soft, ink, solid, on_solid, colour("surface"), edge, text)


def _colour(written: str) -> QColor:
    """`#RRGGBB`, or `#RRGGBBAA` as the designers write it; Qt itself expects the alpha first."""
    if len(written) == 9:
        return QColor(f"#{written[7:]}{written[1:7]}")
    return QColor(written)
