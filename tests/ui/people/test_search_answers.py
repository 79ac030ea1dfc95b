from PySide6.QtCore import Qt

from app.people.register import NewPatient, register_patient
from app.reception.give_token import NewToken, give_token
from tests.ui.reception.counter import Counter
from ui.kit.row import Row
from ui.palette import Palette
from ui.people.patient_page import PatientPage
from ui.reception.desk_page import DeskPage


def found(counter: Counter) -> list[str]:
    [palette] = counter.window.findChildren(Palette)
    return [row.title for row in palette.list.rows.rows() if isinstance(row, Row)]


def ready(counter: Counter) -> None:
    sunita = counter.desk.run(
        register_patient, NewPatient("Sunita Devi", phone="9876543210", village="Rampur")
    )
    counter.desk.run(register_patient, NewPatient("Sunil Kumar"))
    counter.desk.run(give_token, sunita.id, NewToken())
    counter.settle()
    counter.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def test_typing_finds_people_and_enter_opens_one(counter: Counter) -> None:
    ready(counter)
    counter.keys("sunita")
    counter.wait(lambda: found(counter) == ["Sunita Devi"])
    [palette] = counter.window.findChildren(Palette)
    row = palette.list.current_row()
    assert row is not None
    assert row.pill is not None
    assert (row.pill.words, row.facts, row.match) == (
        "Token A-001 · waiting",
        "Rampur · 98••• ••210",
        "Sunita",
    )
    counter.enter()
    counter.settle()
    assert isinstance(counter.page, PatientPage)


def test_a_token_finds_who_holds_it(counter: Counter) -> None:
    ready(counter)
    counter.keys("a1")
    counter.wait(lambda: found(counter)[:1] == ["Sunita Devi"])


def test_ctrl_enter_takes_somebody_to_the_form(counter: Counter) -> None:
    ready(counter)
    counter.keys("sunil")
    counter.wait(lambda: found(counter) == ["Sunil Kumar"])
    counter.submit()
    assert isinstance(counter.page, DeskPage)
    assert counter.page.register.known.isVisible()
