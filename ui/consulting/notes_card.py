from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from app.consulting.note_templates import NoteTemplate
from app.consulting.notes import Notes
from app.work import Seen
from ui.consulting.note_field import NoteField
from ui.kit.button import Button
from ui.kit.card import Card, Scroll
from ui.kit.keys import KeyCap
from ui.speech import _, words


class NotesCard(Card):
    """The words of the visit, each saved when it is left.

    Signals:
        edited: fields were changed and left; carries (seen, texts) for each reading they were made from.
        typed: something is typed and not saved.
        templates_wanted: somebody asked for beginnings; carries the button.
    """

    edited = Signal(object, object)
    typed = Signal()
    templates_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Notes"), pad=12, gap=0, parent=parent)
        self._seen: dict[str, Seen] = {}
        self._notes: Notes | None = None
        self.templates = Button(_("Templates"), "ghost", icon="template", size="small")
        self.templates.clicked.connect(lambda: self.templates_wanted.emit(self.templates))
        self.head_add(self.templates, KeyCap("Alt+C"))
        scroll = self._scroll = Scroll(gap=6)
        self.fields = {
            name: NoteField(name, label, lines)
            for name, label, lines in (
                ("complaint", _("Complaint"), 2),
                ("examination", _("Examination"), 2),
                ("history", _("History"), 1),
                ("advice", _("Advice for the patient"), 1),
            )
        }
        for field in self.fields.values():
            scroll.add(field)
            field.left.connect(self._left)
            field.typed.connect(self.typed)
        scroll.body.addStretch(1)
        self.add(scroll, 1)

    def minimumSizeHint(self) -> QSize:
        """Complaint and examination stay whole in sight; the rest scrolls where the screen is low."""
        least = super().minimumSizeHint()
        frame = least.height() - self._scroll.minimumSizeHint().height()
        first = sum(
            self.fields[name].minimumSizeHint().height() - self.fields[name].box.minimumSizeHint().height()
            + self.fields[name].box.least_height()
            for name in ("complaint", "examination")
        )  # fmt: skip
        return QSize(least.width(), frame + first + self._scroll.body.spacing())

    def begin(self, reason: str) -> None:
        """Another visit: nothing typed, nothing known."""
        self._seen, self._notes = {}, None
        for field in self.fields.values():
            field.show_text("")
            field.show_mark("")
        hint = _("At the desk: {reason}", reason=reason) if reason else ""
        self.fields["complaint"].box.setPlaceholderText(hint)

    def set_open(self, is_open: bool) -> None:
        for field in self.fields.values():
            field.box.setReadOnly(not is_open)
        self.templates.setVisible(is_open)

    def show_notes(self, notes: Notes) -> None:
        """What is kept now. What is being typed stays, with a word about what moved under it."""
        self._notes = notes
        for name, field in self.fields.items():
            self._show_field(notes, name, field)

    def _show_field(self, notes: Notes, name: str, field: NoteField) -> None:
        text, known = notes.texts[name], self._seen.get(name)
        moved = known is not None and notes.seen.of(name) != known.of(name)
        if field.text() == text or known is None or not field.is_busy():
            if known is None and field.is_dirty():
                field.keep_typing(text)
            else:
                field.show_text(text)
            field.show_mark(self._changed_by(notes, name) if moved else self._two_versions(notes, name))
            self._seen[name] = notes.seen
        elif moved:
            field.show_mark(self._changed_by(notes, name))

    def saved(self, notes: Notes, texts: Mapping[str, str]) -> None:
        """Our own edit is kept: later typing builds on it."""
        for name, text in texts.items():
            field = self.fields[name]
            self._seen[name] = notes.seen
            if field.text() == text.strip():
                field.show_text(notes.texts[name])
            else:
                field.keep_typing(notes.texts[name])
            field.show_mark(self._two_versions(notes, name))

    def _left(self) -> None:
        self.save()
        if self._notes is not None and not self.changes():
            self.show_notes(self._notes)

    def save(self) -> None:
        """Hand out what was changed, in one piece for each state it was read from."""
        for seen, texts in self.changes():
            self.edited.emit(seen, texts)

    def changes(self) -> list[tuple[Seen, dict[str, str]]]:
        """What is typed and not kept, with what stood there when it was read."""
        groups: list[tuple[Seen, dict[str, str]]] = []
        for name, field in self.fields.items():
            if not field.is_dirty() or name not in self._seen:
                continue
            seen = self._seen[name]
            group = next((texts for known, texts in groups if known is seen), None)
            if group is None:
                group = {}
                groups.append((seen, group))
            group[name] = field.text()
        return groups

    def put_back(self, seen: Seen, texts: Mapping[str, str]) -> None:
        """What somebody had typed before a lock or a crash, on top of what they had read."""
        for name, text in texts.items():
            if name in self.fields:
                self._seen[name] = seen
                self.fields[name].put(text)

    def fill(self, template: NoteTemplate, language: str) -> None:
        """Begin with a template wherever nothing is written."""
        for name, text in template.texts(language).items():
            field = self.fields[name]
            if not field.text():
                field.put(text)
        self.fields["complaint"].box.setFocus()
        self.save()

    def focus(self) -> None:
        self.fields["complaint"].box.setFocus()

    def _changed_by(self, notes: Notes, name: str) -> str:
        edit = notes.edits.get(name)
        if edit is None:
            return ""
        if not edit.by:
            return _("Changed elsewhere, {time}", time=words().time(edit.at))
        return _("Changed by {name}, {time}", name=edit.by, time=words().time(edit.at))

    @staticmethod
    def _two_versions(notes: Notes, name: str) -> str:
        edit = notes.edits.get(name)
        return _("Two versions: decide under Conflicts") if edit is not None and edit.others else ""
