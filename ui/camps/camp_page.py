from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.camps.events import EventCard
from app.camps.my_camp import MyCamps, choose_camp, my_camps
from app.refused import Refused
from ui.background import Background
from ui.camps.wording import camp_line
from ui.errors import notice_of
from ui.kit.button import Button
from ui.kit.menu import Menu
from ui.kit.states import EmptyState, Shown
from ui.page import Page
from ui.speech import _
from ui.tools import Tools


class CampPage(Page):
    """A screen of the camp one works at: today's, unless another was chosen.

    A page gives its content to `lay_out`, shows a camp in `show_camp`, and asks again in `ask_again`.
    """

    KINDS = frozenset(
        ("station", "registration", "pass", "pass_binding", "admission", "station_visit", "consent")
    )

    def __init__(self, background: Background, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background, self._tools = background, tools
        self._camps: MyCamps | None = None
        self._what: dict[str, object] = {}
        self.other_camp = Button(_("Other camp"), icon="tent", size="small")
        self.other_camp.clicked.connect(self._offer_camps)
        self.other_camp.hide()

    def lay_out(self, body: QWidget) -> None:
        """Show `body` while there is a camp."""
        empty = EmptyState(
            "tent", _("No camp today"), _("Camps show here on their day. A coordinator plans them.")
        )
        self.shown = Shown(body, empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.shown)

    @property
    def camp(self) -> EventCard | None:
        return self._camps.chosen if self._camps else None

    def line(self) -> str:
        return camp_line(self.camp) if self.camp else ""

    def opened(self, **what: object) -> None:
        self.shown.wait()
        self._what = what
        event_id = what.get("event_id")
        if isinstance(event_id, UUID):
            self._background.ask(self._show_camps, choose_camp, event_id)
        else:
            self._background.ask(self._show_camps, my_camps)

    def changed(self, kinds: frozenset[str], _ids: frozenset[bytes]) -> None:
        if "event" in kinds:
            self._background.ask(self._show_camps, my_camps)
        elif kinds & self.KINDS and self.camp is not None:
            self.ask_again()

    def show_camp(self, camp: EventCard, what: dict[str, object]) -> None:
        """Another camp is worked at, or somebody came to see `what` of it."""

    def ask_again(self) -> None:
        """What is shown may be different now."""

    def failed(self, error: Exception) -> None:
        """Say a No where it happened; everything else is the window's."""
        if isinstance(error, Refused):
            self.said.emit(notice_of(error))
        else:
            self._background.broke.emit(error)

    def _show_camps(self, camps: MyCamps) -> None:
        before, self._camps = self.camp, camps
        what, self._what = self._what, {}
        self.shown.show_content(camps.chosen is not None)
        self.other_camp.setVisible(len(camps.camps) > 1)
        if camps.chosen is None:
            return
        if before is None or before.id != camps.chosen.id or what:
            self.show_camp(camps.chosen, what)
        self.ask_again()
        self.renamed.emit()

    def _offer_camps(self) -> None:
        menu = Menu(self)
        for camp in self._camps.camps if self._camps else ():
            action = menu.entry(camp_line(camp), "tent", on=camp == self.camp)
            action.triggered.connect(lambda _on=False, key=camp.id: self._choose_camp(key))
        menu.drop(self.other_camp)

    def _choose_camp(self, event_id: UUID) -> None:
        self._background.ask(self._show_camps, choose_camp, event_id)
