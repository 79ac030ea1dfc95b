"""The line itself: one question, one answer, or the trouble that came instead. Never a verdict about anything."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from sync.address import is_loopback
from sync.exchange import Fault
from sync.frame import MEDIA, MOST_PACKED, Unreadable, unpack
from sync.trouble import Trouble

if TYPE_CHECKING:
    import requests


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for reaching the server, between two bytes, and for one question in all."""

    connect: float = 6.0
    read: float = 30.0
    whole: float = 120.0


BUSY = frozenset({408, 425, 429, 502, 503, 504})
CHUNK = 1 << 16


@dataclass(slots=True)
class Traffic:
    """What went over the line so far, counted in messages."""

    requests: int = 0
    bytes_out: int = 0
    bytes_in: int = 0


class Transport(Protocol):
    """Brings a message to the server and its answer back. Raises `Trouble`."""

    traffic: Traffic

    def ask(self, path: str, body: bytes, bearer: str | None = None) -> bytes: ...

    def close(self) -> None: ...


class Http:
    """Over HTTP; unprotected only to this very machine. One connection is kept open between questions."""

    def __init__(
        self, address: str, patience: Patience | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.address = checked(address)
        self.traffic = Traffic()
        self._patience = patience or Patience()
        self._monotonic = monotonic
        self._session: requests.Session | None = None

    def ask(self, path: str, body: bytes, bearer: str | None = None) -> bytes:
        import requests

        headers = {"Content-Type": MEDIA, "User-Agent": "Shivir"}
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        self.traffic.requests += 1
        self.traffic.bytes_out += len(body)
        try:
            with self._connected().post(
                f"{self.address}/sync/v1{path}",
                data=body,
                headers=headers,
                timeout=(self._patience.connect, self._patience.read),
                allow_redirects=False,
                stream=True,
            ) as response:
                answer = self._read(response)
        except requests.exceptions.SSLError as error:
            raise Trouble("untrusted") from error
        except requests.exceptions.ConnectTimeout as error:
            raise Trouble("unreachable") from error
        except requests.exceptions.Timeout as error:
            raise Trouble("slow") from error
        except requests.exceptions.ConnectionError as error:
            raise Trouble("torn" if _was_reached(error) else "unreachable") from error
        except requests.exceptions.RequestException as error:
            raise Trouble("torn") from error
        self.traffic.bytes_in += len(answer)
        return answer

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _connected(self) -> "requests.Session":
        import requests

        if self._session is None:
            self._session = requests.Session()
            self._session.headers.clear()
            self._session.trust_env = not is_loopback(urlsplit(self.address).hostname or "")
        return self._session

    def _read(self, response: "requests.Response") -> bytes:
        """The answer, if it is ours; else what kind of answer it is."""
        ours = response.headers.get("Content-Type", "").startswith(MEDIA)
        status = response.status_code
        if not ours:
            raise _foreign(response)
        end = self._monotonic() + self._patience.whole
        parts, size = [], 0
        for part in response.iter_content(CHUNK):
            parts.append(part)
            size += len(part)
            if size > MOST_PACKED:
                raise Trouble("not_ours")
            if self._monotonic() > end:
                raise Trouble("slow")
        answer = b"".join(parts)
        if status != 200:
            raise Trouble(_fault(answer), _retry_after(response))
        return answer


def checked(address: str) -> str:
    """An address as it is kept. `Trouble` if it is none, or would lay records open on the way."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Trouble("bad_address") from error
    if (
        not host
        or " " in text
        or parts.scheme not in ("http", "https")
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise Trouble("bad_address")
    if parts.scheme == "http" and not is_loopback(host):
        raise Trouble("insecure")
    return parts.geturl().rstrip("/")


def _foreign(response: "requests.Response") -> Trouble:
    """What an answer that is not ours tells: a portal's page, a proxy that gave up, a server that fell over."""
    status = response.status_code
    if status in BUSY:
        return Trouble("busy", _retry_after(response))
    if status >= 500 and status != 511:
        return Trouble("server_ill", _retry_after(response))
    return Trouble("not_ours")


def _fault(answer: bytes) -> str:
    try:
        return unpack(Fault, answer).fault
    except Unreadable:
        return "torn"


def _retry_after(response: "requests.Response") -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else None


def _was_reached(error: Exception) -> bool:
    """Whether somebody had answered before the line broke."""
    from urllib3.exceptions import ProtocolError

    return any(isinstance(part, ProtocolError) for part in error.args)
