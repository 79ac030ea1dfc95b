"""The demo is made by the ledger's own works, and looks like a clinic at work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from app.camps.board import camp_board
from app.camps.events import events_today, list_events
from app.clock import clinic_day, system_clock
from app.consulting.my_queue import where_i_am
from app.demo.make import Demo, Size, make_demo
from app.door import CameIn, Door
from app.reception.appointments import appointments
from app.reception.queue import queue
from app.refused import Refused
from app.supervision.verify import verify
from app.work import Desk
from models.store.disk import RealDisk
from models.store.machine import Machine
from sync.carrying import signed_piece
from tests.fakes import MemoryKeyring, Wrist, cheap_derivation

SIZE = Size(patients=40, visits=24, registrations=20)


@dataclass(frozen=True, slots=True)
class Made:
    demo: Demo
    door: Door

    def desk(self, role: str, place: int = 0) -> Desk:
        who = [one for one in self.demo.staff if one.role == role][place]
        answer = self.door.come_in(who.name, who.password)
        assert isinstance(answer, CameIn)
        return answer.desk


def a_machine() -> Machine:
    return Machine(
        "0.1.0", cheap_derivation, MemoryKeyring(), bytes, system_clock, Wrist().uptime, RealDisk(), 1 << 16
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder, machine = tmp_path_factory.mktemp("demo"), a_machine()
    heard: list[float] = []
    demo = make_demo(folder, None, machine, heard.append, size=SIZE, sign=signed_piece)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    door = Door.at(folder, system_clock, machine)
    yield Made(demo, door)
    door.close()


def test_the_store_of_a_demo_is_right_in_every_check(made: Made) -> None:
    found = made.desk("supervisor").run(verify)
    assert [check.name for check in found.checks if not check.is_right] == []


def test_the_queue_has_people_in_every_state(made: Made) -> None:
    seen = made.desk("receptionist").run(queue)
    assert (len(seen.inside), len(seen.waiting), len(seen.done), len(seen.left)) == (2, 9, 14, 1)
    assert seen.inside[0].token.number == "A-014"
    assert len(made.desk("receptionist").run(appointments)) == 7


def test_the_doctor_has_a_patient_with_a_past(made: Made) -> None:
    desk = made.desk("doctor")
    visit = desk.run(where_i_am)
    assert visit is not None


def test_a_camp_runs_now_and_others_were_held(made: Made) -> None:
    desk = made.desk("volunteer")
    board = desk.run(camp_board, desk.run(events_today)[0].id)
    assert board.registered == SIZE.registrations
    assert 0 < board.checked_in < board.registered
    assert len(desk.run(list_events)) == 4


def test_the_sign_in_page_shows_everybody_with_a_password(made: Made) -> None:
    people = made.door.people()
    assert {(who.name, who.password) for who in people} == {
        (one.name, one.password) for one in made.demo.staff
    }


def test_a_demo_of_another_day_counts_from_that_day(tmp_path: Path) -> None:
    day = clinic_day(system_clock()) - timedelta(days=3)
    demo = make_demo(tmp_path, day, a_machine(), lambda _: None, size=Size(8, 4, 6), sign=signed_piece)
    assert demo.today == day


def test_a_folder_with_a_clinic_is_left_alone(made: Made, tmp_path: Path) -> None:
    machine = a_machine()
    make_demo(tmp_path, None, machine, lambda _: None, size=Size(8, 4, 6), sign=signed_piece)
    with pytest.raises(Refused):
        make_demo(tmp_path, None, machine, lambda _: None, size=Size(8, 4, 6), sign=signed_piece)
