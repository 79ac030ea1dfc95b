from PySide6.QtCore import QObject, Signal, Slot

from app.consulting.my_queue import MyQueue, my_queue
from app.reception.token_words import read_slip
from ui.background import Background
from ui.page import Page
from ui.speech import _, words
from ui.tools import Tools


class SlipScan(QObject):
    """The slip of a token, scanned in a room: looks for it in the queue of whoever works there.

    Signals:
        found: it is one of theirs; carries the MyToken.
    """

    found = Signal(object)

    def __init__(self, background: Background, tools: Tools, page: Page) -> None:
        super().__init__(page)
        self._background, self._tools, self._page = background, tools, page
        self._number = ""

    def take(self, text: str) -> bool:
        """Look for the token of a slip; False if the text is no slip."""
        slip = read_slip(text)
        if slip is None:
            return False
        day, self._number = slip
        if day == self._tools.today():
            self._background.ask(self._answered, my_queue)
        else:
            self._page.say(_("This slip is of {day}.", day=words().day(day)), "warn", icon="ticket")
        return True

    @Slot(object)
    def _answered(self, queue: MyQueue) -> None:
        everybody = (*queue.now, *queue.waiting, *queue.done, *queue.left)
        one = next((one for one in everybody if one.card.number == self._number), None)
        if one is None:
            self._page.say(_("{token} is not in your queue.", token=self._number), "warn", icon="ticket")
        else:
            self.found.emit(one)
