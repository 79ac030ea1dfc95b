"""The supervisor's conflict desk: what two laptops wrote differently is settled by keys, and taken back."""

from app.supervision.conflicts import waiting_conflicts
from ui.play.clinic_day import SUPERVISOR
from ui.play.player import NotSeen, Player
from ui.supervision.conflict_page import ConflictPage


def conflicts_settled(player: Player) -> None:
    """Two values side by side; one is chosen, the next record follows; Ctrl+Z makes it wait again."""
    player.sign_in(SUPERVISOR)
    before = player.desk.run(waiting_conflicts)
    if not before:
        raise NotSeen("something to settle")
    player.press("Alt+6")
    page = player.page_of(ConflictPage)
    assert isinstance(page, ConflictPage)
    player.until("the first record", lambda: page.shown is not None)
    player.settle()
    player.picture("conflicts")
    for _ in page.grid.rows:
        player.press("Right", "Return")
    player.until("one less", lambda: player.desk.run(waiting_conflicts) == before - 1)
    player.settle()
    player.press("Left")
    player.picture("conflicts-next")
    player.press("Ctrl+Z")
    player.until("it waits again", lambda: player.desk.run(waiting_conflicts) == before)
    player.tell("what two laptops wrote differently is settled by keys, and taken back")
