"""The busy morning: everything by letters, and the list never moves under the hand."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.people.register import NewPatient
from app.reception.give_token import NewToken, register_and_give_token
from app.reception.queue import queue
from models.vocabulary import Priority, Role
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from tests.ui.reception.counter import Counter
from ui.reception.queue_page import QueuePage
from ui.theme.tokens import ThemeName
from ui.theme.worn import Wardrobe

NAMES = ("Shanti Devi", "Kishori Lal", "Phulmani Devi", "Bishnu Mahto", "Nirmala Ekka")


@pytest.fixture
def tokens(counter: Counter) -> list[UUID]:
    doctor = counter.clinic.account(Role.DOCTOR)
    given = []
    for name in NAMES:
        priority = Priority.EMERGENCY if name == "Bishnu Mahto" else Priority.NONE
        new = NewPatient(name, village="Sohna" if name.endswith("Devi") else "Rampur")
        done = counter.desk.run(register_and_give_token, new, NewToken(doctor, "Cough", priority))
        given.append(done.given.token.id)
        counter.clinic.clock.move(minutes=1)
    return given


@pytest.fixture
def page(counter: Counter, tokens: list[UUID]) -> QueuePage:
    counter.go("queue")
    assert isinstance(counter.page, QueuePage)
    return counter.page


def shown(page: QueuePage) -> list[str]:
    model = page.table.rows
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def test_who_goes_first_stands_first(page: QueuePage) -> None:
    assert shown(page) == ["A-004", "A-001", "A-002", "A-003", "A-005"]
    assert page.deeds.name.words() == "A-004  Bishnu Mahto"
    assert page.counters.tile("priority").accessibleName() == "1 Priority"


def test_the_filter_finds_name_village_and_token(counter: Counter, page: QueuePage) -> None:
    for typed, left in (
        ("dev", ["A-001", "A-003"]),
        ("ramp", ["A-004", "A-002", "A-005"]),
        ("002", ["A-002"]),
    ):
        page.filter.setText(typed)
        assert shown(page) == left
    assert page.foot.words() == "1 of 5 shown"
    page.filter.setFocus()
    counter.press(Qt.Key.Key_Escape)
    assert len(shown(page)) == 5
    assert counter.focus is page.table


def test_enter_calls_and_letters_do_the_rest(counter: Counter, page: QueuePage, tokens: list[UUID]) -> None:
    page.table.choose(tokens[0])
    counter.enter()
    counter.settle()
    [inside] = counter.desk.run(queue).inside
    assert inside.token.id == tokens[0]
    page.table.choose(tokens[1])
    counter.press(Qt.Key.Key_L)
    counter.settle()
    page.table.choose(tokens[2])
    counter.press(Qt.Key.Key_H)
    counter.settle()
    assert shown(page) == ["A-004", "A-005", "A-003"]
    assert counter.told == ["A-001 called", "A-002 has left", "A-003 waits"]


def test_letters_in_the_filter_are_text(counter: Counter, page: QueuePage) -> None:
    page.filter.setFocus()
    counter.keys("hl")
    counter.settle()
    assert page.filter.text() == "hl"
    assert len(counter.desk.run(queue).waiting) == 5


def test_f6_opens_the_form_and_esc_puts_it_away_with_what_was_typed(
    counter: Counter, page: QueuePage
) -> None:
    counter.press(Qt.Key.Key_F6)
    counter.keys("98765")
    counter.press(Qt.Key.Key_Escape)
    assert not page.register.isVisible()
    counter.press(Qt.Key.Key_F6)
    assert page.register.fields.mobile.text() == "98765"


def test_the_chosen_one_stays_chosen_when_the_list_comes_anew(
    counter: Counter, page: QueuePage, tokens: list[UUID]
) -> None:
    page.table.choose(tokens[4])
    counter.desk.run(register_and_give_token, NewPatient("Asha"), NewToken(priority=Priority.EMERGENCY))
    counter.settle()
    assert len(shown(page)) == 6
    assert page.table.current_key() == tokens[4]


@pytest.mark.parametrize(("size", "look"), [((1366, 700), "light"), ((1366, 768), "contrast")])
def test_nothing_is_cut_off(
    counter: Counter, page: QueuePage, size: tuple[int, int], look: ThemeName, wardrobe: Wardrobe
) -> None:
    wardrobe.wear(name=look)
    counter.window.resize(*size)
    counter.settle()
    assert (cut_off(page), overfull(page), nameless(page), small_targets(page)) == ([], [], [], [])
