"""Somebody at the program, in a process of their own: `typist_process.py DATA PAPERS`. First hears the passwords.

Types into the real window what no disk may show, and stops twice, saying where; goes on when a line comes. Ends only
by being killed.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

NAME, PHONE, VILLAGE = "Zubeidakhatoon Quraishivala", "9876503412", "Tendukhedapur"
HINDI, HER_PHONE = "फूलमतीदेवी चतुर्भुजवाला", "9123406578"
HALF, HALF_PHONE = "Ghanshyamrao Lokhandewar", "9765401238"
COMPLAINT, DIAGNOSIS = "Quarrelsome itching since Makarsankranti", "Unfathomable barnacle fever"
AT_THE_CAMP, THEIR_PHONE = "Bhagirathilal Ochaniwal", "9654301287"
TYPED = (
    NAME, PHONE, VILLAGE, HINDI, HER_PHONE, HALF, HALF_PHONE, COMPLAINT, DIAGNOSIS, AT_THE_CAMP, THEIR_PHONE,
)  # fmt: skip


def hear() -> Any:
    return json.loads(sys.stdin.readline())


def stop_at(where: str) -> None:
    """The windows go on living until somebody says so."""
    sys.stdout.write(json.dumps(where) + "\n")
    sys.stdout.flush()
    hear()


def main(data: Path, papers: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.play.player import Played, Player

    app = QApplication(["shivir"])
    (passwords,) = hear()
    player = Player(app, data, papers, passwords, Played())
    player.program.catch_all()
    at_reception(player, papers)
    half_typed_under_the_lock(player)
    stop_at("locked")
    with_the_doctor(player)
    at_the_camp(player)
    what_goes_wrong(player)
    stop_at("done")


def at_reception(player: Any, papers: Path) -> None:
    """Two are registered, one in each script; a slip is printed, and somebody is looked for."""
    from ui.reception.desk_page import DeskPage

    player.sign_in("Priya Nair")
    player.page_of(DeskPage)
    register(player, NAME, PHONE, VILLAGE)
    register(player, HINDI, HER_PHONE, VILLAGE)
    player.until("a slip", lambda: player.printed)
    for number, paper in enumerate(player.printed):
        (papers / f"{number}.pdf").write_bytes(paper.pdf)
    player.press("Ctrl+K")
    player.write(NAME.lower())
    player.settle()
    player.press("Escape")


def register(player: Any, name: str, phone: str, village: str) -> None:
    from app.reception.queue import queue

    before = player.desk.run(queue).count
    player.press("F6")
    player.write(phone)
    for text in (name, "36", "", village):
        player.press("Tab")
        write(player, text)
    player.settle()
    player.press("Ctrl+Return")
    player.until("one token more", lambda: player.desk.run(queue).count == before + 1)
    player.settle()


def write(player: Any, text: str) -> None:
    """By keys; what has no key of its own comes as from the input method of a script."""
    if text.isascii():
        player.write(text)
        return
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(player.screen.focusObject(), typed)
    player.breathe(80)


def half_typed_under_the_lock(player: Any) -> None:
    player.press("F6")
    player.write(HALF_PHONE)
    player.press("Tab")
    player.write(HALF)
    player.program.lock()
    player.settle()


def with_the_doctor(player: Any) -> None:
    from ui.consulting.consultation_page import ConsultationPage

    player.sign_in("Dr S. Rao")
    page = player.page_of(ConsultationPage)
    player.until("a patient", page.prescription.isVisible)
    player.settle()
    player.press("Alt+C")
    player.write(COMPLAINT)
    player.press("Alt+D")
    player.write(DIAGNOSIS)
    player.settle()
    player.press("Return")
    player.settle()


def at_the_camp(player: Any) -> None:
    from app.camps.board import camp_board
    from app.camps.events import events_today
    from ui.camps.gate_page import GatePage

    player.sign_in("Arjun Minz")
    page = player.page_of(GatePage)
    player.until("the camp of today", lambda: page.camp)
    camp = player.desk.run(events_today)[0].id
    before = player.desk.run(camp_board, camp)
    player.settle()
    player.press("F7")
    player.settle()
    for text in (THEIR_PHONE, AT_THE_CAMP, "44"):
        player.write(text)
        player.press("Tab")
    player.settle()
    player.press("Ctrl+Return")
    player.until("one more inside", lambda: player.desk.run(camp_board, camp) != before)


def what_goes_wrong(player: Any) -> None:
    """A mistake of ours that knows a name: once where errors are expected, once where nobody catches it."""
    from PySide6.QtCore import QTimer

    def stumble() -> None:
        raise ValueError(f"no {NAME} with {PHONE}, {COMPLAINT}")

    assert list(player.program.door.logs.iterdir()) == []
    player.program.show_error(ValueError(f"no {AT_THE_CAMP} with {THEIR_PHONE}"))
    QTimer.singleShot(0, stumble)
    QTimer.singleShot(300, player.app.quit)
    player.app.exec()
    assert len(list(player.program.door.logs.glob("report-*"))) == 2


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except BaseException:
        traceback.print_exc()
        raise
