"""The stick and the hub in the window, over the real store and the real line, by what people see."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.words import Words
from models.vocabulary import Role
from sync.bundle.courier import LaptopCourier
from sync.hub.camp import Camp
from tests.clinics import Clinic, bytes_from
from tests.ui.clinic_window import a_window
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from ui.background import Background
from ui.kit.dialog import Dialog
from ui.kit.inputs import LineEdit
from ui.kit.qr_code import QrCode
from ui.speech import speak
from ui.supervision.hub_deeds import SERVE, STOP, HubDeeds
from ui.supervision.stick_deeds import StickDeeds
from ui.theme.worn import Wardrobe
from ui.window import Window

LOOK = os.environ.get("SHIVIR_LOOK")
LOOKS = [("light", "en"), ("dark", "hi"), ("contrast", "hi"), ("light", "hi")]


@pytest.fixture
def background(clinic: Clinic, typeset: QApplication) -> Iterator[Background]:
    background = Background(clinic.desk(Role.SUPERVISOR))
    yield background
    background.wait()


@pytest.fixture
def window(wardrobe: Wardrobe, qtbot: QtBot) -> Window:
    window = a_window()
    qtbot.addWidget(window)
    window.resize(1366, 700)
    window.show()
    return window


@pytest.fixture
def camp(clinic: Clinic, tmp_path: Path) -> Iterator[Camp]:
    camp = Camp(clinic.store, tmp_path, clinic.clock, bytes_from(5), "1.0", at=("127.0.0.1", 0))
    yield camp
    camp.close()


@pytest.fixture
def hub(window: Window, background: Background, camp: Camp) -> Iterator[HubDeeds]:
    deeds = HubDeeds(window, background, camp)
    yield deeds
    deeds.leave()


@pytest.fixture
def sticks(window: Window, background: Background, clinic: Clinic, tmp_path: Path) -> Iterator[StickDeeds]:
    courier = LaptopCourier(
        clinic.store, tmp_path, clinic.clock, bytes_from(6), "1.0", monotonic=lambda: 0.0, rest=lambda _: None
    )
    deeds = StickDeeds(window, background, courier)
    yield deeds
    deeds.leave()


def dialogs(window: Window) -> list[Dialog]:
    return [one for one in window.findChildren(Dialog) if one.isVisible()]


def whole(window: Window, name: str) -> None:
    QApplication.processEvents()
    (dialog,) = dialogs(window)
    if LOOK:
        window.grab().save(f"{LOOK}/{name}.png")
    assert cut_off(dialog) == []
    assert overfull(dialog) == []
    assert nameless(dialog) == []
    assert small_targets(dialog) == []


def test_two_clicks_make_this_laptop_the_hub_with_a_code_to_scan(
    window: Window, hub: HubDeeds, camp: Camp, qtbot: QtBot
) -> None:
    hub.open()
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    dialogs(window)[0].choose(SERVE)
    qtbot.waitUntil(lambda: camp.is_serving and bool(window.findChildren(QrCode)))
    assert window.findChildren(QrCode)[-1].text.startswith("SHVH1:")
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    dialogs(window)[0].choose(STOP)
    qtbot.waitUntil(lambda: not camp.is_serving)


def test_whoever_may_not_plan_camps_can_only_work_with_a_hub(window: Window, hub: HubDeeds) -> None:
    assert [button.text() for button in hub.show_neither(may=False).buttons] != [
        button.text() for button in hub.show_neither(may=True).buttons
    ]


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_the_hub_s_dialogs_are_whole(
    window: Window, hub: HubDeeds, camp: Camp, wardrobe: Wardrobe, look: str, language: str
) -> None:
    wear(wardrobe, look, language)
    steps: tuple[tuple[str, Callable[[], Dialog]], ...] = (
        ("neither", lambda: hub.show_neither(may=True)),
        ("place", hub.ask_place),
        ("serving", lambda: hub.show_serving(camp.start())),
    )
    for name, show in steps:
        dialog = show()
        whole(window, f"hub-{name}-{look}-{language}")
        dialog.close_quietly()


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_the_stick_s_dialogs_are_whole(
    window: Window, sticks: StickDeeds, wardrobe: Wardrobe, look: str, language: str
) -> None:
    from uuid import UUID

    from app.supervision.bundle import ReceiverCard

    wear(wardrobe, look, language)
    cards = (
        ReceiverCard(UUID(int=1), "Server", "SRV", True),
        ReceiverCard(UUID(int=2), "Camp kit 2", "B1", False),
    )
    for name, show in (("open", sticks.open), ("who", lambda: sticks.choose_receivers(cards))):
        dialog = show()
        whole(window, f"stick-{name}-{look}-{language}")
        dialog.close_quietly()


def wear(wardrobe: Wardrobe, look: str, language: str) -> None:
    speak(Words(language))
    wardrobe.wear(name=look, tall_script=language == "hi")  # type: ignore[arg-type]  # one of ours


def test_a_place_where_no_hub_is_has_its_sentence(window: Window, hub: HubDeeds, qtbot: QtBot) -> None:
    hub.work_with("127.0.0.1:9")
    qtbot.waitUntil(lambda: any("No hub answers here" in text for text in notices(window)))


def test_a_file_of_something_else_is_refused_in_words(
    window: Window, sticks: StickDeeds, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "holiday.shivir"
    path.write_bytes(b"pictures")
    sticks.take(path)
    qtbot.waitUntil(lambda: any("not a file of Shivir" in text for text in notices(window)))
    assert dialogs(window) == []


def test_without_a_server_nothing_is_saved_and_it_is_said(
    window: Window, sticks: StickDeeds, tmp_path: Path, qtbot: QtBot
) -> None:
    sticks.save(tmp_path / "out", [])
    qtbot.waitUntil(lambda: any("no server yet" in text for text in notices(window)))
    assert list(tmp_path.glob("*.shivir")) == []


def notices(window: Window) -> list[str]:
    from ui.kit.label import Label

    return [label.text() for label in window.findChildren(Label)]


def test_a_typed_place_is_needed(window: Window, hub: HubDeeds) -> None:
    dialog = hub.ask_place()
    dialog.choose(True)
    assert dialog.isVisible()
    dialog.findChildren(LineEdit)[0].setText("127.0.0.1:9")
    dialog.close_quietly()
