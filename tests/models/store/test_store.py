import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.store.health import problems
from models.store.store import Reading, Store, connect, open_store
from models.store.unwell import Ailment, Interrupted, StoreUnwell

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clinic.db", KEY)
    with opened.write_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (body TEXT)")
    yield opened
    opened.close()


def statements_of(store: Store, only_reads: bool = False) -> list[str]:
    """Hears every statement that reaches SQLite from a new connection on."""
    heard: list[str] = []
    engine = store.read_engine if only_reads else store.write_engine

    @event.listens_for(engine, "connect")
    def listen(connection: Any, _record: object) -> None:
        connection.set_trace_callback(heard.append)

    engine.dispose()
    return heard


def test_a_session_begins_immediately_and_once(store: Store) -> None:
    heard = statements_of(store)
    with Session(store.write_engine) as session, session.begin():
        session.execute(text("INSERT INTO note VALUES ('one')"))
        with session.begin_nested():
            session.execute(text("INSERT INTO note VALUES ('two')"))

    assert [line for line in heard if line.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]


def test_a_reading_session_begins_once_and_cannot_write(store: Store) -> None:
    heard = statements_of(store, only_reads=True)
    with Session(store.read_engine) as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(text("INSERT INTO note VALUES ('one')"))

    assert [line for line in heard if line.startswith("BEGIN")] == ["BEGIN"]


def test_tables_made_in_a_transaction_that_fails_leave_no_trace(store: Store) -> None:
    with Session(store.write_engine) as session:
        session.execute(text("CREATE TABLE half (a)"))
        session.rollback()
    with store.read_engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all() == ["note"]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
    ],
)
def test_both_lanes_are_set_up_to_keep_what_they_save(store: Store, pragma: str, value: object) -> None:
    for engine in (store.write_engine, store.read_engine):
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_a_reader_sees_its_moment_while_others_save(store: Store) -> None:
    with store.read_engine.connect() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 0
        with store.write_engine.begin() as writer:
            writer.exec_driver_sql("INSERT INTO note VALUES ('one')")
        assert reader.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 0


def test_another_key_reads_as_damage_for_it_was_checked_before(store: Store) -> None:
    store.close()
    with pytest.raises(StoreUnwell) as unwell:
        open_store(store.path, os.urandom(32))
    assert unwell.value.kind is Ailment.DAMAGED


def test_a_closed_store_lets_nobody_in_and_leaves_one_file(store: Store) -> None:
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.read_engine.connect()
    assert [path.name for path in store.path.parent.iterdir()] == ["clinic.db"]


def test_a_copy_is_whole_and_under_the_other_key_alone(store: Store, tmp_path: Path) -> None:
    with store.write_engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note VALUES ('one')")
    told: list[float] = []
    other = os.urandom(32)
    store.copy_into(tmp_path / "copy.db", other, told.append)

    assert problems(tmp_path / "copy.db", other) == ()
    assert problems(tmp_path / "copy.db", KEY) == ("the first page does not open",)
    assert connect(tmp_path / "copy.db", other).execute("SELECT body FROM note").fetchall() == [("one",)]
    assert told[-1] == 1.0


def test_put_aside_nothing_is_open_and_afterwards_all_goes_on(store: Store) -> None:
    with store.put_aside():
        assert [path.name for path in store.path.parent.iterdir()] == ["clinic.db"]
    with store.write_engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note VALUES ('after')")
    with store.read_engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT body FROM note").scalars().all() == ["after"]


def test_putting_aside_waits_for_a_reader_that_still_has_to_write(store: Store) -> None:
    begun: list[str] = []
    with store.read_engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM note").scalar_one()
        aside = Thread(target=lambda: begun.append("aside") if put(store) else None)
        aside.start()
        with store.write_engine.begin() as writer:
            writer.exec_driver_sql("INSERT INTO note VALUES ('audit of a reading')")
        begun.append("read")
    aside.join(10)

    assert begun == ["read", "aside"]


def put(store: Store) -> bool:
    with store.put_aside():
        return True


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_reading_nobody_waits_for_is_ended_from_another_thread(store: Store) -> None:
    reading = Reading()
    ended: list[type[BaseException]] = []

    def read() -> None:
        with Session(store.read_engine) as session:
            try:
                with reading.of(session.connection()):
                    running.append(True)
                    session.execute(text(ENDLESS))
            except Interrupted as stopped:
                ended.append(type(stopped))

    running: list[bool] = []
    reader = Thread(target=read)
    reader.start()
    while not running:
        pass
    while reader.is_alive():  # until its statement has begun there is nothing to end
        reading.stop()
        reader.join(0.01)

    assert ended == [Interrupted]


def test_stopping_late_does_not_touch_the_next_reading(store: Store) -> None:
    with Session(store.read_engine) as session:
        with (first := Reading()).of(session.connection()):
            session.execute(text("SELECT 1"))
        first.stop()
        assert session.execute(text("SELECT 2")).scalar_one() == 2


def test_a_reading_stopped_before_it_began_does_not_begin(store: Store) -> None:
    reading = Reading()
    reading.stop()
    with Session(store.read_engine) as session, pytest.raises(Interrupted):
        reading.of(session.connection())
