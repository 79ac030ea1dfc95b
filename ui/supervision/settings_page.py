from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.door import PROGRAM, Door
from app.words import LANGUAGES
from models.vocabulary import Role
from ui.aside import Aside
from ui.background import Background
from ui.kit.button import Button
from ui.kit.card import Card, Scroll
from ui.kit.choices import Choice, Segmented
from ui.kit.dialog import Dialog, Verb, ask
from ui.kit.form import Field
from ui.kit.label import Label, Note
from ui.page import KeyHint, Page
from ui.setup.recovery_code_page import parts_grid
from ui.speech import _, words
from ui.supervision.clinic_card import ClinicCard
from ui.supervision.own_ways import OwnWays
from ui.theme.worn import theme
from ui.tools import Tools
from ui.window import Window

TEXT_SIZES = (100, 115, 130)


class SettingsPage(Page):
    """What one person prefers, how they sign in, and the clinic as its papers show it."""

    def __init__(
        self, background: Background, tools: Tools, door: Door, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title, self.place = _("Settings"), "settings"
        self._background, self._tools, self._door = background, tools, door
        self._aside = Aside(self)
        self._aside.broke.connect(background.broke)
        actor = background.desk.actor
        self._may_keep = actor.grant.role is Role.ADMIN
        self._code: tuple[str, ...] = ()
        assert actor.id is not None, "people sit here"
        self.own = OwnWays(self, self._aside, door, actor.id, actor.name)
        self.own.done.connect(self._say_done)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        left = Scroll(gap=16)
        for card in (self._look(), self._sign_in(), self._safety(), self._about()):
            left.add(card)
        left.body.addStretch(1)
        row.addWidget(left, 1)
        right = Scroll(gap=16)
        self.clinic = ClinicCard(background)
        self.clinic.saved.connect(lambda: self.say(_("The clinic is saved")))
        right.add(self.clinic)
        right.body.addStretch(1)
        row.addWidget(right, 1)

    def keys(self) -> list[KeyHint]:
        return [KeyHint("Ctrl+Return", _("Save the clinic"))]

    def opened(self, **_what: object) -> None:
        self.clinic.ask()
        self._show_phone()
        self.themes.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if "clinic" in kinds:
            self.clinic.ask()

    def main_action(self) -> None:
        self.clinic.keep()

    def draft(self) -> dict[str, object]:
        return dict(self.clinic.typed())

    def restore(self, kept: dict[str, object]) -> None:
        self.clinic.put(kept)

    def _look(self) -> Card:
        card = Card(_("My look"), pad=16, gap=12)
        self.themes = Segmented(
            [Choice("light", _("Light")), Choice("dark", _("Dark")), Choice("contrast", _("High contrast"))],
            theme().name,
            _("Colours"),
        )
        self.themes.changed.connect(lambda value: self._wish("look", value))
        sizes = [Choice(size, _("{percent} %", percent=size)) for size in TEXT_SIZES]
        self.sizes = Segmented(sizes, round(theme().scaled(100)), _("Size of text"))
        self.sizes.changed.connect(lambda value: self._wish("text", value))
        spoken = [Choice(code, name) for code, name in LANGUAGES.items()]
        self.languages = Segmented(spoken, words().language, _("Language"))
        self.languages.changed.connect(self._speak)
        for label, control in (
            (_("Colours"), self.themes),
            (_("Size of text"), self.sizes),
            (_("Language"), self.languages),
        ):
            card.add(Field(label, control))
        card.add(Note(_("Only you see this, on this laptop."), "user"))
        return card

    def _sign_in(self) -> Card:
        card = Card(_("My sign-in"), pad=16, gap=10)
        change = Button(_("Change password"), icon="key")
        change.clicked.connect(self.own.change_password)
        card.add(change)
        self.phone_words = Label("", "meta", "text2", wrap=True)
        self.phone = Button(_("Ask for a phone code too"), icon="device-mobile-check")
        self.phone.clicked.connect(self._phone)
        card.add(self.phone)
        card.add(self.phone_words)
        return card

    def _safety(self) -> Card:
        card = Card(_("Safety"), pad=16, gap=10)
        self.back_up = Button(_("Make a backup now"), icon="database-export")
        self.back_up.clicked.connect(self._back_up)
        card.add(self.back_up)
        card.add(Note(_("Backups come by themselves too. Carry one away on a USB stick."), "usb"))
        self.paper = Button(_("New recovery code"), icon="key")
        self.paper.clicked.connect(self._ask_paper)
        card.add(self.paper)
        if not self._may_keep:
            card.hide()
        return card

    def _about(self) -> Card:
        card = Card(_("About"), pad=16, gap=6)
        card.add(Label(_("Shivir {version}", version=PROGRAM), "strong"))
        card.add(Label(_("Clinic and camp desk. Works without internet."), "meta", "text2"))
        card.add(Label(_("Free software under the Apache License 2.0."), "meta", "text2"))
        return card

    def _wish(self, what: str, value: object) -> None:
        frame = self._frame()
        if frame is not None:
            frame.wished.emit(what, value)

    def _speak(self, language: object) -> None:
        frame = self._frame()
        if frame is not None:
            frame.language_wanted.emit(str(language))

    def _frame(self) -> Window | None:
        at = self.parentWidget()
        while at is not None and not isinstance(at, Window):
            at = at.parentWidget()
        return at

    def _phone(self) -> None:
        (self.own.drop_phone if self.own.has_phone else self.own.add_phone)()

    def _show_phone(self) -> None:
        on = self.own.has_phone
        self.phone.set_words(_("Stop asking for a phone code") if on else _("Ask for a phone code too"))
        self.phone_words.setText(
            _("Sign-in asks for a code from your phone.")
            if on
            else _("A password somebody saw is then not enough. Works offline.")
        )

    def _say_done(self, sentence: str) -> None:
        self._show_phone()
        self.say(sentence, icon="lock")

    def _back_up(self) -> None:
        self.back_up.setEnabled(False)
        self.back_up.set_words(_("Making a backup…"))
        self._aside.run(self._backed_up, self._door.backup)

    @Slot(object)
    def _backed_up(self, _nothing: None) -> None:
        self.back_up.setEnabled(True)
        self.back_up.set_words(_("Make a backup now"))
        self.say(
            _("Backup made and checked"), detail=str(self._door.path / "backups"), icon="database-export"
        )

    def _ask_paper(self) -> None:
        ask(
            self,
            _("Make a new recovery code?"),
            _("The paper you have stops working at once."),
            keep=_("Keep"),
            do=_("Make a new code"),
            then=lambda: self._aside.run(self._paper_made, self._door.ways.new_paper),
            danger=True,
            icon="key",
        )

    @Slot(object)
    def _paper_made(self, parts: tuple[str, ...]) -> None:
        self._code = parts
        verbs = (
            Verb(_("I have it on paper"), False),
            Verb(_("Print 2 sheets"), True, "primary", "Ctrl ↵", "printer"),
        )
        dialog = Dialog(
            self,
            _("New recovery code"),
            _("Shown only once. Print it or copy it by hand."),
            verbs,
            icon="key",
            width=960,
        )
        dialog.add(parts_grid(parts, "display"))
        dialog.accept = self._print_paper
        dialog.chosen.connect(self._forget_paper)
        dialog.open()

    def _print_paper(self, _yes: object) -> bool:
        from ui.setup.recovery_sheet import print_sheets

        clinic = self._door.clinic.name if self._door.clinic else ""
        name, now = self._background.desk.actor.name, self._tools.now()
        self._aside.run(self._paper_printed, partial(print_sheets, self._code, clinic, name, now))
        return False

    @Slot(object)
    def _paper_printed(self, on_paper: bool) -> None:
        if on_paper:
            self.say(
                _("2 sheets sent to the printer"), detail=_("Look whether both came out."), icon="printer"
            )
        else:
            self.say(_("Printer not found"), "warn", detail=_("Write the code by hand."))

    def _forget_paper(self, _answer: object) -> None:
        self._code = ()
