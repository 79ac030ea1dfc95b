"""Laptops, a camp's laptops, a hub and a server exchange works by every road, cut, repeated, filtered by scope.

The rule under test is the real `models.ledger.merge`; what is simulated is who meets whom. At the end all
must hold the standing edits that nobody replaced. `bug` plants a fault, to see that the check would find it.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field

from models.fields import ASK, NEWEST
from models.ledger import merge
from models.ledger.change import Change, Edit
from models.ledger.merge import RowState, Stamp

FIELDS = {"name": ASK, "phone": NEWEST}
BUGS = ("no-after", "no-ahead", "no-waiting", "state-overwrites", "had-by-work")


@dataclass(frozen=True)
class Work:
    writer: str
    number: int
    changes: tuple[Change, ...] = field(hash=False)
    in_camp: frozenset[bytes] = frozenset()

    @property
    def edit(self) -> Edit:
        return Edit(self.writer.encode(), self.number)

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.edit, self.number, True, None)


class Node:
    def __init__(self, name: str, *, relay: bool = False, camp: bool = False, bug: str = "") -> None:
        self.name, self.relay, self.camp, self.bug = name, relay, camp, bug
        self.number = 0
        self.rows: dict[bytes, RowState] = {}
        self.in_camp: set[bytes] = set()
        self.journal: list[Work | bytes] = []
        self.seen: set[Edit] = set()
        self.waiting: list[Work] = []
        self.told: defaultdict[str, int] = defaultdict(int)

    def write(self, rng: random.Random) -> Work:
        self.number += 1
        here = sorted(row for row in self.rows if not self.camp or row in self.in_camp)
        changes, new = [], f"{self.name}{self.number}".encode()
        if not here or rng.random() < 0.25:
            changes.append(Change("patient", new, True, 0, {"name": self.number, "phone": -self.number}))
        some = rng.sample(here, min(len(here), rng.randint(0 if changes else 1, 2)))
        changes += [self._edit(rng.choice(sorted(FIELDS)), key) for key in some]
        inside = changes[0].made and (self.camp or rng.random() < 0.3)
        work = Work(self.name, self.number, tuple(changes), frozenset({new} if inside else ()))
        self.take(work)
        return work

    def _edit(self, name: str, key: bytes) -> Change:
        row = self.rows[key]
        after = row.known.get(self.name.encode(), 0)
        replaces = {name: [(one.edit.writer, one.edit.number) for one in row.of(name)]}
        return Change("patient", key, False, after, {name: self.number}, replaces)

    def visible(self, work: Work) -> list[Change]:
        mine = work.writer == self.name
        inside = [c for c in work.changes if not self.camp or mine or c.record in self.in_camp | work.in_camp]
        return [c for c in inside if not merge.had(self.rows.get(c.record), work.stamp)]

    def ready(self, work: Work) -> bool:
        for change in self.visible(work):
            row = self.rows.get(change.record)
            if self.bug == "no-after" and row is not None:
                continue
            if not merge.is_ready(row, change, work.edit.writer):
                return False
        return True

    def take(self, work: Work) -> None:
        if work.edit in self.seen and (self.bug == "had-by-work" or not self.visible(work)):
            return
        if not self.ready(work):
            if self.bug != "no-waiting" and work not in self.waiting:
                self.waiting.append(work)
            return
        self.in_camp |= work.in_camp
        for change in self.visible(work):
            if change.record not in self.rows:
                self.rows[change.record] = merge.new_row(work.stamp, change.fields)
                continue
            merge.take(self.rows[change.record], change, work.stamp, FIELDS)
            if self.bug == "no-ahead":
                self.rows[change.record].ahead.clear()
        if work.edit not in self.seen and (self.relay or work.writer == self.name):
            self.journal.append(work)
        self.seen.add(work.edit)
        self.retry()

    def enter(self, key: bytes, state: RowState) -> None:
        self.in_camp.add(key)
        packed = merge.unpack(state.makes[0], dict(state.values), merge.pack(state))
        if key not in self.rows or self.bug == "state-overwrites":
            self.rows[key] = packed
        else:
            self.rows[key] = merge.join(self.rows[key], packed, FIELDS)
        if self.relay:
            self.journal.append(key)
        self.retry()

    def retry(self) -> None:
        waiting, self.waiting = sorted(self.waiting, key=lambda work: work.edit), []
        for work in waiting:
            self.take(work)


def send(a: Node, b: Node, rng: random.Random, cut: bool) -> None:
    start = max(0, a.told[b.name] - rng.randint(0, 3))
    end = rng.randint(a.told[b.name], len(a.journal)) if cut else len(a.journal)
    for item in a.journal[start:end]:
        if isinstance(item, bytes):
            if b.camp:
                b.enter(item, a.rows[item])
            elif not b.relay:
                b.in_camp.add(item)
        elif not b.camp or any(change.record in a.in_camp for change in item.changes):
            b.take(item)
    a.told[b.name] = end


def disagreements(seed: int, bug: str = "", steps: int = 150) -> int:
    """How many devices end with anything but the edits nobody replaced, or with another shown value."""
    rng = random.Random(seed)
    laptops = [Node(n, bug=bug) for n in "AB"] + [Node(n, camp=True, bug=bug) for n in "CD"]
    hub, server = Node("H", relay=True, camp=True, bug=bug), Node("S", relay=True, bug=bug)
    works = list(_live(rng, laptops, hub, server, steps))
    for _ in range(8):
        for laptop in laptops:
            for peer in (hub, server):
                send(laptop, peer, rng, False)
                send(peer, laptop, rng, False)
        send(hub, server, rng, False)
        send(server, hub, rng, False)
    want = _never_replaced(works)
    return sum(_differs(node, want, server) for node in [*laptops, hub, server])


def _live(rng: random.Random, laptops: list[Node], hub: Node, server: Node, steps: int) -> list[Work]:
    works = []
    for _ in range(steps):
        dice, laptop = rng.random(), rng.choice(laptops)
        outside = sorted(set(server.rows) - server.in_camp)
        if dice < 0.45:
            works.append(laptop.write(rng))
        elif dice < 0.5 and outside:
            key = rng.choice(outside)
            server.in_camp.add(key)
            server.journal.append(key)
        else:
            peer = rng.choice([hub, server]) if dice < 0.92 else server
            one = laptop if dice < 0.92 else hub
            send(one, peer, rng, rng.random() < 0.4)
            if rng.random() < 0.8:
                send(peer, one, rng, rng.random() < 0.4)
    return works


def _never_replaced(works: list[Work]) -> dict[tuple[bytes, str], dict[Edit, object]]:
    replaced: defaultdict[tuple[bytes, str], set[Edit]] = defaultdict(set)
    made: defaultdict[tuple[bytes, str], dict[Edit, object]] = defaultdict(dict)
    for work in works:
        for change in work.changes:
            for name, value in change.fields.items():
                made[change.record, name][work.edit] = value
                replaced[change.record, name] |= {Edit(*old) for old in change.replaces.get(name, ())}
    return {key: {e: v for e, v in edits.items() if e not in replaced[key]} for key, edits in made.items()}


def _differs(node: Node, want: dict[tuple[bytes, str], dict[Edit, object]], server: Node) -> bool:
    inside = {key: edits for key, edits in want.items() if not node.camp or key[0] in server.in_camp}
    got = {
        (key, name): {one.edit: one.value for one in row.of(name)}
        for key, row in node.rows.items()
        if not node.camp or key in server.in_camp
        for name in FIELDS
    }
    if got != inside:
        return True
    return any(
        node.rows[key].values[name] != merge.choose(node.rows[key].of(name), FIELDS[name]).value
        for key, name in got
    )
