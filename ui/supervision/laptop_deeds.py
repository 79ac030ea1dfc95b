"""What a supervisor does about laptops: let one more join, bring the clinic to a server, take one out."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from app.line_state import CodeGiven, RoundResult
from app.people.staff import Staff, see_staff
from app.refused import Refused
from app.supervision.line import ClinicLine, bring_to_server, make_code, revoke_device
from ui.aside import Aside
from ui.background import Background
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Label, Note
from ui.page import Page
from ui.roles import role_words
from ui.speech import _


class LaptopDeeds(QObject):
    """The dialogs behind the buttons of the devices page; they say what came of it on the page."""

    def __init__(self, page: Page, background: Background, line: ClinicLine) -> None:
        super().__init__(page)
        self._page, self._background, self._line = page, background, line
        self._aside = Aside(self)
        self._aside.broke.connect(self._failed)

    def add(self) -> None:
        """Choose who signs in first on the new laptop, then show the code."""
        self._background.ask(self._choose_person, see_staff)

    def _choose_person(self, staff: Staff) -> None:
        people = [
            Choice(one.id, f"{one.name} · {_(role_words(one.role))}")
            for one in staff.members
            if one.role is not None
        ]
        who = ComboBox(people, people[0].value if people else None, _("Who signs in first"), search=True)
        dialog = Dialog(
            self._page,
            _("Add a laptop"),
            _(
                "The new laptop asks for a code. It works once, for 15 minutes, and only while the server is reached."
            ),
            (Verb(_("Back"), False), Verb(_("Make a code"), True, "primary")),
            icon="device-laptop",
        )
        dialog.add(Field(_("Who signs in first"), who))
        dialog.chosen.connect(lambda answer: self._ask_code(who.value()) if answer else None)
        dialog.open()

    def _ask_code(self, account: object) -> None:
        if isinstance(account, UUID):
            self._background.ask_or(self._show_code, self._failed, make_code, self._line, account)

    def _show_code(self, given: CodeGiven) -> None:
        dialog = Dialog(
            self._page,
            _("Code for the new laptop"),
            _("Type it there. Both screens must show the same three words."),
            (Verb(_("Close"), False),),
            icon="key",
            width=520,
        )
        dialog.add(Label(given.code, "number"))
        dialog.add(Label(" · ".join(given.words), "title", "accentText"))
        address = self._line.state().address or ""
        dialog.add(Note(_("Address of the server: {address}", address=address), "world"))
        dialog.add(Note(_("Works for {n} minutes.", n=given.minutes), "clock"))
        dialog.open()

    def bring(self) -> None:
        """Ask where the server is and for the code on its screen."""
        address = LineEdit("https://", _("Address of the server"))
        code = LineEdit("", _("Code on the server's screen"), figures=True)
        dialog = Dialog(
            self._page,
            _("Bring the clinic to a server"),
            _("Everything saved here is brought there, encrypted. Other laptops can join then."),
            (Verb(_("Back"), False), Verb(_("Bring it"), True, "primary")),
            icon="server",
        )
        dialog.add(Field(_("Address of the server"), address, required=True))
        dialog.add(Field(_("Code on the server's screen"), code, required=True))
        dialog.chosen.connect(lambda answer: self._bring(address.text(), code.text()) if answer else None)
        dialog.open()

    def _bring(self, address: str, code: str) -> None:
        self._page.say(_("Bringing the clinic to the server…"), "info")
        desk = self._background.desk
        errand = partial(bring_to_server, desk, self._line, address.strip(), code.strip(), _("Server"))
        self._aside.run(self._brought, errand)

    @Slot(object)
    def _brought(self, result: RoundResult) -> None:
        if result.is_done:
            self._page.say(_("The server has everything"), detail=_("{out} brought", out=result.brought))
        else:
            self._page.say(
                _(result.trouble) if result.trouble else _("The server could not be asked."),
                "warn",
                detail=_(result.advice) if result.advice else "",
            )

    def take_out(self, device: UUID, name: str) -> None:
        """Take a lost laptop out of the clinic."""
        reason = LineEdit(_("Lost, stolen, sold"), _("Reason"))
        dialog = Dialog(
            self._page,
            _("Take {name} out of the clinic?", name=name),
            _("It is given nothing any more. What it brings later is kept for a supervisor to look at."),
            (Verb(_("Keep it"), False), Verb(_("Take it out"), True, "danger")),
            icon="device-laptop-off",
        )
        dialog.add(Field(_("Reason"), reason, required=True))
        dialog.chosen.connect(
            lambda answer: (
                self._background.ask_or(self._taken_out, self._failed, revoke_device, device, reason.text())
                if answer
                else None
            )
        )
        dialog.open()

    def _taken_out(self, _answer: None) -> None:
        self._page.say(_("Taken out of the clinic"), "info")

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._page.say(_(error.reason), "warn", detail=_(error.advice) if error.advice else "")
        else:
            self._background.broke.emit(error)
