"""The hub over real TLS: found by its fingerprint, whatever year a laptop is in, and never somebody else."""

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.client import hubs
from sync.client.line import Line
from sync.client.pinned import Pinned
from sync.hub import tls
from sync.hub.code import read, written
from sync.hub.serving import Hub, Serving
from sync.trouble import Trouble
from tests.sync.conftest import Street
from tests.sync.hub.camp import device_of
from tests.sync.hub.test_hub import alike

SECRET = bytes(range(32))


@pytest.fixture
def hub(street: Street, tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(street.one.store, tmp_path, street.first.clock, os.urandom, "1.0")
    hub.start("127.0.0.1", 0)
    yield hub
    hub.stop()


def serving(hub: Hub) -> Serving:
    assert hub.serving is not None
    return hub.serving


def line_of(street: Street, seen: hubs.HubSeen) -> Line:
    return Line(
        street.two.store, street.second.clock, os.urandom, "1.0", hub=seen.device_id,
        reach=lambda address: Pinned(address, seen.pin),
    )  # fmt: skip


def test_the_certificate_is_the_same_whenever_it_is_made() -> None:
    assert tls.certificate_of(SECRET) == tls.certificate_of(SECRET)
    assert tls.certificate_of(SECRET) != tls.certificate_of(bytes(32))


def test_a_laptop_works_with_a_hub_by_the_code_on_its_screen(street: Street, hub: Hub) -> None:
    street.register(street.two)
    street.register(street.one, "Mangal Oraon")
    seen = hubs.look_at(street.two.store, street.two.line._laptop.itself(), serving(hub).code)
    assert seen.device_id == device_of(street.one)
    hubs.join(street.two.store, seen)
    line = line_of(street, seen)
    result = line.round_now()
    line.close()
    assert result.is_done, result.trouble
    assert alike(street.one.store, street.two.store)
    assert [one.device_id for one in hub.visitors()] == [device_of(street.two)]
    assert hub.carries() == 1


def test_a_typed_address_is_enough_because_the_clinic_s_key_vouches(street: Street, hub: Hub) -> None:
    typed = serving(hub).addresses[0].removeprefix("https://")
    seen = hubs.look_at(street.two.store, street.two.line._laptop.itself(), typed)
    assert seen.pin == serving(hub).pin


@pytest.mark.parametrize("years", [-57, -5, 12, 100])
def test_a_laptop_in_another_year_reaches_the_hub(street: Street, hub: Hub, years: int) -> None:
    street.register(street.two)
    street.second.clock.move(days=years * 365)
    street.first.clock.move(days=years * 30)
    seen = hubs.look_at(street.two.store, street.two.line._laptop.itself(), serving(hub).code)
    hubs.join(street.two.store, seen)
    line = line_of(street, seen)
    assert line.round_now().is_done
    line.close()


def test_another_certificate_at_the_address_is_never_spoken_to(street: Street, hub: Hub) -> None:
    seen = hubs.look_at(street.two.store, street.two.line._laptop.itself(), serving(hub).code)
    other = Pinned(seen.address, bytes(32))
    with pytest.raises(Trouble) as caught:
        other.ask("/session/knock", b"")
    other.close()
    assert caught.value.key == "untrusted"
    with pytest.raises(Trouble) as caught:
        hubs.look_at(street.two.store, street.two.line._laptop.itself(), written(seen.address, bytes(32)))
    assert caught.value.key == "other_hub"


def test_whoever_ends_the_line_must_be_the_laptop_that_answers_on_it(street: Street, hub: Hub) -> None:
    """A laptop in between with a certificate of its own, which passes everything on to the real hub."""
    shown = tls.Shown(serving(hub).pin, bytes(32))
    with pytest.raises(Trouble) as caught:
        hubs.look_at(
            street.two.store, street.two.line._laptop.itself(), serving(hub).addresses[0],
            look=lambda *_: shown,
        )  # fmt: skip
    assert caught.value.key == "not_a_hub"


def test_an_address_where_nobody_serves_has_its_sentence(street: Street, hub: Hub) -> None:
    code = serving(hub).code
    hub.stop()
    with pytest.raises(Trouble) as caught:
        hubs.look_at(street.two.store, street.two.line._laptop.itself(), code)
    assert caught.value.key == "no_hub"


def test_a_hub_starts_again_at_the_same_fingerprint(street: Street, hub: Hub) -> None:
    first = serving(hub).pin
    hub.stop()
    assert hub.serving is None
    assert hub.start("127.0.0.1", 0).pin == first


def test_a_place_that_is_taken_is_said(street: Street, hub: Hub, tmp_path: Path) -> None:
    second = Hub(street.two.store, tmp_path, street.second.clock, os.urandom, "1.0")
    with pytest.raises(Trouble) as caught:
        second.start("127.0.0.1", serving(hub).port)
    assert caught.value.key == "hub_port"


def test_the_key_is_never_left_on_the_disk(tmp_path: Path) -> None:
    assert isinstance(tls.server_context(SECRET, tmp_path), ssl.SSLContext)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://10.0.0.5",
        "SHVH1:",
        "SHVH1:AAAA:10.0.0.5",
        "SHVH1:!!!!:10.0.0.5",
        "two words",
        "https://a/b",
    ],
)
def test_what_is_no_place_of_a_hub_is_refused(typed: str) -> None:
    with pytest.raises(Trouble):
        read(typed)


def test_a_code_says_where_and_whose() -> None:
    place = read(written("https://192.168.1.5:8711", bytes(range(32))))
    assert (place.address, place.pin) == ("https://192.168.1.5:8711", bytes(range(32)))
    assert read("192.168.1.5").address == "https://192.168.1.5:8711"
