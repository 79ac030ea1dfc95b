"""What a laptop says when the line misbehaves: through a proxy that does what lines do, to a real server."""

import io
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from sqlalchemy import update

from models.ledger.line import Peer
from models.vocabulary import LineChip
from sync.client.line import Line
from sync.client.transport import Http, Patience, checked
from sync.server.app import application
from sync.server.log import Log
from sync.trouble import Trouble
from tests.clinics import bytes_from
from tests.sync.conftest import Street
from tests.sync.proxy import Proxy, proxied

LOGIN_PAGE = b"<html><body><form action='/login'>Welcome to Railway Wi-Fi</form></body></html>"


def page(status: str, body: bytes = LOGIN_PAGE, kind: str = "text/html", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


@dataclass
class Road:
    """A laptop whose line goes through the proxy."""

    street: Street
    proxy: Proxy
    line: Line
    log: io.StringIO


@pytest.fixture
def road(street: Street) -> Iterator[Road]:
    log = io.StringIO()
    config = uvicorn.Config(
        application(street.centre.ground, Log(street.first.clock, log)), log_config=None, access_log=False,
        server_header=False, date_header=False, lifespan="off",
    )  # fmt: skip
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    with proxied(listener.getsockname()[1]) as proxy:
        with street.first.store.write_engine.begin() as connection:
            connection.execute(update(Peer).values(address=proxy.address))
        line = Line(
            street.first.store, street.first.clock, bytes_from(3), "1.0", rest=lambda _: None,
            reach=lambda address: Http(address, Patience(connect=1, read=0.5)),
        )  # fmt: skip
        yield Road(street, proxy, line, log)
        line.close()
    server.should_exit = True
    thread.join(10)
    listener.close()


WRONG = {
    "a page of the railway's Wi-Fi": (page("200 OK"), "Something else answered"),
    "a redirection to it": (page("302 Found", more="Location: http://login.example/\r\n"), "Something else"),
    "network authentication required": (page("511 Network Authentication Required"), "Something else"),
    "a proxy that asks for a password": (page("407 Proxy Authentication Required"), "Something else"),
    "somebody else's 401": (page("401 Unauthorized"), "Something else"),
    "somebody else's 404": (page("404 Not Found"), "Something else"),
    "too many requests": (page("429 Too Many Requests", more="Retry-After: 60\r\n"), "The server is busy."),
    "bad gateway": (page("502 Bad Gateway"), "The server is busy."),
    "unavailable": (page("503 Service Unavailable"), "The server is busy."),
    "timed out on the way": (page("408 Request Timeout"), "The server is busy."),
    "a server that fell over": (page("500 Internal Server Error"), "The server has a problem of its own."),
    "rubbish under our name": (page("200 OK", b"\x00\xff" * 99, "application/vnd.shivir"), "The line broke"),
    "an empty answer": (page("200 OK", b"", "application/vnd.shivir"), "The line broke"),
    "not even HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "The line broke"),
    "nothing at all": (b"", "The line broke"),
}


@pytest.mark.parametrize("what", WRONG)
def test_each_wrong_answer_gets_its_sentence_and_nothing_is_lost(road: Road, what: str) -> None:
    answer, words = WRONG[what]
    road.street.register(road.street.one)
    road.proxy.instead = answer
    result = road.line.round_now()

    assert not result.is_done
    assert str(result.trouble).startswith(words)
    assert result.advice is not None
    assert road.line.state().waiting == 1
    assert road.line.state().chip in (LineChip.OFFLINE, LineChip.PROBLEM)
    road.proxy.be_quiet()
    assert road.line.round_now().is_done
    assert road.line.state().chip is LineChip.SYNCED


def test_a_server_that_is_gone_gets_its_sentence(road: Road) -> None:
    road.street.register(road.street.one)
    with road.street.first.store.write_engine.begin() as connection:
        connection.execute(update(Peer).values(address="http://127.0.0.1:9"))
    result = road.line.round_now()

    assert str(result.trouble) == "The server does not answer."
    assert str(result.advice).startswith("Everything is saved on this laptop.")
    assert (result.waiting, road.line.state().chip) == (1, LineChip.OFFLINE)


def test_a_line_that_is_reset_or_stalls_is_told_apart(road: Road) -> None:
    road.street.register(road.street.one)
    road.proxy.resets = True
    told = str(road.line.round_now().trouble)
    assert told in ("The line broke in the middle.", "The server does not answer.")  # as soon as it is reset
    road.proxy.be_quiet()
    road.proxy.stalls.set()
    assert str(road.line.round_now().trouble) == "The line is too slow to finish now."
    road.proxy.be_quiet()
    assert road.line.round_now().is_done


@pytest.mark.parametrize("way", ["cut_question", "cut_answer"])
def test_a_line_cut_at_any_byte_loses_and_doubles_nothing(road: Road, way: str) -> None:
    assert road.line.round_now().is_done
    for offset in (1, 30, 120, 200, 260, 330):
        road.street.register(road.street.one, f"Patient {offset}")
        road.proxy.bytes_up = road.proxy.bytes_down = 0
        setattr(road.proxy, way, offset)
        road.line.round_now()
        road.proxy.be_quiet()
        assert road.line.round_now().is_done
    road.street.sync()

    assert road.street.agree()


def test_a_session_that_ended_is_opened_again_and_nobody_is_signed_out(road: Road) -> None:
    assert road.line.round_now().is_done
    road.street.first.clock.move(hours=2)
    road.street.register(road.street.one)
    result = road.line.round_now()

    assert result.is_done
    assert result.requests == 4  # refused, knock, answer, exchange


def test_the_log_of_the_server_names_no_patient(road: Road) -> None:
    road.street.register(road.street.one, "Chandrakanta")
    assert road.line.round_now().is_done

    assert '"path": "/exchange"' in road.log.getvalue()
    assert "Chandra" not in road.log.getvalue()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://sync.example.org", "insecure"),
        ("ftp://sync.example.org", "bad_address"),
        ("https://", "bad_address"),
        ("https://a b", "bad_address"),
        ("https://user:word@sync.example.org", "bad_address"),
        ("https://sync.example.org:99999", "bad_address"),
        ("", "bad_address"),
    ],
)
def test_an_address_that_would_lay_records_open_is_refused(address: str, key: str) -> None:
    with pytest.raises(Trouble) as refused:
        checked(address)
    assert refused.value.key == key


def test_an_address_is_completed_as_people_type_it() -> None:
    assert checked(" sync.example.org/ ") == "https://sync.example.org"
    assert checked("http://127.0.0.1:8710/") == "http://127.0.0.1:8710"
    assert checked("http://localhost:8710") == "http://localhost:8710"
