"""The line to a hub: whoever answers must show the very certificate whose fingerprint is known."""

from typing import TYPE_CHECKING, Any

from sync.client.transport import Http, Patience

if TYPE_CHECKING:
    import requests

QUICK = Patience(connect=4.0, read=20.0, whole=90.0)


class Pinned(Http):
    """Over TLS with one certificate, whatever its dates and names; never through a proxy."""

    def __init__(self, address: str, pin: bytes, patience: Patience = QUICK) -> None:
        super().__init__(address, patience)
        self._pin = pin

    def _connected(self) -> "requests.Session":
        from requests.adapters import HTTPAdapter

        from sync.hub.tls import client_context

        pin = self._pin.hex()

        class OfTheHub(HTTPAdapter):
            def init_poolmanager(self, *given: Any, **named: Any) -> None:
                super().init_poolmanager(
                    *given, assert_fingerprint=pin, ssl_context=client_context(), **named
                )

        is_new = self._session is None
        session = super()._connected()
        if is_new:
            session.trust_env = False
            session.verify = False
            session.mount("https://", OfTheHub())
        return session
