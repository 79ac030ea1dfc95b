from pytestqt.qtbot import QtBot

from ui.sleep import Sleep


def test_a_laptop_that_falls_asleep_or_wakes_up_is_noticed(qtbot: QtBot) -> None:
    sleep = Sleep()
    for falls_asleep in (True, False):
        with qtbot.waitSignal(sleep.noticed):
            sleep.told(falls_asleep)
