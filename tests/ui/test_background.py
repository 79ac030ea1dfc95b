from threading import Event, current_thread

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from app.people.register import NewPatient, PatientCard, register_patient
from app.work import Deed, Interrupted, Lane, Refused, Work, use_case
from models.vocabulary import Role
from tests.clinics import Clinic
from ui.background import Background


class Page(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[object] = []
        self.threads: list[QThread] = []

    def show_card(self, card: PatientCard) -> None:
        self.shown.append(card.number)
        self.threads.append(QThread.currentThread())

    def show_failure(self, error: Exception) -> None:
        self.shown.append(type(error))

    def show_thread(self, name: str) -> None:
        self.shown.append(name)

    def show_nothing(self, _answer: None) -> None:
        self.shown.append("an answer")


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def count_for_ever(work: Work, started: Event) -> None:
    connection = work.session.connection()
    started.set()
    connection.exec_driver_sql(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    )


@use_case(Deed.SEARCH_PATIENT, Lane.READ)
def tell_thread(work: Work) -> str:
    return current_thread().name


@pytest.fixture
def background(clinic: Clinic) -> Background:
    return Background(clinic.desk(Role.RECEPTIONIST))


def test_answers_come_back_on_the_windows_thread(qtbot: QtBot, background: Background) -> None:
    page = Page()
    background.ask(page.show_card, register_patient, NewPatient("Sunita Devi"))
    qtbot.waitUntil(lambda: page.shown == ["RMP-A1-00001"])

    assert page.threads == [QThread.currentThread()]


def test_saves_happen_in_the_order_they_were_asked(qtbot: QtBot, background: Background) -> None:
    page = Page()
    for name in ("Asha", "Meera", "Ravi"):
        background.ask(page.show_card, register_patient, NewPatient(name))
    qtbot.waitUntil(lambda: page.shown == [f"RMP-A1-0000{n}" for n in (1, 2, 3)])


def test_a_reading_nobody_waits_for_is_ended(qtbot: QtBot, background: Background) -> None:
    page, started = Page(), Event()
    asked = background.ask_or(page.show_nothing, page.show_failure, count_for_ever, started)
    assert started.wait(10)
    asked.cancel()
    qtbot.waitUntil(lambda: page.shown == [Interrupted])

    background.ask(page.show_thread, tell_thread)
    qtbot.waitUntil(lambda: len(page.shown) == 2)


def test_a_refusal_goes_to_the_window_unless_the_page_takes_it(qtbot: QtBot, background: Background) -> None:
    page = Page()
    with qtbot.waitSignal(background.broke) as broke:
        background.ask(page.show_card, register_patient, NewPatient(" "))
    assert isinstance(broke.args[0], Refused)

    background.ask_or(page.show_card, page.show_failure, register_patient, NewPatient(" "))
    qtbot.waitUntil(lambda: page.shown == [Refused])


def test_an_answer_for_a_page_that_is_gone_is_forgotten(qtbot: QtBot, background: Background) -> None:
    page, other = Page(), Page()
    background.ask(page.show_card, register_patient, NewPatient("Asha"))
    page.deleteLater()
    background.ask(other.show_card, register_patient, NewPatient("Ravi"))
    qtbot.waitUntil(lambda: other.shown == ["RMP-A1-00002"])
