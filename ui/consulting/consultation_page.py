from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.consulting.complete import Completed
from app.consulting.consultation import Consultation
from app.consulting.lines import PrescribedLine
from app.consulting.my_queue import MyToken
from app.consulting.name_diagnosis import add_diagnosis, withdraw_diagnosis
from app.consulting.notes import NotesSaved, Unsaved, from_draft
from app.consulting.prescribe import move_line, remove_line, repeat_last
from app.consulting.suggest import is_usually_long_term, suggest_diagnoses, suggest_medicines
from app.refused import Refused
from app.taking_back import TakenBack
from ui.background import Background
from ui.consulting.banner import banner_facts
from ui.consulting.slip_scan import SlipScan
from ui.consulting.visit_desk import VisitDesk
from ui.consulting.visit_dialogs import VisitDialogs
from ui.consulting.visit_view import VisitView
from ui.kit.button import Button
from ui.kit.states import EmptyState
from ui.latest import Latest
from ui.page import KeyHint, Page
from ui.reception.queue_rows import said_reason
from ui.speech import _, words
from ui.tools import Tools

ABOUT_A_VISIT = frozenset(
    {
        "visit", "vitals", "diagnosis", "prescription", "medicine_line", "kept_warning", "allergy", "patient",
        "token", "registration", "admission", "account",
    }
)  # fmt: skip
MINUTE_MS = 60_000


class ConsultationPage(Page):
    """One patient with the doctor: everything about them in sight, everything done by keys."""

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.place = _("Consultation"), "consult"
        self._background, self._tools = background, tools
        self._shown: Consultation | None = None
        self._kept: Unsaved | None = None
        self._half_typed = ("", "")
        self.desk = VisitDesk(background, self)
        self.slips = SlipScan(background, tools, self)
        self.slips.found.connect(self._slip_found)
        self.dialogs = VisitDialogs(background, self.desk, tools, self)
        self._build()
        self._connect()
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._show_banner)

    def _build(self) -> None:
        self.view = VisitView()
        self.banner, self.timeline, self.foot = self.view.banner, self.view.timeline, self.view.foot
        self.notes, self.vitals = self.view.notes, self.view.vitals
        self.diagnosis, self.prescription = self.view.diagnosis, self.view.prescription
        self._medicines_now = Latest(self._background, self.prescription.offer)
        self._diagnoses_now = Latest(self._background, self.diagnosis.offer)
        to_queue = Button(_("My queue"), "primary", icon="list-numbers", key="Ctrl+Return")
        to_queue.clicked.connect(self._go_queue)
        self._nobody = EmptyState(
            "stethoscope", _("Nobody is with you now"), _("Call the next patient from your queue."), to_queue
        )
        self._stack = QStackedWidget()
        for face in (QWidget(), self._nobody, self.view):
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _connect(self) -> None:
        desk = self.desk
        desk.shown.connect(self._show)
        desk.nobody.connect(self._show_nobody)
        desk.notes_saved.connect(self._notes_saved)
        desk.line_added.connect(self.prescription.was_added)
        desk.line_refused.connect(self._line_refused)
        desk.cell_refused.connect(self._cell_refused)
        desk.completed.connect(self._completed)
        desk.taken_back.connect(self._taken_back)
        self.banner.pressed.connect(self._open_allergies)
        self.timeline.opened.connect(self.dialogs.open_past)
        self.notes.edited.connect(desk.save_notes)
        self.notes.typed.connect(self._show_kept)
        self.notes.templates_wanted.connect(self._offer_templates)
        self.vitals.edit_wanted.connect(self._measure)
        self.diagnosis.search.connect(self._search_diagnosis)
        self.diagnosis.added.connect(self._add_diagnosis)
        self.diagnosis.removed.connect(lambda one: desk.do(withdraw_diagnosis, one.id, ""))
        self.diagnosis.pressed.connect(self.dialogs.diagnosis_menu)
        self.foot.review_chosen.connect(self._set_review)
        self.foot.queue_wanted.connect(self._go_queue)
        self.foot.print_wanted.connect(self._print)
        self.foot.main_wanted.connect(self.main_action)
        self._connect_prescription()

    def _connect_prescription(self) -> None:
        card, table, desk = self.prescription, self.prescription.table, self.desk
        card.search.connect(self._search_medicine)
        card.added.connect(desk.add_line)
        card.repeat_wanted.connect(self._repeat)
        card.correct_wanted.connect(self.dialogs.correct)
        card.keep_wanted.connect(self.dialogs.keep_warning)
        card.take_out_wanted.connect(lambda line_id: desk.do(remove_line, line_id))
        table.changed.connect(desk.change_line)
        table.removed.connect(lambda one: desk.do(remove_line, one.line.id))
        table.moved.connect(lambda one, by: desk.do(move_line, one.line.id, by))
        table.details_wanted.connect(self._open_line)
        table.menu_wanted.connect(self.dialogs.line_menu)

    # What the window asks

    def opened(self, **what: object) -> None:
        """A token, a visit or a patient to open; with none of them, where the doctor was."""
        for name, open_it in (
            ("token_id", self.desk.open_token),
            ("visit_id", self.desk.open),
            ("patient_id", self.desk.open_patient),
        ):
            key = what.get(name)
            if isinstance(key, UUID):
                self.notes.save()
                open_it(key)
                return
        if self.desk.visit is not None:
            self.desk.refresh()
        elif self._kept is not None:
            self.desk.open(self._kept.visit_id)
        else:
            self.desk.go_on()

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if kinds & ABOUT_A_VISIT:
            self.desk.refresh()

    def keys(self) -> list[KeyHint]:
        if self._shown is None:
            return []
        return [
            KeyHint("Alt+A", _("Allergies"), self._open_allergies, shown=False),
            KeyHint("Alt+C", _("Complaint"), self.notes.focus),
            KeyHint("Alt+V", _("Vitals"), self._measure),
            KeyHint("Alt+D", _("Diagnosis"), self._focus_diagnosis),
            KeyHint("Alt+P", _("Prescription"), self.prescription.focus),
            KeyHint("Ins", _("Add medicine"), self.prescription.focus, shown=False),
            KeyHint("Alt+R", _("Repeat last"), self._repeat, shown=False),
            KeyHint("Alt+K", _("Keep in spite of the warning"), self.prescription.ask_to_keep, shown=False),
            KeyHint("Alt+T", _("Medicines, line by line"), self._focus_table, shown=False),
            KeyHint("Ctrl+P", _("Print"), self._print, shown=False),
            KeyHint("Alt+↑ ↓", _("Move a medicine"), shown=False),
            KeyHint("Del", _("Take out"), shown=False),
        ]

    def main_action(self) -> None:
        """Complete and call the next; of a completed visit, open it again; of none, go to the queue."""
        shown = self._shown
        if shown is None:
            self._go_queue()
        elif not shown.is_open:
            self.dialogs.reopen()
        elif not self._is_unfinished():
            changes = self.notes.changes()
            for seen, texts in changes[1:]:
                self.desk.save_notes(seen, texts)
            if changes:
                self.desk.complete(*changes[0])
            else:
                self.desk.complete(None, {})

    def scanned(self, text: str) -> bool:
        """The slip of somebody in the queue opens their visit, once nothing here is half typed."""
        return self.slips.take(text)

    @Slot(object)
    def _slip_found(self, one: MyToken) -> None:
        if self._shown is not None and self._is_unfinished():
            return
        if one.visit_id is not None:
            self.opened(visit_id=one.visit_id)
        else:
            self.opened(token_id=one.card.id)

    def undo(self) -> bool:
        return self.desk.take_back()

    def draft(self) -> dict[str, object]:
        changes = self.notes.changes()
        if self.desk.visit is None or not changes:
            return {}
        seen, texts = changes[0]
        return Unsaved(self.desk.visit, texts, seen).as_draft()

    def restore(self, kept: dict[str, object]) -> None:
        self._kept = from_draft(kept)
        if self._kept is not None and self.isVisible():
            self.desk.open(self._kept.visit_id)

    def take_over(self, old: Page) -> None:
        if isinstance(old, ConsultationPage):
            self.restore(old.draft())
            self._half_typed = (old.prescription.box.typed(), old.diagnosis.box.typed())
            if old.desk.visit is not None:
                self.desk.open(old.desk.visit)

    # What is shown

    @Slot(object)
    def _show(self, shown: Consultation) -> None:
        another = self._shown is None or self._shown.visit_id != shown.visit_id
        was_open = self._shown is not None and self._shown.is_open
        self._shown = shown
        self._stack.setCurrentWidget(self.view)
        if another:
            self.notes.begin(said_reason(shown.reason))
            self.prescription.was_added()
            self.diagnosis.box.reset()
            for box, typed in zip((self.prescription.box, self.diagnosis.box), self._half_typed, strict=True):
                box.setText(typed)
            self._half_typed = ("", "")
            self.desk.saved_at = None
            if self._kept is not None and self._kept.visit_id == shown.visit_id:
                self.notes.put_back(self._kept.seen, self._kept.texts)
                self.say(_("What you had typed is here again"), "info")
                self._kept = None
        self.view.show_visit(shown, self._tools.now(), self._tools.today())
        self._show_kept()
        if another or was_open != shown.is_open:
            self.renamed.emit()
        self._minute.start()
        if another and shown.is_open:
            self.notes.focus()

    def _show_banner(self) -> None:
        if self._shown is not None:
            self.banner.show_facts(banner_facts(self._shown, self._tools.now()))

    def _show_kept(self) -> None:
        """What of the notes is safe."""
        at = self.desk.saved_at
        if self.notes.changes():
            self.foot.kept.setText(_("Kept as you type"))
        elif at is not None:
            self.foot.kept.setText(_("Saved {time}", time=words().time(at)))
        else:
            self.foot.kept.setText("")

    @Slot()
    def _show_nobody(self) -> None:
        self._shown = None
        self._minute.stop()
        self._stack.setCurrentWidget(self._nobody)
        self.renamed.emit()

    @Slot(object, object)
    def _notes_saved(self, answer: NotesSaved, texts: dict[str, str]) -> None:
        self.notes.saved(answer.notes, texts)
        self._show_kept()

    @Slot(object)
    def _line_refused(self, error: Refused) -> None:
        advice = _(error.advice) if error.advice is not None else ""
        self.prescription.show_problem(" ".join(part for part in (_(error.reason), advice) if part))

    @Slot(object, object)
    def _cell_refused(self, one: PrescribedLine, error: Refused) -> None:
        self.say(_(error.reason), "warn")
        self.prescription.table.edit_problem(one.line.id, error.field or "")

    @Slot(object)
    def _completed(self, answer: Completed) -> None:
        """Say what came of it, and go to whoever was called."""
        name = self._shown.banner.name if self._shown is not None else ""
        if answer.signed is None:
            self.say(_("{name} is done", name=name), do=self.undo)
        else:
            number = _("Prescription {number} is signed", number=answer.signed.number)
            again = partial(self.dialogs.print_visit, answer.visit_id)
            self.say(_("{name} is done", name=name), detail=number, do=again, verb=_("Print"))
        self.desk.close()
        self._go_queue()

    @Slot(object)
    def _taken_back(self, answer: TakenBack) -> None:
        self.say(_("Taken back"), "info", icon="arrow-back-up")
        if answer.deed == "complete_visit":
            self.visit("consult")

    # What is wished

    def _go_queue(self) -> None:
        self.visit("my_queue")

    def _focus_diagnosis(self) -> None:
        self.diagnosis.box.setFocus()

    def _focus_table(self) -> None:
        self.prescription.table.setFocus()

    def _search_medicine(self, text: str) -> None:
        self._medicines_now.renew(suggest_medicines, text)

    def _search_diagnosis(self, text: str) -> None:
        self._diagnoses_now.renew(suggest_diagnoses, text)

    def _add_diagnosis(self, text: str, code: str) -> None:
        self.desk.do(add_diagnosis, self.desk.visit, text, code, is_usually_long_term(code))

    def _repeat(self) -> None:
        if self._shown is not None and self._shown.prescription.can_repeat:
            self.desk.do(repeat_last, self.desk.visit)

    def _set_review(self, day: object) -> None:
        if self._shown is not None:
            self.desk.set_review(self._shown.notes.seen, day if isinstance(day, date) else None)

    def _measure(self) -> None:
        if self._shown is not None and self._shown.is_open:
            self.dialogs.measure(self._shown)

    def _open_allergies(self) -> None:
        if self._shown is not None:
            self.dialogs.open_allergies(self._shown.banner)

    def _offer_templates(self, button: Button) -> None:
        if self._shown is not None:
            self.dialogs.offer_templates(button, self.notes, self._shown.banner.language)

    def _open_line(self, one: PrescribedLine) -> None:
        if one.seen is not None and self._shown is not None and self._shown.is_open:
            self.dialogs.open_line(one)

    def _is_unfinished(self) -> bool:
        """Whether something typed would be lost by going on: a medicine or a diagnosis that was not added."""
        self.prescription.table.finish_cell()
        box = next((box for box in (self.prescription.box, self.diagnosis.box) if box.typed()), None)
        if box is None:
            return False
        box.setFocus()
        self.say(
            _("“{text}” is not added yet", text=box.typed()), "warn", detail=_("Enter adds it, Esc drops it.")
        )
        return True

    def _print(self) -> None:
        if self._shown is not None and not self._is_unfinished():
            self.dialogs.print_or_sign(self._shown)
