"""Works on the wire, column by column: alike values lie beside each other, so a registration costs some 90 bytes.

A record's id is a time and ten random bytes; the time is sent as its distance from the work's, which is
nothing as a rule. Nothing is sent that the receiver can work out: digests above all.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, repeat
from typing import Any, TypeVar

import msgspec

from models.ledger.change import MAX_CHANGES, Change, PackedWork, SavedWork, packed, part_of

T = TypeVar("T")
MOST_WORKS, MOST_CHANGES = 20_000, 60_000


class Malformed(ValueError):
    """The bytes are no batch."""


class Shape(msgspec.Struct, frozen=True, array_like=True):
    """What changes of one group have in common: the kind, whether they make the record, the fields they set."""

    kind: str
    made: bool
    names: tuple[str, ...]


class Group(msgspec.Struct, array_like=True):
    """Changes of one shape, as columns. `afters` and `replaces` are left out where there are none.

    `replaces` gives for each change a flat list of field, how many edits, and these as writer and number; fields
    and writers by their place.
    """

    moments: list[int]
    tails: bytes
    columns: list[list[Any]]
    afters: list[int] = []
    replaces: list[list[int]] = []


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Which of the works (by its place) comes in part only: the digest of the whole, and which changes these are."""

    place: int
    digest: bytes
    positions: list[int]


class Batch(msgspec.Struct, array_like=True):
    """Works as columns. `order` names the group of each change, in turn; `arrivals` are given when pulling, and
    `parts` to whom not every change of a work may go.
    """

    writers: list[bytes]
    names: list[bytes | None]
    deeds: list[str]
    labels: list[str | None]
    writer: list[int]
    number: list[int]
    deed: list[int]
    author: list[int]
    grant: list[int]
    at: list[int]
    offset: list[int | None]
    label: list[int]
    changes: list[int]
    arrivals: list[int]
    shapes: list[Shape]
    order: list[int]
    groups: list[Group]
    parts: list[Part] = []


class _Dictionary(dict[T, int]):
    """Gives each value the number under which it was first seen."""

    def __missing__(self, value: T) -> int:
        number = self[value] = len(self)
        return number


def pack(heads: Sequence[SavedWork], arrivals: Sequence[int] = (), parts: Iterable[Part] = ()) -> Batch:
    """The works as they are sent."""
    writers: _Dictionary[bytes] = _Dictionary()
    names: _Dictionary[bytes | None] = _Dictionary()
    deeds: _Dictionary[str] = _Dictionary()
    labels: _Dictionary[str | None] = _Dictionary()
    shapes: _Dictionary[tuple[str, bool, tuple[str, ...]]] = _Dictionary()
    order: list[int] = []
    groups: list[list[tuple[int, Change]]] = []
    for head in heads:
        for change in head.changes:
            shape = shapes[change.kind, change.made, tuple(change.fields)]
            order.append(shape)
            if shape == len(groups):
                groups.append([])
            groups[shape].append((head.at, change))
    batch = Batch(
        writers=[], names=[], deeds=[], labels=[],
        writer=[writers[head.writer] for head in heads],
        number=_steps([head.number for head in heads]),
        deed=[deeds[head.deed] for head in heads],
        author=[names[head.author] for head in heads],
        grant=[names[head.grant] for head in heads],
        at=_steps([head.at for head in heads]),
        offset=[head.offset for head in heads],
        label=[labels[head.label] for head in heads],
        changes=[len(head.changes) for head in heads],
        arrivals=_steps(arrivals),
        shapes=[Shape(*shape) for shape in shapes],
        order=order,
        groups=[_group(shape[2], several, writers) for shape, several in zip(shapes, groups, strict=True)],
        parts=list(parts),
    )  # fmt: skip
    batch.writers, batch.names, batch.deeds, batch.labels = [*writers], [*names], [*deeds], [*labels]
    return batch


def _group(names: tuple[str, ...], several: list[tuple[int, Change]], writers: _Dictionary[bytes]) -> Group:
    changes = [change for _, change in several]
    group = Group(
        [int.from_bytes(change.record[:6], "big") - at for at, change in several],
        b"".join([change.record[6:] for change in changes]),
        [[*column] for column in zip(*(change.fields.values() for change in changes), strict=True)],
    )
    if any(change.after for change in changes):
        group.afters = [change.after for change in changes]
    if any(change.replaces for change in changes):
        places = {name: place for place, name in enumerate(names)}
        group.replaces = [_flat(change, places, writers) for change in changes]
    return group


def _flat(change: Change, places: dict[str, int], writers: _Dictionary[bytes]) -> list[int]:
    flat: list[int] = []
    for name, edits in change.replaces.items():
        flat += (places[name], len(edits))
        for writer, number in edits:
            flat += (writers[writer], number)
    return flat


def _steps(numbers: Sequence[int]) -> list[int]:
    """Numbers as the distance of each from the one before."""
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def unpack_parts(batch: Batch) -> list[PackedWork]:
    """The works of a batch in which some may be parts."""
    parts = {part.place: part for part in batch.parts}
    works = []
    for place, work in enumerate(unpack(batch)):
        part = parts.get(place)
        if part is None:
            works.append(packed(work))
        elif _is_sound(part, len(work.changes)):
            works.append(part_of(work, part.digest, part.positions))
        else:
            raise Malformed("a part that is none")
    return works


def _is_sound(part: Part, many: int) -> bool:
    positions = part.positions
    return (
        len(part.digest) == 32
        and len(positions) == many
        and sorted(set(positions)) == positions
        and positions[0] >= 0
        and positions[-1] < MAX_CHANGES
    )


def unpack(batch: Batch) -> list[SavedWork]:
    """The works of a batch. `Malformed` if its columns do not fit together."""
    try:
        return _works(batch)
    except Malformed:
        raise
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, RuntimeError, StopIteration) as error:
        raise Malformed("the columns do not fit together") from error


def _works(batch: Batch) -> list[SavedWork]:
    if len(batch.writer) > MOST_WORKS or len(batch.order) > MOST_CHANGES:
        raise Malformed("too many at once")
    for places in (
        batch.writer,
        batch.deed,
        batch.author,
        batch.grant,
        batch.label,
        batch.order,
        batch.changes,
    ):
        if places and min(places) < 0:
            raise Malformed("a place before the first")
    writers, names, deeds, labels = batch.writers, batch.names, batch.deeds, batch.labels
    ats = list(accumulate(batch.at))
    changes = _changes(batch, ats)
    ends = list(accumulate(batch.changes))
    if (ends[-1] if ends else 0) != len(changes):
        raise Malformed("changes that no work claims")
    return [
        SavedWork(
            writers[writer], number, deeds[deed], names[author], names[grant], at, offset,
            changes[end - count : end], labels[label],
        )
        for writer, number, deed, author, grant, at, offset, end, count, label in zip(
            batch.writer, accumulate(batch.number), batch.deed, batch.author, batch.grant, ats, batch.offset,
            ends, batch.changes, batch.label, strict=True,
        )
    ]  # fmt: skip


def _changes(batch: Batch, ats: list[int]) -> list[Change]:
    """The changes in their order, each from the group it was put into."""
    moments: list[list[int]] = [[] for _ in batch.shapes]
    for number, at in zip(batch.order, chain.from_iterable(map(repeat, ats, batch.changes)), strict=True):
        moments[number].append(at)
    groups = [
        iter(_ungrouped(shape, group, ats_here, batch.writers))
        for shape, group, ats_here in zip(batch.shapes, batch.groups, moments, strict=True)
    ]
    return list(map(next, map(groups.__getitem__, batch.order)))


def _ungrouped(shape: Shape, group: Group, ats: list[int], writers: list[bytes]) -> list[Change]:
    many, names, tails = len(ats), shape.names, group.tails
    if len(tails) != 10 * many or len(group.columns) != len(names) or len(set(names)) != len(names):
        raise Malformed("a group with loose ends")
    records = [
        (moment + at).to_bytes(6, "big") + tails[start : start + 10]
        for moment, at, start in zip(group.moments, ats, range(0, 10 * many, 10), strict=True)
    ]
    rows: Iterable[tuple[Any, ...]] = zip(*group.columns, strict=True) if names else repeat((), many)
    fields = [dict(zip(names, values, strict=True)) for values in rows]
    afters = group.afters or [0] * many
    replaces = [_unflat(flat, names, writers) for flat in group.replaces] or [{} for _ in ats]
    kind, made = shape.kind, shape.made
    return [
        Change(kind, record, made, after, values, replaced)
        for record, after, values, replaced in zip(records, afters, fields, replaces, strict=True)
    ]


def _unflat(
    flat: list[int], names: tuple[str, ...], writers: list[bytes]
) -> dict[str, list[tuple[bytes, int]]]:
    if flat and min(flat) < 0:
        raise Malformed("a place before the first")
    found: dict[str, list[tuple[bytes, int]]] = {}
    rest = iter(flat)
    for name in rest:
        found[names[name]] = [(writers[next(rest)], next(rest)) for _ in range(next(rest))]
    return found
