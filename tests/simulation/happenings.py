"""What befalls a clinic's laptops and its server, seldom on a day and often in a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from models.ledger.change import Edit
from models.ledger.here import become_new_writer
from tests.simulation import deeds
from tests.simulation.machines import Machine

if TYPE_CHECKING:
    from tests.simulation.world import World

ALL_WORKS = """
SELECT writer, number FROM work UNION SELECT writer, number FROM waiting_work
UNION SELECT writer, number FROM held_work
"""
COPIES = 3


def works_in(raw: Any) -> set[Edit]:
    return set(map(Edit._make, raw.execute(ALL_WORKS)))


def happen(world: World, machine: Machine) -> None:
    """Perhaps one thing, before the day begins."""
    dice = world.dice.random()
    for befall, chance in CHANCES.items():
        dice -= chance * world.storm
        if dice < 0:
            befall(world, machine)
            return


def die_at_a_commit(world: World, machine: Machine) -> None:
    machine.memory.cuts = world.dice.randrange(1, 15)


def server_dies_at_a_commit(world: World, _machine: Machine) -> None:
    world.server.cuts = world.dice.randrange(1, 4)


def copy(_world: World, machine: Machine) -> None:
    machine.copies = [*machine.copies, machine.memory.copied()][-COPIES:]


def put_back(world: World, machine: Machine) -> None:
    """A copy takes the store's place: noticed by its counter or not, written in before the next round or not."""
    if not machine.copies:
        copy(world, machine)
        return
    back, way = world.dice.choice(machine.copies), world.dice.random()
    before = machine.own_names()
    there, kept = works_in(world.server.raw), works_in(back)
    lost = {edit for edit in world.saved if edit.writer in before} - there - kept
    if any(lost & works_in(other.memory.raw) for other in world.machines if other is not machine):
        return  # two disasters at once: the server lost them too, and only laptops that fetched them have them
    machine.put_back(back, noticed=way < 0.6)
    after = machine.own_names()
    world.forget(lost)
    machine.copies = []
    world.note(machine.name, "put back", round(way, 2), len(lost))
    if way >= 0.6:
        world.suspects |= before.keys() | after.keys()
    if 0.6 <= way < 0.9:
        world.round(machine)
    elif way >= 0.9:
        machine.is_split = True
        world.split |= before.keys() | after.keys()


def jump(world: World, machine: Machine) -> None:
    """A clock goes wrong by years, most often ahead; or is set right."""
    years = world.dice.choice((0, 0, 1, 5, 30, -0.5, -20))
    machine.skew = timedelta(days=365 * years, minutes=world.dice.randrange(-30, 30))
    world.note(machine.name, "clock", years)


def go_away(world: World, machine: Machine) -> None:
    machine.away_until = world.day + world.dice.randrange(5, 60)
    world.note(machine.name, "away until", machine.away_until)


def back_up_server(world: World, _machine: Machine) -> None:
    world.backups = [*world.backups, world.server.copied()][-COPIES:]


def put_server_back(world: World, _machine: Machine) -> None:
    """To yesterday, if every work that goes is still in the store of the laptop that wrote it."""
    back = world.dice.choice(world.backups)
    gone = works_in(world.server.raw) - works_in(back)
    own: dict[bytes, int] = {}
    for machine in world.machines:
        if not (machine.is_revoked or machine.is_split):
            own |= machine.own_names()
    if any(edit.number > own.get(edit.writer, 0) for edit in gone):
        return
    world.server.put_back(back)
    if world.dice.random() < 0.5:
        with world.ground.session() as session:
            become_new_writer(session, world.ground.random)
    for machine in world.machines:
        machine.is_out_of_date = True
    world.note("server put back", len(gone))


def revoke(world: World, machine: Machine) -> None:
    """A laptop is taken out of the clinic by somebody at another; never the one that holds the clinic's key."""
    lost = world.dice.choice(world.machines[1:])
    machine.sit_down()
    persons = [person for person in machine.people if deeds.may_revoke(person)]
    if persons and machine is not lost and sum(one.is_revoked for one in world.machines) < 2:
        world.attempt(machine, lambda: deeds.revoke(machine, persons[0], lost.device))
        lost.is_revoked = True
        world.note(machine.name, "revokes", lost.name)


def rename(world: World, machine: Machine) -> None:
    machine.sit_down()
    persons = [person for person in machine.people if deeds.may_revoke(person)]
    other = world.dice.choice(world.machines)
    if persons:
        name = f"Desk {world.dice.randrange(100)}"
        world.attempt(machine, lambda: deeds.rename(machine, persons[0], other.device, name))


CHANCES: dict[Callable[[World, Machine], None], float] = {
    die_at_a_commit: 0.06, server_dies_at_a_commit: 0.04, copy: 0.08, put_back: 0.03, jump: 0.02, go_away: 0.03,
    back_up_server: 0.03, put_server_back: 0.02, revoke: 0.006, rename: 0.02,
}  # fmt: skip
