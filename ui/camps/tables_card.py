from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.camps.lists import table_kinds
from app.camps.tables import Table
from app.words import Words
from ui.camps.wording import in_script
from ui.kit.button import Button, IconButton
from ui.kit.card import Card
from ui.kit.choices import Choice
from ui.kit.combo import ComboBox
from ui.kit.dialog import Dialog, Verb
from ui.kit.form import Field, Form
from ui.kit.inputs import LineEdit
from ui.kit.row import Row, RowLook
from ui.kit.row_list import RowList
from ui.speech import _


class TablesCard(Card):
    """The tables of a camp in the order people go round.

    Signals:
        added: carries the values of a new table.
        changed: carries a Table and what of it is different.
        moved: carries a Table and its new place.
        removed: carries a Table.
    """

    added = Signal(object)
    changed = Signal(object, object)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Tables"), flush=True, parent=parent)
        self._tables: tuple[Table, ...] = ()
        self.list = RowList(_("Tables"), RowLook(44, lead=28, lead_style="meta", face=26, tail=90))
        self.add_one = Button(_("Add table"), icon="plus", size="small")
        self.up = IconButton("chevron-up", _("Earlier"), size="small")
        self.down = IconButton("chevron-down", _("Later"), size="small")
        self.change = IconButton("pencil", _("Change table"), size="small")
        self.drop = IconButton("trash", _("Take table away"), size="small")
        self.head_add(self.up, self.down, self.change, self.drop, self.add_one)
        self.add(self.list, 1)
        self.list.opened.connect(self._change)
        self.add_one.clicked.connect(self._add)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.change.clicked.connect(self._change)
        self.drop.clicked.connect(self._remove)

    def show_tables(self, tables: tuple[Table, ...], *, may_change: bool) -> None:
        self._tables = tables
        self.set_count(str(len(tables)))
        self.list.show_rows(
            [
                Row(one.id, in_script(one), lead=str(at + 1), icon=one.icon, note=one.lead or "")
                for at, one in enumerate(tables)
            ]
        )
        for button in (self.up, self.down, self.change, self.drop, self.add_one):
            button.setEnabled(may_change)

    def _current(self) -> tuple[int, Table] | None:
        key = self.list.current_key()
        return next(((at, one) for at, one in enumerate(self._tables) if one.id == key), None)

    def _move(self, by: int) -> None:
        current = self._current()
        if current is not None and 0 <= current[0] + by < len(self._tables):
            self.moved.emit(current[1], current[0] + by)

    def _remove(self) -> None:
        current = self._current()
        if current is not None:
            self.removed.emit(current[1])

    def _add(self) -> None:
        dialog = TableDialog(self)
        dialog.chosen.connect(lambda answer: self.added.emit(dialog.values()) if answer else None)
        dialog.open()

    def _change(self, _key: object = None) -> None:
        current = self._current()
        if current is None:
            return
        dialog = TableDialog(self, current[1])
        dialog.chosen.connect(lambda answer: self._tell_change(dialog, current[1]) if answer else None)
        dialog.open()

    def _tell_change(self, dialog: "TableDialog", table: Table) -> None:
        changed = dialog.changes()
        if changed:
            self.changed.emit(table, changed)


class TableDialog(Dialog):
    """What a table is called in two languages, and who sits there."""

    def __init__(self, parent: QWidget, table: Table | None = None) -> None:
        verbs = (Verb(_("Close"), None), Verb(_("Save"), True, "primary", "Ctrl+Return", "device-floppy"))
        super().__init__(
            parent, _("Change table") if table else _("Add table"), verbs=verbs, icon="list-check"
        )
        self.kind = ComboBox(
            [Choice(one.key, _(one.said)) for one in table_kinds().values()], "vitals", _("What for")
        )
        self.name, self.other, self.lead = LineEdit(), LineEdit(), LineEdit()
        form = Form()
        if table is None:
            form.add(Field(_("What for"), self.kind))
        self.field = form.add(Field(_("Name"), self.name, required=True, needed=_("A name is needed.")))
        form.add(Field(_("Name in Hindi"), self.other))
        form.add(Field(_("Who sits there"), self.lead))
        self.add(form)
        self.accept = lambda _answer: self.field.is_right()
        if table is None:
            self.kind.changed.connect(self._take_kind)
            self._take_kind(self.kind.value())
        else:
            self.name.setText(table.name)
            self.other.setText(table.name_other or "")
            self.lead.setText(table.lead or "")
        self._was = self.values()

    def _take_kind(self, key: object) -> None:
        kind = table_kinds()[str(key)]
        self.name.setText(str(kind.said))
        self.other.setText(Words("hi")(kind.said))

    def values(self) -> dict[str, Any]:
        icon = table_kinds()[str(self.kind.value())].icon
        return {
            "name": self.name.text().strip(), "icon": icon, "name_other": self.other.text().strip() or None,
            "lead": self.lead.text().strip() or None,
        }  # fmt: skip

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.values().items() if value != self._was[name]}
