from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.door import Door, StoreUnwell
from tests.ui.setup.desk import Laptop
from ui.setup.unwell_page import UnwellPage


def test_a_second_program_says_what_to_do_and_looks_again(
    laptop: Laptop, qtbot: QtBot, tmp_path: Path
) -> None:
    door = Door.at(tmp_path / "data", laptop.watch.now, laptop.machine)
    with pytest.raises(StoreUnwell) as unwell:
        Door.at(tmp_path / "data", laptop.watch.now, laptop.machine)
    page = UnwellPage(unwell.value)
    qtbot.addWidget(page)
    page.show()
    page.start()
    assert page.reason.text()
    assert page.advice.text()
    with qtbot.waitSignal(page.again):
        page.try_again.click()
    door.close()
