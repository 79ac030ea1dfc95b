"""What a clinic's schema in PostgreSQL promises beside what every store does."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from models.ledger.apply import Derive, take_in
from models.ledger.audit import AuditEntry
from models.ledger.change import Change, SavedWork
from models.ledger.device import Here
from models.ledger.digest import digests
from models.people.clinic import Clinic
from models.store.store import open_store
from models.store.unwell import Ailment, StoreUnwell
from sync.server import enrolling
from sync.server.ground import Ground
from sync.server.postgres import LAYOUT, Schema, is_made, open_schema
from tests.clinics import KEY, Clock, bytes_from
from tests.postgres import Cluster

OTHER_KEY = bytes(reversed(KEY))


@pytest.fixture
def address(postgres: Cluster, built_on_postgres: str) -> Iterator[str]:
    """A clinic with its laptops, on PostgreSQL."""
    name = postgres.make(built_on_postgres)
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture
def schema(address: str) -> Iterator[Schema]:
    with closing(Schema(address, KEY, os.urandom)) as schema:
        yield schema


def ground_over(schema: Schema) -> Ground:
    return Ground(schema, Clock(), bytes_from(3), bytes(32), "1.0")


def standing(schema: Schema) -> dict[str, bytes]:
    with schema.read_engine.begin() as connection:
        return digests(connection)


def test_private_keys_lie_there_sealed_and_open_with_the_key_file_alone(
    schema: Schema, address: str, built: Path
) -> None:
    keys = select(Here.sign_private, Here.seal_private, Here.root_private)
    with closing(open_store(built / "server.db", KEY)) as file, file.read_engine.begin() as connection:
        plain = connection.execute(keys).one()
    with schema.read_engine.begin() as connection:
        assert connection.execute(keys).one() == plain
    bare = create_engine(schema.write_engine.url)
    with bare.connect() as connection:
        whole = connection.execute(text("SELECT h::text FROM shivir.here h")).scalar_one()
    bare.dispose()
    assert not any(key.hex() in whole for key in plain)
    with (
        closing(Schema(address, OTHER_KEY, os.urandom)) as other,
        other.read_engine.begin() as connection,
        pytest.raises(StoreUnwell) as caught,
    ):
        connection.execute(keys).one()
    assert "key file" in caught.value.reason.text


def test_the_keys_of_a_server_that_waits_for_its_clinic_are_sealed_too(postgres: Cluster) -> None:
    address = postgres.address(postgres.make(), "waiting")
    with closing(open_schema(address, KEY, os.urandom, "1.0")) as schema:
        own = enrolling.keys(ground_over(schema))
        assert enrolling.keys(ground_over(schema)) == own
        with schema.read_engine.begin() as connection:
            kept = connection.execute(text("SELECT value FROM setting")).scalars().all()
    assert len(kept) == 1
    assert own.sign_private.hex() not in kept[0]
    assert own.seal_private.hex() not in kept[0]


def test_two_clinics_in_one_database_know_nothing_of_each_other(schema: Schema, address: str) -> None:
    beside = address.replace("schema=shivir", "schema=kanke")
    assert is_made(address)
    assert not is_made(beside)
    with closing(open_schema(beside, OTHER_KEY, os.urandom, "1.0")) as other:
        assert not enrolling.has_clinic(ground_over(other))
        assert standing(other) == {}
        with other.write_engine.begin(), schema.write_engine.begin() as connection:
            connection.execute(update(Here).values(clock_offset_ms=0))  # nobody waits for the other's turn
    assert enrolling.has_clinic(ground_over(schema))


def test_a_backup_holds_everything_and_comes_back_on_either_store(
    schema: Schema, postgres: Cluster, tmp_path: Path
) -> None:
    schema.copy_into(tmp_path / "backup.db", KEY)
    with closing(open_store(tmp_path / "backup.db", KEY)) as file, file.read_engine.begin() as connection:
        assert digests(connection) == standing(schema) != {}
    back = postgres.make()
    with closing(open_schema(postgres.address(back), OTHER_KEY, os.urandom, "1.0")) as other:
        other.fill_from(tmp_path / "backup.db", KEY)
        assert standing(other) == standing(schema)
    postgres.drop(back)


def test_what_a_newer_program_adds_is_added_and_an_older_program_is_told(
    address: str, schema: Schema
) -> None:
    with schema.write_engine.begin() as connection:
        connection.execute(text("ALTER TABLE patient DROP COLUMN village"))
        connection.execute(text("DROP TABLE alarm"))
    before = standing_of_clinic(schema)
    with closing(open_schema(address, KEY, os.urandom, "1.1")) as newer:
        assert standing_of_clinic(newer) == before
        with newer.read_engine.begin() as connection:
            connection.execute(text("SELECT village FROM patient")).all()
            connection.execute(text("SELECT * FROM alarm")).all()
            assert connection.execute(text("SELECT version, program FROM layout")).one() == (LAYOUT, "1.1")
        with newer.write_engine.begin() as connection:
            connection.execute(
                text("UPDATE layout SET version = :next, program = '9.9'"), {"next": LAYOUT + 1}
            )
    with pytest.raises(StoreUnwell) as caught:
        open_schema(address, KEY, os.urandom, "1.0")
    assert caught.value.kind is Ailment.NEWER


def standing_of_clinic(schema: Schema) -> str:
    with schema.read_engine.begin() as connection:
        return connection.scalars(select(Clinic.name)).one()


def test_the_audit_chain_is_only_added_to(schema: Schema) -> None:
    entry = {"writer": bytes(8), "number": 1, "at": 1, "deed": "x", "hash": bytes(32)}
    with schema.write_engine.begin() as connection:
        connection.execute(insert(AuditEntry), entry)
    for statement in ("UPDATE audit SET deed = 'y'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError), schema.write_engine.begin() as connection:
            connection.execute(text(statement))


def test_readers_cannot_write(schema: Schema) -> None:
    with pytest.raises(StoreUnwell) as caught, schema.read_engine.begin() as connection:
        connection.execute(update(Here).values(arrival=0))
    assert caught.value.kind is Ailment.READ_ONLY


def test_a_value_longer_than_an_index_takes_and_a_choice_of_tomorrow_are_kept(schema: Schema) -> None:
    fields = {
        "number": os.urandom(8000).hex(), "name": "Asha", "sex": "a word that only a much newer version knows",
        "birth_is_estimated": False, "language": "hi", "large_print": False, "allergies_asked": "not_asked",
    }  # fmt: skip
    work = SavedWork(bytes(8), 1, "test", None, None, 1, 0, [Change("patient", bytes(16), True, 0, fields)])
    with schema.write_engine.begin() as connection:
        taken = take_in(connection, [work], Derive.NEVER)
    assert taken.taken == [(bytes(8), 1)]


def cut_off(schema: Schema) -> None:
    with schema.read_engine.begin() as connection:
        number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        os.kill(number, signal.SIGTERM)
        for _ in range(1000):
            connection.execute(select(Clinic.name)).all()


def test_a_database_that_went_away_is_told_and_comes_back_by_itself(schema: Schema) -> None:
    assert standing_of_clinic(schema) == "Rampur Clinic"
    with pytest.raises(StoreUnwell) as caught:
        cut_off(schema)
    assert "does not answer" in caught.value.reason.text
    assert standing_of_clinic(schema) == "Rampur Clinic"


@pytest.mark.parametrize(
    "given", ["", "nonsense", "mysql://a/b", "postgresql://a/b?schema=x;drop", "sqlite://"]
)
def test_an_address_that_is_none_is_told_in_words(given: str) -> None:
    with pytest.raises(StoreUnwell) as caught:
        Schema(given, KEY, os.urandom)
    assert "address" in caught.value.reason.text


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwell) as caught:
        is_made(f"postgresql://nobody@/clinic?host={tmp_path}")
    assert "database does not answer" in caught.value.reason.text
