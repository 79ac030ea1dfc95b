"""A history: eight laptops, a server and the roads between them, out of one seed and in virtual time.

Each step has dice of its own, so that steps can be left out without changing the others: that is how a history
that fails is made short.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from app.refused import Refused
from models.ledger.change import Edit
from models.ledger.line_state import RoundResult
from models.store.keys import derived
from sync.server.ground import Ground
from sync.trouble import Trouble
from tests.clinics import KEY, NOON
from tests.simulation import deeds
from tests.simulation.deeds import Notes
from tests.simulation.happenings import ALL_WORKS, happen
from tests.simulation.machines import Machine
from tests.simulation.road import FAIR, FLAKY, NO_LINE, Road, Weather, deliver
from tests.simulation.stores import PowerCut
from tests.simulation.village import LAPTOPS, NAMES, SERVER, village
from tests.simulation.wrong import Wrong

WORKS_A_DAY = 8
TEAMS = (
    ("Priya Nair", "Dr S. Rao"), ("Meera Kulkarni", "Anju Lakra"), ("Asha Verma", "Nikhil Shah"),
    ("Priya Nair", "Dr A. Mehta"), ("Anju Lakra", "Sita Kujur"), ("Meera Kulkarni", "Rakesh Ekka"),
    ("Priya Nair", "Nikhil Shah"), ("Asha Verma", "Dr S. Rao"),
)  # fmt: skip
WRONG_CLOCKS = {"L2": timedelta(hours=-20), "L4": timedelta(days=5 * 365), "L6": timedelta(days=400)}
"""What the calendars of some laptops are off by when a history begins; no round has told them yet."""

TRACE, SETTLING = 60, 12
"""Lines of what happened last that a person is shown."""

HOW_MANY = """
SELECT count(*) FROM (
    SELECT number FROM work WHERE writer = :w AND number <= :n
    UNION SELECT number FROM waiting_work WHERE writer = :w AND number <= :n
    UNION SELECT number FROM held_work WHERE writer = :w AND number <= :n
)"""
HALF_BILLS = f"""
SELECT count(*) FROM invoice JOIN payment ON payment.invoice_id = invoice.id
WHERE payment.number = '{deeds.RECEIPT}'
AND (SELECT count(*) FROM line_item WHERE line_item.invoice_id = invoice.id) < {deeds.LINES}
"""


@dataclass
class World:
    """`saved` are works a screen has called saved, with their digests; `perhaps` those a restore took away.

    `split` are names under which two different works may go; `suspects` those whose audit chain may have become
    shorter, as a copy was put back unnoticed. `storm` is how much more often than usual things go wrong.
    """

    seed: int
    storm: float = 1.0
    laptops: int = LAPTOPS
    now: datetime = NOON
    ticks: float = 0.0
    day: int = 0
    works: int = 0
    saved: dict[Edit, bytes] = field(default_factory=dict)
    perhaps: set[Edit] = field(default_factory=set)
    split: set[bytes] = field(default_factory=set)
    suspects: set[bytes] = field(default_factory=set)
    late: list[tuple[str, bytes, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    is_quiet: bool = False

    def __post_init__(self) -> None:
        self.trace = sha256()
        self.dice = random.Random(f"{self.seed}")
        self.notes = Notes()
        self.village = village()
        self.village.begin_anew()
        self.server = self.village.stores[SERVER]
        self.ground = Ground(
            self.village.store(SERVER), lambda: self.now, self._random, derived(KEY, "sessions"), "1.0"
        )
        self.machines = [
            self._machine(name, team) for name, team in zip(NAMES[: self.laptops], TEAMS, strict=False)
        ]
        self.backups: list[Any] = [self.server.copied()]
        self.pristine = {Edit._make(name) for name in self.server.raw.execute(ALL_WORKS)}

    def _random(self, count: int) -> bytes:
        return self.dice.randbytes(count)

    def _machine(self, name: str, team: tuple[str, ...]) -> Machine:
        store, watch = self.village.stores[name], self._watch
        road = Road(self.ground, self.dice, self.note, self.late, lambda: None)
        staff = [self.village.people[one] for one in team]
        machine = Machine(
            name, store, self.village.devices[name], road, lambda: self.now, watch, lambda _: None, staff
        )
        machine.skew = WRONG_CLOCKS.get(name, timedelta())
        road.meanwhile = lambda: self._meanwhile(machine)
        machine.rest = lambda seconds: self._rest(machine, seconds)
        machine.start()
        return machine

    def _watch(self) -> float:
        self.ticks += 0.001
        return (self.now - NOON).total_seconds() + self.ticks

    def note(self, *words: object) -> None:
        line = " ".join(str(word) for word in words)
        self.trace.update(line.encode() + b"\n")
        self.lines.append(f"{self.now:%d.%m. %H:%M} {line}")
        del self.lines[:-TRACE]

    def run(self, steps: Sequence[int]) -> None:
        """Live through these steps, one device-day each."""
        for step in steps:
            self._begin(step)
            machine = self.machines[self.dice.randrange(len(self.machines))]
            happen(self, machine)
            self.live(machine)
            self.day += 1

    def settle(self) -> None:
        """The weather clears, everybody is back, and rounds go on until nobody has anything new."""
        self.is_quiet, self.server.cuts = True, 0
        self.late.clear()
        for _ in range(SETTLING):
            moved = False
            for machine in self.machines:
                machine.memory.cuts = 0
                self.now += timedelta(minutes=20)
                result = self.round(machine)
                assert result is not None
                if not result.is_done and not machine.is_revoked:
                    raise Wrong("a round in fair weather does not end well", (machine.name, result.trouble))
                moved = moved or bool(result.brought or result.fetched)
            if not moved:
                break
        else:
            raise Wrong("it never settles")
        for machine in self.machines:
            if machine.is_split:
                self.split |= machine.own_names().keys()
                self.suspects |= machine.own_names().keys()
        self.note(
            "settled", sha256(repr(sorted(self.server.raw.execute(ALL_WORKS))).encode()).hexdigest()[:16]
        )

    def forget(self, lost: set[Edit]) -> None:
        """These went with a store that is no more; a message under way may still bring them."""
        for edit in lost:
            del self.saved[edit]
        self.perhaps |= lost

    def _begin(self, step: int) -> None:
        self.now += timedelta(hours=3)
        self.dice = random.Random(f"{self.seed}:{step}")
        for machine in self.machines:
            machine.dice = machine.road.dice = self.dice

    def live(self, machine: Machine) -> None:
        """A device-day: at least eight works by two people, and one exchange somewhere in between."""
        machine.sit_down()
        round_at, before = self.dice.randrange(WORKS_A_DAY + 1), self.works
        for place in range(3 * WORKS_A_DAY):
            if place == round_at:
                self.round(machine, self._weather(machine))
            elif self.works - before < WORKS_A_DAY:
                self.work(machine)

    def work(self, machine: Machine) -> None:
        if not machine.people:
            return
        person = self.dice.choice(machine.people)
        self.now += timedelta(seconds=self.dice.randrange(1, 300))
        self.attempt(machine, lambda: deeds.do_something(machine, person, self.dice, self.notes))

    def attempt(self, machine: Machine, act: Callable[[], None]) -> None:
        """Something that ends in a commit or in a power cut; what was saved is written down here."""
        before = machine.name_and_number()
        try:
            act()
        except PowerCut:
            self.note(machine.name, "power cut")
            machine.start()
        except Refused:
            pass
        self._write_down(machine, before)

    def _write_down(self, machine: Machine, before: Edit) -> None:
        writer = machine.name_and_number().writer
        start = before.number if writer == before.writer else 0
        ask = "SELECT number, digest FROM work WHERE writer = ? AND number > ?"
        for own, digest in machine.memory.raw.execute(ask, (writer, start)).fetchall():
            if self.saved.get(Edit(writer, own)) == digest:
                continue
            self.saved[Edit(writer, own)] = digest
            self.works += 1
            self.note(machine.name, "saved", own, digest.hex()[:8])

    def round(self, machine: Machine, weather: Weather = FAIR) -> RoundResult | None:
        """One round; None if the power went in the middle of it."""
        machine.road.weather, machine.is_in_round = weather, True
        machine.line._laptop._many = self.dice.choice((8, 50, 400, 400))
        before, result = machine.name_and_number(), None
        taken = self._taken_of(machine) if self._is_out(machine) else None
        try:
            result = machine.line.round_now()
        except PowerCut:
            self.note(machine.name, "power cut in a round")
            machine.start()
        machine.is_in_round = False
        self._write_down(machine, before)
        if result is not None:
            trouble = result.trouble.text if result.trouble else ""
            self.note(machine.name, "round", result.is_done, result.brought, result.fetched, result.waiting,
                      result.held, trouble)  # fmt: skip
            machine.is_out_of_date &= not result.is_done
        self._check_confirmed(machine)
        if taken is not None and (taken != self._taken_of(machine) or (result and result.fetched)):
            raise Wrong("a laptop taken out of the clinic goes on", machine.name)
        return result

    def _is_out(self, machine: Machine) -> bool:
        ask = "SELECT withdrawn IS NOT NULL FROM device WHERE id = ?"
        return bool(self.server.raw.execute(ask, (machine.device.bytes,)).fetchone()[0])

    def _taken_of(self, machine: Machine) -> int:
        ask = "SELECT count(*) FROM work WHERE writer = ?"
        return sum(self.server.raw.execute(ask, (name,)).fetchone()[0] for name in machine.own_names())

    def _check_confirmed(self, machine: Machine) -> None:
        """What a laptop counts as confirmed lies at the server, unless that was put back since they last spoke."""
        if machine.is_out_of_date:
            return
        for writer, upto in machine.confirmed().items():
            (many,) = self.server.raw.execute(HOW_MANY, {"w": writer, "n": upto}).fetchone()
            if many < upto:
                raise Wrong("confirmed, and not at the server", (machine.name, upto, many))

    def _weather(self, machine: Machine) -> Weather:
        if machine.away_until > self.day:
            return NO_LINE
        return self.dice.choices((FAIR, FLAKY, NO_LINE), (45, 45, 10))[0]

    def _meanwhile(self, machine: Machine) -> None:
        """While a question of this laptop is under way, the world goes on."""
        while self.late and self.dice.random() < 0.5:
            path, body, bearer = self.late.pop(self.dice.randrange(len(self.late)))
            with suppress(Trouble):
                deliver(self.ground, path, body, bearer)
                self.note("road", "late", path)
        if self.is_quiet or self.dice.random() > 0.15:
            return
        other = self.dice.choice(self.machines)
        if not other.people:
            other.sit_down()
        if other is machine or other.is_in_round or self.dice.random() < 0.5:
            self.work(other)
        else:
            self.round(other, self._weather(other))

    def _rest(self, machine: Machine, seconds: float) -> None:
        """Between two pieces of applying: the desk goes first, and sometimes the power."""
        self.ticks += seconds
        if self.is_quiet:
            return
        dice = self.dice.random()
        if dice < 0.03:
            raise PowerCut
        if dice < 0.1:
            self.work(machine)
        elif dice < 0.2:
            self._check_whole(machine)

    def _check_whole(self, machine: Machine) -> None:
        if machine.memory.raw.execute(HALF_BILLS).fetchone()[0]:
            raise Wrong("a bill without its lines", machine.name)
