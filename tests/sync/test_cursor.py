"""The cursor: how far a laptop has read in the server's journal, told again with each round."""

from sqlalchemy import insert, select, update

from models.ledger.crossing import Crossing
from models.ledger.device import Here
from tests.sync.conftest import Street


def test_nothing_is_fetched_again_after_a_row_has_crossed_into_a_scope(street: Street) -> None:
    """Endless full resyncs are how others' programs broke."""
    street.register(street.one)
    street.sync()
    with street.centre.store.write_engine.begin() as connection:
        arrival = connection.scalars(select(Here.arrival)).one() + 1
        connection.execute(
            insert(Crossing).values(
                arrival=arrival, scope="camp:1", kind="patient", record=bytes(16), is_in=True
            )
        )
        connection.execute(update(Here).values(arrival=arrival))
    for laptop in (street.one, street.two) * 2:
        assert laptop.line.round_now().fetched == 0


def test_a_cursor_beyond_the_end_of_a_journal_that_was_put_back_is_not_believed(street: Street) -> None:
    street.register(street.one)
    street.sync()
    with street.centre.store.write_engine.begin() as connection:
        connection.execute(update(Here).values(arrival=Here.arrival - 1))
    assert street.two.line.round_now().fetched > 0
