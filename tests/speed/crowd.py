"""Fifty laptops at once against one alone: the round that 95 of 100 stay under, on a file and on PostgreSQL."""

import json
import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from statistics import quantiles

from models.store.store import open_store
from sync.server.ground import Keeping
from sync.server.key_file import read_or_make
from sync.server.postgres import Schema
from tests.postgres import cluster
from tests.speed.floor import Figure, times_floor, usual
from tests.speed.line_village import Village
from tests.sync.crowd import Clinic, Member, at_once, clinic_of, lost_or_doubled

CLIENTS, ROUNDS, NEW, ALONE = 50, 8, 1, 20
WORKERS = 2


def figures(folder: Path, clients: int = CLIENTS, rounds: int = ROUNDS) -> list[Figure]:
    found = measured(folder / "file", "", "a file", clients, rounds)
    with cluster() as postgres:
        address = postgres.address(postgres.make())
        found += measured(folder / "schema", address, f"PostgreSQL, {WORKERS} workers", clients, rounds)
    return found


def measured(folder: Path, database: str, name: str, clients: int, rounds: int) -> list[Figure]:
    shutil.rmtree(folder, ignore_errors=True)
    village = Village(folder, database, WORKERS if database else 1)
    try:
        clinic = known(folder, database)
        alone = Member(clinic, village.address, clients)
        at_once([alone], ALONE, NEW)
        members = [Member(clinic, village.address, number) for number in range(clients)]
        at_once(members, rounds, NEW)
        assert lost_or_doubled(members) == []
    finally:
        village.close()
        shutil.rmtree(folder, ignore_errors=True)
    took = [seconds * 1000 for member in members for seconds in member.took]
    p95 = quantiles(took, n=20)[-1]
    lone = usual([seconds * 1000 for seconds in alone.took])
    for member in (alone, *members):
        member.leave()
    # Served one after the other, the last of them would wait for all the others.
    return [
        times_floor(
            f"{clients} laptops at once, {name}: p95 of a round, beside a lone one", p95, lone, clients
        )
    ]


def known(folder: Path, database: str) -> Clinic:
    """What laptops are believed by, from the server's store."""
    key = read_or_make(folder / "key", os.urandom, is_new=False)
    store: Keeping = (
        Schema(database, key, os.urandom) if database else open_store(folder / "server" / "server.db", key)
    )
    with closing(store), store.read_engine.begin() as connection:
        return clinic_of(connection)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(figures(Path(sys.argv[1])), indent=1) + "\n")
