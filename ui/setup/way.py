"""One way to begin on a laptop: a form with one main button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.door import StaysOut
from ui.kit.button import Button
from ui.kit.card import Card, Scroll
from ui.kit.form import Field, Form
from ui.kit.label import Label
from ui.kit.message import MessageBox
from ui.speech import _


class Way(Card):
    """The card at the right of the start page.

    Signals:
        wanted: everything is typed and right; carries what the way gives (see each one).
        back_wanted: one step back.
    """

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, title: str, do: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(pad=20, gap=10, parent=parent)
        self.head = QHBoxLayout()
        self.head.addWidget(Label(title, "screen"))
        self.head.addStretch(1)
        self.add(self.head)
        self.trouble = MessageBox("danger", "")
        self.trouble.hide()
        self.add(self.trouble)
        self.form = Form()
        self._about: dict[str, Field] = {}
        scroll = Scroll(gap=0)
        scroll.add(self.form)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        back = Button(_("Back"), key="Esc", size="large")
        back.clicked.connect(self.back_wanted)
        self._words = do
        self.do = Button(do, "primary", icon=icon, key="Ctrl ↵", size="large")
        self.do.clicked.connect(self.go_on)
        foot.addWidget(back)
        foot.addWidget(self.do, 1)
        self.add(foot)
        self.note = Label("", "hint", "text2", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.note.hide()
        self.add(self.note)

    def field(self, field: Field, about: str = "") -> Field:
        """A row of the form; `about` is what an answer may say it is about."""
        if about:
            self._about[about] = field
        return self.form.add(field)

    def say(self, note: str) -> None:
        """A line under the button: how long it takes, how far it is."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def start(self) -> None:
        """Put the focus into the first field that has nothing yet."""
        first = next((field for field in self.form.fields if field.is_empty()), None)
        (first or self.form.fields[0]).input.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """The main button and Ctrl+Enter."""
        if self.do.isEnabled() and self.form.first_wrong() is None:
            self.trouble.hide()
            self.wanted.emit(self.answer())

    def answer(self) -> object:
        """What `wanted` carries."""
        return None

    def show_busy(self, words: str) -> None:
        """It is being done; empty words when it is over."""
        self.do.setEnabled(not words)
        self.form.setEnabled(not words)
        self.do.set_words(words or self._words)

    def show_refusal(self, answer: StaysOut) -> None:
        """Say what to do beside the field it is about, else above the form."""
        self.show_busy("")
        self.say("")
        field = self._about.get(answer.about)
        if field is None:
            self.trouble.show_message("danger", _(answer.reason), _(answer.advice) if answer.advice else "")
            self.trouble.show()
            return
        sentence = " ".join(_(said) for said in (answer.reason, answer.advice) if said)
        field.set_error(sentence)
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
