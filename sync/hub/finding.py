"""Hubs make themselves known on the camp's network, and are found there: mDNS, where the network lets it through.

What is announced is believed by nobody: it says where to look, and what answers there must prove who it is.
"""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sync.hub.code import written
from sync.hub.serving import Serving

if TYPE_CHECKING:
    from zeroconf import ServiceInfo

SERVICE = "_shivir-hub._tcp.local."
SECONDS = 2.5
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who says that they are a hub of the clinic. `code` is what its QR would say."""

    device_id: UUID
    name: str
    address: str
    code: str


class Announcement:
    """A hub makes itself known until `end`. Where the network forbids it, the QR and the address are left."""

    def __init__(
        self, serving: Serving, clinic: UUID, name: str, interfaces: list[str] | None = None
    ) -> None:
        from zeroconf import InterfaceChoice, ServiceInfo, Zeroconf

        self._speaker = Zeroconf(interfaces=interfaces or InterfaceChoice.All)
        label = serving.device_id.hex
        self._info = ServiceInfo(
            SERVICE, f"{label}.{SERVICE}", port=serving.port, server=f"shivir-{label[-12:]}.local.",
            parsed_addresses=[one.removeprefix("https://").rsplit(":", 1)[0] for one in serving.addresses],
            properties={"c": clinic.hex, "d": label, "f": serving.pin.hex(), "n": name[:60]},
        )  # fmt: skip
        try:
            self._speaker.register_service(self._info)
        except BaseException:
            self._speaker.close()
            raise

    def end(self) -> None:
        self._speaker.close()


def announce(
    serving: Serving, clinic: UUID, name: str, interfaces: list[str] | None = None
) -> Announcement | None:
    """None if the network does not let it."""
    from zeroconf import Error

    try:
        return Announcement(serving, clinic, name, interfaces)
    except (OSError, Error):
        return None


def find(
    clinic: UUID, own: UUID, seconds: float = SECONDS, interfaces: list[str] | None = None,
    enough: int = MOST,
) -> tuple[Found, ...]:  # fmt: skip
    """Hubs of this clinic that are to be heard; listens so long, or until there are `enough`."""
    from zeroconf import InterfaceChoice, ServiceBrowser, ServiceStateChange, Zeroconf

    heard: dict[UUID, Found] = {}
    done = threading.Event()
    try:
        listener = Zeroconf(interfaces=interfaces or InterfaceChoice.All)
    except OSError:
        return ()

    def changed(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed or len(heard) >= MOST:
            return
        info = zeroconf.get_service_info(service_type, name, timeout=1000)
        found = None if info is None else _found(clinic, own, info.decoded_properties, _places(info))
        if found is not None:
            heard[found.device_id] = found
            if len(heard) >= enough:
                done.set()

    browser = ServiceBrowser(listener, SERVICE, handlers=[changed])
    try:
        done.wait(seconds)
    finally:
        browser.cancel()
        listener.close()
    return tuple(sorted(heard.values(), key=lambda one: one.name))


def _places(info: "ServiceInfo") -> list[str]:
    from zeroconf import IPVersion

    return [f"https://{one}:{info.port}" for one in info.parsed_addresses(IPVersion.V4Only)]


def _found(clinic: UUID, own: UUID, said: dict[str, str | None], places: list[str]) -> Found | None:
    """What was announced, if it is of this clinic, not this laptop itself, and makes sense."""
    try:
        device, pin = UUID(hex=said.get("d") or ""), bytes.fromhex(said.get("f") or "")
    except ValueError:
        return None
    if said.get("c") != clinic.hex or device == own or len(pin) != 32 or not places:
        return None
    return Found(device, (said.get("n") or "")[:60], places[0], written(places[0], pin))
