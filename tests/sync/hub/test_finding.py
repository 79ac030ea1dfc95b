"""A hub is heard on the network by laptops of its clinic, and by nobody else."""

from uuid import UUID

import pytest

from sync.hub.code import read
from sync.hub.finding import _found, announce, find
from sync.hub.serving import Serving

CLINIC, HUB, OTHER = (UUID(int=number) for number in (1, 2, 3))
PIN = bytes(range(32))
SAID = {"c": CLINIC.hex, "d": HUB.hex, "f": PIN.hex(), "n": "Gate A"}
PLACES = ["https://127.0.0.1:8711"]
LOOPBACK = ["127.0.0.1"]


def test_a_hub_is_heard_with_the_code_of_its_screen() -> None:
    serving = Serving(HUB, ("https://127.0.0.1:8711",), PIN, "", 8711)
    announced = announce(serving, CLINIC, "Gate A", LOOPBACK)
    if announced is None:
        pytest.skip("this machine has no network to be heard on")
    try:
        found = find(CLINIC, OTHER, 5.0, LOOPBACK, enough=1)
    finally:
        announced.end()
    assert [(one.device_id, one.name) for one in found] == [(HUB, "Gate A")]
    assert read(found[0].code).pin == PIN


@pytest.mark.parametrize(
    "changed",
    [{"c": OTHER.hex}, {"d": OTHER.hex}, {"d": "x"}, {"f": "00"}, {"f": "zz"}, {"d": None}, {"f": None}],
)
def test_what_is_announced_otherwise_is_nobody(changed: dict[str, str | None]) -> None:
    assert _found(CLINIC, OTHER, {**SAID}, PLACES) is not None
    assert _found(CLINIC, OTHER, {**SAID, **changed}, PLACES) is None
    assert _found(CLINIC, HUB, {**SAID}, PLACES) is None
    assert _found(CLINIC, OTHER, {**SAID}, []) is None
