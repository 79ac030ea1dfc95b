from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.door import Person, StaysOut
from ui.kit.avatar import Avatar
from ui.kit.button import Button
from ui.kit.card import Card
from ui.kit.code_cells import CodeCells
from ui.kit.form import Field
from ui.kit.inputs import LineEdit
from ui.kit.label import Divider, Label, Note, ShortLabel
from ui.roles import role_words
from ui.setup.passwords import PasswordField
from ui.speech import _
from ui.theme.worn import theme


class SignInCard(Card):
    """The chosen person's password, and the code where one is asked for.

    Signals:
        wanted: password and code; the code is empty until it is asked for.
        forgot: the password is lost.
    """

    wanted = Signal(str, str)
    forgot = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(pad=20, gap=12, parent=parent)
        self.setFixedWidth(theme().scaled(360))
        self._is_low = False
        self._seconds = 0
        self.add(self._head())
        self.add(Divider())
        self.field = PasswordField(_("Password"), "password")
        self.password = self.field.line.box
        self.password.returnPressed.connect(self.try_it)
        self.add(self.field)
        self.second = self._code_step()
        self.second.hide()
        self.add(self.second)
        self.enter = Button(_("Sign in"), "primary", icon="login-2", key="↵", size="large")
        self.enter.clicked.connect(self.try_it)
        self.add(self.enter)
        self._foot()
        self._count_down = QTimer(self, interval=1000)
        self._count_down.timeout.connect(self._second_passed)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave_code)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.avatar = Avatar("", 56)
        names = QVBoxLayout()
        names.setSpacing(2)
        self.name, self.role = ShortLabel("", "screen"), Label("", "meta", "text2")
        names.addWidget(self.name)
        names.addWidget(self.role)
        head.addWidget(self.avatar)
        head.addLayout(names, 1)
        return head

    def _code_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Note(_("Password is right"), "circle-check", "okText"))
        column.addWidget(Divider())
        self.code = CodeCells(_("Code, 6 digits"))
        self.code.filled.connect(self.try_it)
        self.code.returnPressed.connect(self.try_it)
        self.code_field = Field(
            _("Code from your phone"), self.code, hint=_("Open your authenticator app. It works offline.")
        )
        self.paper = LineEdit("ABCD-EFGH", _("Paper code"), icon="file-text")
        self.paper.returnPressed.connect(self.try_it)
        self.paper_field = Field(
            _("Paper code"), self.paper, hint=_("Each one works once. Then cross it out.")
        )
        self.paper_field.hide()
        column.addWidget(self.code_field)
        column.addWidget(self.paper_field)
        return step

    def _foot(self) -> None:
        self.lost = Button(_("Forgot password"), "ghost")
        self.lost.clicked.connect(self.forgot)
        self.add(self.lost)
        self.ways = QWidget()
        row = QHBoxLayout(self.ways)
        row.setContentsMargins(0, 0, 0, 0)
        self.other = Button(_("Use a paper code"), "ghost")
        self.other.clicked.connect(self._swap)
        back = Button(_("Back"), "ghost", key="Esc")
        back.clicked.connect(self.leave_code)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(back)
        self.ways.hide()
        self.add(self.ways)
        self.rule = Divider()
        self.add(self.rule)
        self.demo_note = Note("", "sparkles", "accentText")
        self.demo_note.hide()
        self.add(self.demo_note)
        self.clock_note = Note(
            _("Code refused? The laptop clock may be wrong. It must be right to within 1 minute."),
            "clock-exclamation",
        )
        self.clock_note.hide()
        self.add(self.clock_note)
        self.locks_note = Note(_("Locks by itself when nobody uses it. What you typed is kept."), "history")
        self.new_note = Note(_("New here? A supervisor adds people under Staff."), "user-plus")
        self.add(self.locks_note)
        self.add(self.new_note)

    def set_narrow(self, narrow: bool, low: bool) -> None:
        """A small screen has no room for what is only good to know."""
        self.setFixedWidth(theme().scaled(304 if narrow else 360))
        self._is_low = low
        self._show_notes()

    def _show_notes(self) -> None:
        for note in (self.locks_note, self.new_note):
            note.setVisible(not self._is_low and not self.asks_code)
        self.rule.setVisible(not self.asks_code and not (self._is_low and self.demo_note.isHidden()))

    @property
    def asks_code(self) -> bool:
        return not self.second.isHidden()

    def show_person(self, person: Person | None, typed: str = "") -> None:
        """Somebody else was chosen, or a name typed that no tile shows."""
        called = (person.called or person.name) if person else typed
        self.avatar.show_name(called)
        self.name.setText(called or _("Type your name"))
        self.role.setText(_(role_words(person.role)) if person else "")
        known = person.password if person else None
        self.demo_note.setVisible(bool(known))
        if known:
            self.demo_note.words.setText(_("Demo clinic. The password is {password}", password=known))
        self._show_notes()

    def clear(self) -> None:
        """Nothing of one person's tries is there for the next."""
        self._seconds = 0
        self._count_down.stop()
        self.password.clear()
        self.field.clear_error()
        self._show_step(code=False)

    def start(self) -> None:
        if self.asks_code:
            (self.paper if self.code_field.isHidden() else self.code).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        else:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, said: str) -> None:
        """The password is being tried, or the store opened."""
        self.enter.setEnabled(not said)
        self.password.setReadOnly(bool(said))  # disabled, it would hand the next Enter to Forgot password
        self.second.setEnabled(not said)
        if said:
            self.enter.set_words(said)
        else:
            self.enter.set_words(_("Sign in"))

    def show_refusal(self, answer: StaysOut) -> None:
        """Say why the door stays shut, beside the field it is about."""
        self.show_busy("")
        sentence = " ".join(_(said) for said in (answer.reason, answer.advice) if said)
        if answer.needs_code:
            self._ask_code(sentence if answer.wrong_code else "")
            return
        self._show_step(code=False)
        self._seconds = answer.seconds
        self.field.set_error(sentence)
        if self._seconds:
            self._count_down.start()
            self._show_wait()
        self.password.selectAll()
        self.start()

    def _ask_code(self, wrong: str) -> None:
        self.field.clear_error()
        self._show_step(code=True)
        if wrong:
            field = self.paper_field if self.code_field.isHidden() else self.code_field
            field.set_error(wrong)
            self.clock_note.show()
            self.rule.show()
        self.code.clear()
        self.paper.selectAll()
        self.start()

    def _show_step(self, *, code: bool) -> None:
        if code == self.asks_code:
            return
        self.second.setVisible(code)
        self.ways.setVisible(code)
        for widget in (self.field, self.lost):
            widget.setVisible(not code)
        self._show_notes()
        if not code:
            self.clock_note.hide()
            self.code.clear()
            self.paper.clear()
            self.code_field.clear_error()
            self.paper_field.clear_error()
            self._show_paper(on=False)

    def _swap(self) -> None:
        self._show_paper(on=not self.code_field.isHidden())
        self.start()

    def _show_paper(self, *, on: bool) -> None:
        self.code_field.setVisible(not on)
        self.paper_field.setVisible(on)
        self.other.set_words(_("Use the phone") if on else _("Use a paper code"))

    def leave_code(self) -> None:
        """Back to the password."""
        if self.asks_code:
            self._show_step(code=False)
            self.password.clear()
            self.start()

    def try_it(self, _code: str = "") -> None:
        if self._seconds > 0 or not self.enter.isEnabled():
            return
        if not self.password.text():
            self.field.set_error(_("Type your password."))
            self.start()
            return
        code = self.paper.text() if self.code_field.isHidden() else self.code.text()
        if self.asks_code and not code.strip():
            self.start()
            return
        self.wanted.emit(self.password.text(), code.strip())

    def _second_passed(self) -> None:
        self._seconds -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        if self._seconds <= 0:
            self._count_down.stop()
            self.field.clear_error()
            return
        self.field.set_error(
            _("Too many wrong tries. Try again in {n} s. Others can still sign in.", n=self._seconds)
        )
