"""The whole day, scene by scene."""

import traceback
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.play import camp_day, clinic_day, desk_day
from ui.play.apart import play_apart
from ui.play.player import Played, Player

APART = "Two laptops and a server"

SCENES = (
    ("Signing in", clinic_day.wrong_password),
    ("At reception", clinic_day.reception),
    ("Searching", clinic_day.search),
    ("Themes and languages", clinic_day.looks),
    ("Locking", clinic_day.lock),
    ("With the doctor", clinic_day.consultation),
    ("At the counter", clinic_day.counter),
    ("At the camp's gate", camp_day.gate),
    ("The overview", clinic_day.overview_of_all),
    ("The conflict desk", desk_day.conflicts_settled),
)


def play_day(data: Path, out: Path, passwords: Mapping[str, str], only: str = "") -> Played:
    """Play it on a demo store; pictures and papers go to `out`."""
    played = Played()
    app = QApplication.instance() or QApplication(["shivir"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Shivir")
    player = Player(app, data, out, passwords, played)
    for title, scene in SCENES:
        if any(one in title for one in only.split("|")):
            player.scene(title, scene)
    player.close()
    if only in APART:
        try:
            play_apart(app, data, out, dict(passwords), played)
        except Exception:
            played.failed.append(APART)
            traceback.print_exc()
    return played
