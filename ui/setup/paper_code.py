from ui.kit.inputs import LineEdit
from ui.speech import _

PARTS, LETTERS = 8, 5


class PaperCodeBox(LineEdit):
    """The recovery code as it is typed from paper: capitals and dashes come by themselves."""

    def __init__(self) -> None:
        super().__init__("ABCDE-FGHJK-…", _("Recovery code"), icon="key")
        self.setObjectName("paper")
        self.textEdited.connect(self._group)

    def _group(self, text: str) -> None:
        if self.cursorPosition() < len(text):
            return
        letters = "".join(letter for letter in text.upper() if letter.isalnum())[: PARTS * LETTERS]
        grouped = "-".join(letters[at : at + LETTERS] for at in range(0, len(letters), LETTERS))
        if grouped != text:
            self.setText(grouped)
