from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.clinics import Clinic
from tests.ui.reception.counter import Counter
from ui.theme.worn import Wardrobe


@pytest.fixture
def counter(qtbot: QtBot, clinic: Clinic, wardrobe: Wardrobe) -> Iterator[Counter]:
    counter = Counter(qtbot, clinic, wardrobe)
    yield counter
    counter.close()
