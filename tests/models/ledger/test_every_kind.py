"""What every synced kind must do, run over all of them: a new kind is covered the day it is added."""

from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import LargeBinary

import models.everything  # noqa: F401
from models.base import Base, Local, Synced, shared_fields, synced_kinds, table_of
from models.billing.invoice import Invoice
from models.ledger.apply import parents_of
from tests.models.ledger.copies import Copy, sample_of

KINDS = sorted(synced_kinds().values(), key=lambda model: model.kind)
every_kind = pytest.mark.parametrize("model", KINDS, ids=lambda model: model.kind)


def a_record(model: type[Synced], **values: Any) -> Synced:
    return model(**{**sample_of(model), **values})


def made_on(copy: Copy, model: type[Synced]) -> UUID:
    """A record of `model`, with the aggregate's root where it needs one."""
    values: dict[str, Any] = {}
    if "invoice_id" in shared_fields(model) and table_of(model).c.invoice_id.foreign_keys:
        values["invoice_id"] = copy.make(Invoice(**sample_of(Invoice)))
    return copy.make(a_record(model, **values))


def changeable(model: type[Synced]) -> dict[str, Any]:
    return {
        name: value
        for name, value in sample_of(model, other=True).items()
        if name != "withdrawn" and not table_of(model).c[name].foreign_keys
    }


def test_every_model_is_synced_or_local() -> None:
    models_ = [mapper.class_ for mapper in Base.registry.mappers]
    assert [m.__name__ for m in models_ if issubclass(m, Synced) == issubclass(m, Local)] == []


@every_kind
def test_every_column_says_how_it_merges(model: type[Synced]) -> None:
    assert shared_fields(model)
    assert model.kind == table_of(model).name


@every_kind
def test_a_value_comes_back_from_the_wire_as_it_was(model: type[Synced]) -> None:
    here, there = Copy("A"), Copy("B")
    made = made_on(here, model)
    parents = {n: getattr(here.read(model, made), n) for n in ("invoice_id",) if n in shared_fields(model)}
    parents = parents if parents_of(model) else {}
    key = here.make(a_record(model, **{**changeable(model), **parents}))
    there.take(here.works())

    assert there.rows() == here.rows()
    assert {n: getattr(there.read(model, key), n) for n in changeable(model)} == changeable(model)


@every_kind
def test_edits_of_different_fields_made_apart_both_stay(model: type[Synced]) -> None:
    here, there = Copy("A"), Copy("B")
    key = made_on(here, model)
    there.take(here.works())
    new = changeable(model)
    names = sorted(new)
    for place, name in enumerate(names):
        (here if place % 2 else there).edit(model, key, **{name: new[name]})
    from_here, from_there = here.own_works(), there.own_works()
    here.take(from_there)
    there.take(from_here)

    assert here.rows() == there.rows()
    assert {name: getattr(here.read(model, key), name) for name in names} == new


@every_kind
def test_works_may_come_late_twice_and_in_any_order(model: type[Synced]) -> None:
    here = Copy("A")
    key = made_on(here, model)
    name, value = sorted(changeable(model).items())[0]
    here.edit(model, key, **{name: value})
    here.edit(model, key, withdrawn="wrong person")
    works = here.own_works()
    for order in permutations(works):
        there = Copy("B")
        for work in (*order, *order):
            there.take([work])
        assert there.rows() == here.rows()


@every_kind
def test_a_withdrawn_record_stays_withdrawn_whoever_edits_it_apart(model: type[Synced]) -> None:
    here, there = Copy("A"), Copy("B")
    key = made_on(here, model)
    there.take(here.works())
    name, value = sorted(changeable(model).items())[0]
    here.edit(model, key, withdrawn="made twice")
    there.edit(model, key, **{name: value})
    from_here, from_there = here.own_works(), there.own_works()
    here.take(from_there)
    there.take(from_here)

    assert here.rows() == there.rows()
    assert here.read(model, key).withdrawn == "made twice"


@every_kind
def test_read_pull_save_keeps_both_edits(model: type[Synced]) -> None:
    here, there = Copy("A"), Copy("B")
    key = made_on(here, model)
    there.take(here.works())
    name = "withdrawn"
    seen = here.look(model, key)
    there.edit(model, key, withdrawn="made twice")
    here.take(there.own_works())
    here.edit(model, key, seen, withdrawn="wrong person")
    there.take(here.own_works())

    assert here.rows() == there.rows()
    assert [edit.writer[:1] for edit in here.look(model, key).of(name)] == [b"A", b"B"]


def test_keys_and_secrets_are_bytes() -> None:
    device = table_of(synced_kinds()["device"])
    assert isinstance(device.c.sign_public.type, LargeBinary)
