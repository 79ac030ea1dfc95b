"""What the consultation asks in between: dialogs, menus, and the printer."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from app.consulting.allergies import AllergyCard, add_allergy, no_known_allergies, withdraw_allergy
from app.consulting.consultation import Banner, Consultation, PastRecord, past_visit
from app.consulting.lines import PrescribedLine
from app.consulting.name_diagnosis import DiagnosisCard, set_long_term, withdraw_diagnosis
from app.consulting.note_templates import NoteTemplate, note_templates
from app.consulting.prescribe import move_line, remove_line
from app.consulting.prescription_paper import prescription_paper
from app.consulting.safety import Caution, keep_warning
from app.consulting.sign import Signed, correct_prescription, sign_prescription
from app.consulting.visits import reopen_visit
from app.papers.page import Paper
from ui.background import Background
from ui.consulting.diagnosis_card import DiagnosisChip
from ui.consulting.notes_card import NotesCard
from ui.consulting.visit_desk import VisitDesk
from ui.kit.button import Button
from ui.kit.dialog import ask
from ui.page import Page
from ui.speech import _
from ui.tools import Tools


class VisitDialogs(QObject):
    """Opens each when it is wanted, and hands its answer to the desk."""

    def __init__(self, background: Background, desk: VisitDesk, tools: Tools, page: Page) -> None:
        super().__init__(page)
        self._background, self._desk, self._tools, self._page = background, desk, tools, page
        self._printing: UUID | None = None

    # Who is open

    def open_allergies(self, banner: Banner) -> None:
        from ui.consulting.allergy_dialog import AllergyDialog

        dialog = AllergyDialog(self._page, banner.name, banner.allergies)
        patient = banner.patient_id
        dialog.add_wanted.connect(partial(self._desk.do, add_allergy, patient))
        dialog.none_wanted.connect(partial(self._desk.do, no_known_allergies, patient))
        dialog.take_out_wanted.connect(self._take_out_allergy)
        dialog.open()

    def _take_out_allergy(self, card: AllergyCard) -> None:
        from ui.consulting.reason_dialog import ReasonDialog

        dialog = ReasonDialog(
            self._page, _("Take out {name}?", name=card.substance),
            _("It stays in the record, marked as wrong."), _("Take out"),
            example=_("was another patient's"), needed=_("Say why it is wrong."),
        )  # fmt: skip
        dialog.said.connect(partial(self._desk.do, withdraw_allergy, card.id))
        dialog.open()

    def measure(self, shown: Consultation) -> None:
        from ui.consulting.vitals_form import VitalsDialog

        title = _("Vitals of {name}", name=shown.banner.name)
        dialog = VitalsDialog(self._page, self._background, title, shown.banner.patient_id, shown.visit_id)
        dialog.saved.connect(self._desk.done)
        dialog.open()

    @Slot(object)
    def open_past(self, visit: UUID) -> None:
        if visit != self._desk.visit:
            self._background.ask(self._show_past, past_visit, visit)

    @Slot(object)
    def _show_past(self, record: PastRecord) -> None:
        from ui.consulting.past_visit_dialog import PastVisitDialog

        PastVisitDialog(self._page, record).open()

    def reopen(self) -> None:
        self._desk.do(reopen_visit, self._desk.visit)

    # What is written

    def offer_templates(self, button: Button, notes: NotesCard, language: str) -> None:
        from ui.kit.menu import Menu

        menu = Menu(button)
        for template in note_templates():
            menu.entry(_(template.name)).triggered.connect(partial(_fill, notes, template, language))
        menu.drop(button)

    @Slot(object, object)
    def diagnosis_menu(self, facts: DiagnosisCard, chip: DiagnosisChip) -> None:
        from ui.kit.menu import Menu

        menu = Menu(chip)
        stays = menu.entry(_("Long-term, stays in the banner"), "repeat", on=facts.is_long_term)
        stays.triggered.connect(
            lambda: self._desk.do(set_long_term, facts.id, facts.seen, not facts.is_long_term)
        )
        out = menu.entry(_("Take out"), "trash")
        out.triggered.connect(lambda: self._desk.do(withdraw_diagnosis, facts.id, ""))
        menu.drop(chip)

    @Slot(object)
    def line_menu(self, one: PrescribedLine) -> None:
        from PySide6.QtGui import QCursor

        from ui.kit.menu import Menu

        menu = Menu(self._page)
        menu.entry(_("Details…"), "pencil").triggered.connect(lambda: self.open_line(one))
        for words, icon, by in ((_("Up"), "arrow-up", -1), (_("Down"), "arrow-down", 1)):
            menu.entry(words, icon).triggered.connect(partial(self._move, one, by))
        out = menu.entry(_("Take out"), "trash")
        out.triggered.connect(lambda: self._desk.do(remove_line, one.line.id))
        menu.popup(QCursor.pos())

    def _move(self, one: PrescribedLine, by: int, _checked: bool = False) -> None:
        self._desk.do(move_line, one.line.id, by)

    def open_line(self, one: PrescribedLine) -> None:
        from ui.consulting.line_dialog import LineDialog

        dialog = LineDialog(self._page, one)
        dialog.changed.connect(self._desk.change_line)
        dialog.open()

    @Slot(object)
    def keep_warning(self, caution: Caution) -> None:
        from ui.consulting.reason_dialog import ReasonDialog

        dialog = ReasonDialog(
            self._page, _("Keep {title}?", title=caution.title), _(caution.said), _("Keep"),
            example=_("known, watched, no other choice"), needed=_("Say why you keep it."),
        )  # fmt: skip
        dialog.said.connect(partial(self._desk.do, keep_warning, self._desk.visit, caution.key))
        dialog.open()

    # The signed paper

    def correct(self) -> None:
        ask(
            self._page,
            _("Correct this prescription?"),
            _(
                "The signed one stays as it is. A new one with the same medicines is begun, and says what it corrects."
            ),
            keep=_("Not now"),
            do=_("Begin a correction"),
            then=lambda: self._desk.do(correct_prescription, self._desk.visit),
        )

    def print_or_sign(self, shown: Consultation) -> None:
        """A paper is of a signed prescription: one that is being written is signed first, if that is meant."""
        if shown.prescription.is_signed:
            self.print_visit(shown.visit_id)
            return
        if not shown.prescription.lines:
            self._page.say(_("There is nothing to print. Add a medicine first."), "info")
            return
        ask(
            self._page,
            _("Sign the prescription?"),
            _("After the signature it does not change any more. A correction makes a new one."),
            keep=_("Not yet"),
            do=_("Sign and print"),
            then=partial(self._sign, shown.visit_id),
        )

    def _sign(self, visit: UUID) -> None:
        self._printing = visit
        self._background.ask(self._signed, sign_prescription, visit)

    @Slot(object)
    def _signed(self, _answer: Signed) -> None:
        self._desk.refresh()
        if self._printing is not None:
            self.print_visit(self._printing)

    def print_visit(self, visit: UUID) -> None:
        self._background.ask(self._print, prescription_paper, visit)

    @Slot(object)
    def _print(self, paper: Paper) -> None:
        self._tools.prints.print(paper)
        self._page.say(_("{paper} goes to the printer", paper=paper.title), icon="printer")


def _fill(notes: NotesCard, template: NoteTemplate, language: str, _checked: bool = False) -> None:
    notes.fill(template, language)
