"""While works are taken in, whoever works at the desk waits for one piece of them, not for all."""

import time
from threading import Thread

from models.people.patient import Patient
from tests.sync.conftest import Street
from tests.sync.test_rules import count


def test_a_save_at_the_desk_comes_between_two_pieces(street: Street) -> None:
    for place in range(60):
        street.register(street.one, f"Patient {place}")
    street.one.line.round_now()
    store, laptop = street.two.store, street.two.line._laptop
    there_when_saved: list[int] = []

    def save() -> None:
        with store.write_engine.begin():
            there_when_saved.append(count(street.two, Patient.__table__))

    somebody = Thread(target=save)

    def time_passes() -> float:
        """The desk comes as soon as the first piece is at work."""
        if laptop._store.write_engine.pool.checkedout() and not somebody.ident:  # type: ignore[attr-defined]  # of a queue
            somebody.start()
            while not store.is_awaited:
                time.sleep(0)
        return 0.0

    laptop._many = 8
    laptop._monotonic = time_passes
    result = street.two.line.round_now()
    somebody.join()

    assert result.fetched == 60
    assert there_when_saved == [8]
    assert street.agree()


def test_nobody_waits_and_all_goes_into_one_commit(street: Street) -> None:
    for place in range(60):
        street.register(street.one, f"Patient {place}")
    street.one.line.round_now()
    rests: list[float] = []
    street.two.line._laptop._many = 8
    street.two.line._laptop._rest = rests.append
    street.two.line._laptop._monotonic = float

    assert street.two.line.round_now().fetched == 60
    assert len(rests) <= 2
