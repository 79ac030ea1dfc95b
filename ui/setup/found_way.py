from collections.abc import Callable
from dataclasses import dataclass, field

from app.supervision.found import NewClinic
from app.words import LANGUAGES, Said
from ui.kit.choices import Choice, Segmented
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.setup.passwords import NewPasswordField
from ui.setup.way import Way
from ui.speech import _, words

SHORTEST, LONGEST = 2, 5


def initials_of(name: str) -> str:
    """Letters to begin with: the first three consonants of the first word, as people shorten it themselves."""
    first = "".join(letter for letter in name.upper().split(" ")[0] if letter.isascii() and letter.isalpha())
    bones = first[:1] + "".join(letter for letter in first[1:] if letter not in "AEIOU")
    return bones[:3] if len(bones) >= SHORTEST else first[:3]


class ClinicWay(Way):
    """What the clinic is. `wanted` carries a NewClinic."""

    def __init__(self) -> None:
        super().__init__(_("Set up a new clinic"), _("Go on"), "arrow-right")
        self.name = LineEdit("", _("Name of the clinic"))
        self.short = LineEdit("", _("Short letters"))
        self.short.setMaxLength(LONGEST)
        self.place = LineEdit("", _("Place"), icon="map-pin")
        self.laptop = LineEdit("", _("Name of this laptop"), icon="device-laptop", text=_("Desk {n}", n=1))
        for box, key in (
            (self.name, "clinic"),
            (self.short, "short"),
            (self.place, "place"),
            (self.laptop, "laptop"),
        ):
            box.setObjectName(key)
        self.language = Segmented(
            [Choice(code, name) for code, name in LANGUAGES.items()],
            words().language,
            _("Language of papers"),
        )
        self.field(
            Field(_("Name of the clinic"), self.name, required=True, needed=_("Type the name of the clinic."))
        )
        self.name.textEdited.connect(self._suggest)
        short = Field(
            _("Short letters"),
            self.short,
            required=True,
            needed=_("Type 2 to 5 letters."),
            check=self._check_short,
            hint=_("Patient numbers start with them."),
        )
        self.short.textEdited.connect(self._shout)
        place = Field(_("Place"), self.place, required=True, needed=_("Type the town or village."))
        self.form.add_row(short, place, stretches=(2, 3))
        self.field(
            Field(
                _("Name of this laptop"),
                self.laptop,
                required=True,
                needed=_("Type a name for this laptop."),
                hint=_("People see this name in the devices list."),
            )
        )
        self.field(
            Field(
                _("Language of papers"),
                self.language,
                hint=_("What patients get. Each patient can have another."),
            )
        )
        self._suggested = ""

    def _suggest(self, name: str) -> None:
        if self.short.text() in ("", self._suggested):
            self._suggested = initials_of(name)
            self.short.setText(self._suggested)

    def _shout(self, text: str) -> None:
        if text != text.upper():
            self.short.setText(text.upper())

    def _check_short(self) -> str | None:
        text = self.short.text()
        letters = text.isascii() and text.isalnum() and text[:1].isalpha()
        return None if letters and len(text) >= SHORTEST else _("Use 2 to 5 English letters.")

    def answer(self) -> NewClinic:
        return NewClinic(
            " ".join(self.name.text().split()),
            self.short.text(),
            " ".join(self.place.text().split()),
            language=str(self.language.value()),
        )


@dataclass(frozen=True, slots=True)
class Founder:
    name: str = field(repr=False)
    password: str = field(repr=False)


class FounderWay(Way):
    """Who leads the clinic. `wanted` carries a Founder."""

    def __init__(self, weakness: Callable[[str, str], Said | None]) -> None:
        super().__init__(_("Your sign-in"), _("Make the clinic"), "building-hospital")
        self.name = LineEdit("", _("Your name"), icon="user")
        self.name.setObjectName("founder")
        self.field(
            Field(
                _("Your name"),
                self.name,
                required=True,
                needed=_("Type your name."),
                hint=_("You are the administrator: you add the others."),
            ),
            "name",
        )
        self.password = NewPasswordField(
            _("Password"), "password", lambda text: weakness(text, self.name.text())
        )
        self.field(self.password, "password")
        self.field(self.password.again)
        self.say(_("Nobody can read this password, not even us. The recovery code comes next."))

    def answer(self) -> Founder:
        return Founder(" ".join(self.name.text().split()), self.password.text())
