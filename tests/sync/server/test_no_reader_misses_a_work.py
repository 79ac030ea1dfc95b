"""Readers follow the journal by its arrival numbers while many write: none of them ever misses a work.

`SHIVIR_ROWS=100000` is the long form.
"""

import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import TimeoutError as OutOfTurn

from models.ledger.apply import Derive, take_in
from models.ledger.change import Change, Edit, SavedWork, packed
from models.ledger.device import Here
from models.ledger.journal import read_others, write_down
from models.store.keys import derived
from sync.server.ground import Ground, Keeping
from tests.clinics import KEY, Clock, bytes_from
from tests.sync.conftest import Street
from tests.sync.servers import BOTH, OnPostgres

STORES = BOTH
ROWS = int(os.environ.get("SHIVIR_ROWS", "5000"))
WRITERS = 4


class Reader:
    """What a laptop does with the journal: everything after the last number it saw."""

    def __init__(self, ground: Ground) -> None:
        self.seen: set[Edit] = set()
        self._ground = ground
        with ground.reading() as connection:
            self._after = connection.scalars(select(Here.arrival)).one()

    def look(self) -> None:
        with self._ground.reading() as connection:
            for kept in read_others(connection, self._after, bytes(8)):
                self.seen.add(Edit(kept.work.writer, kept.work.number))
                self._after = kept.arrival


def ground_over(store: Keeping) -> Ground:
    return Ground(store, Clock(), bytes_from(5), derived(KEY, "sessions"), "1.0")


def work_of(writer: bytes, number: int, dice: random.Random) -> SavedWork:
    fields = {"number": f"T-{number}", "name": "Asha", "sex": "F", "birth_is_estimated": False, "language": "hi",
              "large_print": False, "allergies_asked": "not_asked"}  # fmt: skip
    return SavedWork(
        writer, number, "test", None, None, 1, 0, [Change("patient", dice.randbytes(16), True, 0, fields)]
    )


def write_many(ground: Ground, seed: int, many: int) -> set[Edit]:
    """Works of one writer, in pages of 1 to 40."""
    dice, number = random.Random(seed), 0
    writer = dice.randbytes(8)
    while number < many:
        page = [work_of(writer, number + 1 + place, dice) for place in range(dice.randint(1, 40))]
        try:
            with ground.writing() as connection:
                taken = take_in(connection, page, Derive.NEVER)
        except OutOfTurn:
            continue  # it is told that the server is busy, and comes again
        assert len(taken.taken) == len(page)
        number += len(page)
    return {Edit(writer, one + 1) for one in range(number)}


def test_under_concurrent_writers(street: Street) -> None:
    """Writers and readers over connections of their own, as workers have them."""
    stores = [street.server.open() for _ in range(2)] if isinstance(street.server, OnPostgres) else []
    grounds = [ground_over(store) for store in stores] or [street.centre.ground]
    readers = [Reader(street.centre.ground), Reader(grounds[-1])]
    done = threading.Event()

    def follow(reader: Reader) -> None:
        while not done.is_set():
            reader.look()
        reader.look()

    with ThreadPoolExecutor(WRITERS + len(readers)) as pool:
        following = [pool.submit(follow, reader) for reader in readers]
        writing = [
            pool.submit(write_many, grounds[place % len(grounds)], place, ROWS // WRITERS)
            for place in range(WRITERS)
        ]
        try:
            written = set[Edit]().union(*(one.result() for one in writing))
        finally:
            done.set()
        for one in following:
            one.result()
    for store in stores:
        store.close()
    assert len(written) >= ROWS
    for reader in readers:
        assert written - reader.seen == set()


def test_the_reader_here_would_notice(street: Street) -> None:
    """The planted bug: numbers taken before the commit and in no turn, as a sequence gives them."""
    if not isinstance(street.server, OnPostgres):
        return
    with closing(street.server.open()) as store:
        reader = Reader(ground_over(store))
        with store.read_engine.begin() as connection:
            last = connection.scalars(select(Here.arrival)).one()
        rude = create_engine(store.write_engine.url)
        dice = random.Random(1)
        first, second = (packed(work_of(dice.randbytes(8), 1, dice)) for _ in range(2))
        with rude.connect() as slow, rude.connect() as quick:
            for connection, arrival, work in ((slow, last + 1, first), (quick, last + 2, second)):
                connection.execute(text("SET search_path TO shivir"))
                write_down(connection, arrival, [work])
            quick.commit()
            reader.look()
            slow.commit()
        reader.look()
        rude.dispose()
    assert reader.seen == {second.edit}
