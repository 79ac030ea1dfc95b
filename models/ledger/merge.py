"""The rule by which copies of a record come to agree. Pure: no store, no clock, no random."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from models.fields import FIXED, Rule
from models.ledger.change import Change, Edit


class Standing(NamedTuple):
    """An edit that no known edit replaces, with what the field's rule needs to choose."""

    edit: Edit
    at: int
    is_sure: bool
    author: bytes | None
    value: Any

    @property
    def age(self) -> tuple[bool, int, Edit]:
        """Orders edits made apart: one without a known clock loses to one that has it."""
        return (self.is_sure, self.at, self.edit)


class Stamp(NamedTuple):
    """What of a work goes into every edit it makes."""

    edit: Edit
    at: int
    is_sure: bool
    author: bytes | None

    def standing(self, value: Any) -> Standing:
        return Standing(self.edit, self.at, self.is_sure, self.author, value)


@dataclass(slots=True)
class RowState:
    """One record as this copy knows it.

    `makes` are the works that made it (one as a rule), `known` the highest change number taken per writer,
    `standing` the standing edits of each field changed since, `ahead` edits replaced by something already
    here that have not come yet.
    """

    makes: list[Stamp]
    values: dict[str, Any]
    known: dict[bytes, int] = field(default_factory=dict)
    standing: dict[str, list[Standing]] = field(default_factory=dict)
    ahead: dict[str, set[Edit]] = field(default_factory=dict)

    def of(self, name: str) -> list[Standing]:
        """The standing edits of a field; one never changed stands by the making of the row."""
        if name in self.standing:
            return self.standing[name]
        return [make.standing(self.values.get(name)) for make in self.makes]


def new_row(stamp: Stamp, fields: Mapping[str, Any]) -> RowState:
    return RowState([stamp], dict(fields), {stamp.edit.writer: stamp.edit.number})


def take(row: RowState, change: Change, stamp: Stamp, rules: Mapping[str, Rule]) -> set[str]:
    """Take a change into `row` (that is ready for it); the names of the fields whose shown value may have moved."""
    edit = stamp.edit
    if edit.number <= row.known.get(edit.writer, 0):
        return set()
    moved = set(change.fields)
    if change.made:
        moved |= _make_again(row, change, stamp, rules)
    for name, value in change.fields.items():
        take_field(row, name, value, change.replaces.get(name, ()), stamp)
    row.known[edit.writer] = edit.number
    for name in moved:
        row.values[name] = choose(row.of(name), rules.get(name, FIXED)).value
    return moved


def _make_again(row: RowState, change: Change, stamp: Stamp, rules: Mapping[str, Rule]) -> set[str]:
    """Another laptop made the same row: both makings stand, field by field, also those it left empty."""
    names = {*rules, *row.values, *change.fields}
    for name in names:
        if name not in row.standing:
            row.standing[name] = [make.standing(row.values.get(name)) for make in row.makes]
        if name not in change.fields:
            take_field(row, name, None, (), stamp)
    row.makes = sorted([*row.makes, stamp], key=lambda make: make.edit)
    return names


def take_field(
    row: RowState, name: str, value: Any, replaces: Iterable[tuple[bytes, int]], stamp: Stamp
) -> None:
    """Take an edit of one field: strike what it replaces, remember what it replaces and nobody brought yet."""
    ahead = row.ahead.get(name, set())
    late = stamp.edit in ahead
    ahead.discard(stamp.edit)
    replaced = {Edit(*old) for old in replaces}
    standing = [one for one in row.of(name) if one.edit not in replaced]
    here = {one.edit for one in row.of(name)}
    ahead |= {old for old in replaced - here if old.number > row.known.get(old.writer, 0)}
    if not late:
        standing.append(stamp.standing(value))
    row.standing[name] = sorted(standing, key=lambda one: one.edit)
    if ahead:
        row.ahead[name] = ahead
    else:
        row.ahead.pop(name, None)


def is_ready(row: RowState | None, change: Change, writer: bytes) -> bool:
    """Whether `change` may be taken now, or its whole work has to wait for an earlier one."""
    if row is None:
        return change.made
    return change.after <= row.known.get(writer, 0)


def had(row: RowState | None, stamp: Stamp) -> bool:
    return row is not None and stamp.edit.number <= row.known.get(stamp.edit.writer, 0)


def choose(standing: list[Standing], rule: Rule) -> Standing:
    """The edit whose value is shown. Every copy that knows the same edits chooses the same."""
    if rule.order is not None:
        order = rule.order
        return max(standing, key=lambda one: (order.get(str(one.value), -1), one.age))
    if rule.name == "withdrawn":
        return max(standing, key=lambda one: (one.value is not None, one.age))
    return max(standing, key=lambda one: one.age)


def waits_for_a_person(standing: list[Standing], rule: Rule) -> bool:
    """Whether the values that stand contradict each other in a way the rule may not settle."""
    values = [one.value for one in standing]
    distinct = [value for place, value in enumerate(values) if value not in values[:place]]
    if len(distinct) < 2:
        return False
    if rule.asks:
        return True
    if rule.order is None:
        return False
    return any(pair <= {str(value) for value in distinct} for pair in rule.clash)


def void_is_doubted(row: RowState) -> bool:
    """Whether a void record waits for a person: somebody brought it back apart from its voiding, or another
    laptop went on with it.

    An edit counts as apart that is later than the void by corrected time: nobody edits a record they see as void.
    """
    stands = row.standing.get("withdrawn", ())
    voids = [one for one in stands if one.value is not None]
    if not voids:
        return False
    last = max(voids, key=lambda one: one.age)
    return len(voids) < len(stands) or any(
        one.age > last.age and one.edit.writer != last.edit.writer
        for name, several in row.standing.items()
        if name != "withdrawn"
        for one in several
    )


def join(ours: RowState, theirs: RowState, rules: Mapping[str, Rule]) -> RowState:
    """Two states of one row: an edit stands if it stands in both, or in one and the other never heard of it."""
    writers = {*ours.known, *theirs.known}
    known = {writer: max(ours.known.get(writer, 0), theirs.known.get(writer, 0)) for writer in writers}
    makes = {make.edit: make for make in [*ours.makes, *theirs.makes]}
    both = RowState(
        sorted(makes.values(), key=lambda make: make.edit), {**theirs.values, **ours.values}, known
    )
    names = {*ours.standing, *theirs.standing}
    if len(both.makes) > 1:
        names |= {*rules, *both.values}
    for name in names:
        stands = [one for one in ours.of(name) if _still_stands(one.edit, name, theirs)]
        stands += [
            one for one in theirs.of(name) if one not in stands and _still_stands(one.edit, name, ours)
        ]
        both.standing[name] = sorted(stands, key=lambda one: one.edit)
    for name in {*ours.ahead, *theirs.ahead}:
        ahead = ours.ahead.get(name, set()) | theirs.ahead.get(name, set())
        left = {edit for edit in ahead if edit.number > known.get(edit.writer, 0)}
        if left:
            both.ahead[name] = left
    for name in names:
        both.values[name] = choose(both.of(name), rules.get(name, FIXED)).value
    return both


def _still_stands(edit: Edit, name: str, other: RowState) -> bool:
    if any(one.edit == edit for one in other.of(name)):
        return True
    return edit.number > other.known.get(edit.writer, 0) and edit not in other.ahead.get(name, set())


class _Packed(msgspec.Struct, array_like=True):
    known: list[tuple[bytes, int]]
    standing: dict[str, list[tuple[bytes, int, int, bool, bytes | None, Any]]]
    ahead: dict[str, list[tuple[bytes, int]]]
    makes: list[tuple[bytes, int, int, bool, bytes | None]]


_pack = msgspec.msgpack.Encoder(order="deterministic").encode
_unpack = msgspec.msgpack.Decoder(_Packed).decode


def pack(row: RowState) -> bytes | None:
    """The state as the row's `edits` column; None for a row nobody changed since it was made."""
    if len(row.makes) == 1 and not row.standing and not row.ahead and len(row.known) == 1:
        return None
    return _pack(
        _Packed(
            sorted(row.known.items()),
            {
                name: [(*one.edit, one.at, one.is_sure, one.author, one.value) for one in several]
                for name, several in row.standing.items()
            },
            {
                name: [(edit.writer, edit.number) for edit in sorted(edits)]
                for name, edits in row.ahead.items()
            },
            [(*make.edit, make.at, make.is_sure, make.author) for make in row.makes[1:]],
        )
    )


def unpack(made: Stamp, values: dict[str, Any], edits: bytes | None) -> RowState:
    """The state of a row from its columns: how it was made, its shown values, its `edits`."""
    if edits is None:
        return new_row(made, values)
    packed = _unpack(edits)
    standing = {
        name: [Standing(Edit(w, n), at, sure, who, value) for w, n, at, sure, who, value in several]
        for name, several in packed.standing.items()
    }
    ahead = {name: {Edit(*edit) for edit in several} for name, several in packed.ahead.items()}
    makes = [made, *(Stamp(Edit(w, n), at, sure, who) for w, n, at, sure, who in packed.makes)]
    return RowState(makes, values, dict(packed.known), standing, ahead)
