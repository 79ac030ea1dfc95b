"""The camp's part of the day: the gate, and everything a pass can be."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QApplication

from app.camps.answers import Answer
from app.camps.board import camp_board
from app.camps.events import events_today, list_events
from app.camps.participants import list_participants
from app.camps.pass_paper import pass_card_paper, pass_sheet_paper, passes_to_print
from app.camps.passes import issue_pass
from ui.camps.gate_page import GatePage
from ui.camps.wording import LOOKS
from ui.play.clinic_day import keep_paper
from ui.play.player import NotSeen, Player
from ui.speech import _

VOLUNTEER = "Arjun Minz"
WALKS_IN, THEIR_PHONE = "Bhola Kushwaha", "9876012345"
ON_A_SHEET = 8


def gate(player: Player) -> None:
    """Welcome, already in, another camp, forged, not a pass, and somebody without one."""
    player.sign_in(VOLUNTEER)
    page = player.page_of(GatePage)
    assert isinstance(page, GatePage)
    player.until("the camp of today", lambda: page.camp)
    player.settle()
    player.picture("gate")
    camp = player.desk.run(events_today)[0].id
    text = _pass_of_somebody_outside(player, camp)
    elsewhere = _pass_of_another_camp(player, camp)
    for said, scanned, picture, told in (
        (Answer.WELCOME, text, "gate-welcome", "a pass lets its holder in"),
        (Answer.ALREADY_IN, text, "gate-already-in", "the same pass again says since when"),
        (Answer.OTHER_CAMP, elsewhere, "gate-other-camp", "a pass of another camp is told apart"),
        (Answer.NOT_GENUINE, text[:-6] + "ABCDEF", "gate-forged", "a forged pass is told apart"),
        (Answer.NOT_GENUINE, "8901030865278", "gate-not-a-pass", "a shop's code is not a pass"),
    ):
        page.result.show_result(None)
        player.scan(scanned)
        player.until(f"the answer {said}", partial(_stands, page, said))
        player.settle()
        player.picture(picture)
        player.tell(told)
    _walk_in(player, camp)
    player.wardrobe.wear(name="contrast")
    player.picture("gate-contrast")
    player.wardrobe.wear(name="light")
    passes = player.desk.run(passes_to_print, camp)
    keep_paper(player, "pass-sheet", player.desk.run(pass_sheet_paper, camp, passes[:ON_A_SHEET])[0])
    keep_paper(player, "pass", player.desk.run(pass_card_paper, camp, passes[0]))
    player.tell("passes on a sheet, and one as a card")


def _stands(page: GatePage, answer: Answer) -> bool:
    """Whether the large panel says so."""
    return page.result.accessibleName().startswith(_(LOOKS[answer].word))


def _walk_in(player: Player, camp: UUID) -> None:
    before = player.desk.run(camp_board, camp)
    player.press("F7")
    player.until("the form", lambda: _has_focus("register_phone"))
    player.write(THEIR_PHONE)
    player.press("Tab")
    player.write(WALKS_IN)
    player.press("Tab")
    player.write("44")
    player.settle()
    player.picture("gate-walk-in")
    player.press("Ctrl+Return")
    player.until("one more inside", lambda: player.desk.run(camp_board, camp) != before)
    player.settle()
    player.picture("gate-walked-in")
    player.tell(f"{WALKS_IN} walked in without a pass")


def _has_focus(name: str) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and focused.objectName() == name


def _pass_of_somebody_outside(player: Player, camp: UUID) -> str:
    people = player.desk.run(list_participants, camp)
    outside = next((one for one in people if one.admitted_at is None), None)
    if outside is None:
        raise NotSeen("somebody who is not in yet")
    return player.desk.run(issue_pass, camp, outside.id).text


def _pass_of_another_camp(player: Player, today: UUID) -> str:
    other = next(one.id for one in player.desk.run(list_events) if one.id != today)
    somebody = player.desk.run(list_participants, other)[0]
    return player.desk.run(issue_pass, other, somebody.id).text
