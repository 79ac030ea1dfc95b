"""The least that brings rows to another place and back: msgpack under zstd over HTTP, plain SQLite at both ends."""

import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import msgspec
import zstandard

Row = dict[str, Any]
BATCH = 2000


class FloorServer:
    """A process that keeps what it is given and gives what is asked for."""

    def __init__(self, path: Path) -> None:
        self._at_work = subprocess.Popen(
            [sys.executable, "-m", "tests.speed.line_floor", str(path)], stdout=subprocess.PIPE, text=True
        )
        assert self._at_work.stdout is not None
        self.address = f"http://127.0.0.1:{self._at_work.stdout.readline().strip()}"

    def close(self) -> None:
        self._at_work.terminate()
        self._at_work.communicate(timeout=10)


def opened(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        store.execute(f"PRAGMA {pragma}").fetchall()
    store.execute("CREATE TABLE IF NOT EXISTS row (nr INTEGER PRIMARY KEY, id BLOB, body BLOB)")
    return store


def keep(store: sqlite3.Connection, rows: Sequence[tuple[bytes, bytes]]) -> None:
    store.execute("BEGIN IMMEDIATE")
    store.executemany("INSERT INTO row (id, body) VALUES (?, ?)", rows)
    store.execute("COMMIT")


def packed(rows: Sequence[tuple[bytes, bytes]]) -> bytes:
    return zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(rows))


def unpacked(data: bytes) -> list[tuple[bytes, bytes]]:
    return msgspec.msgpack.decode(
        zstandard.ZstdDecompressor().decompress(data), type=list[tuple[bytes, bytes]]
    )


def push(store: sqlite3.Connection, address: str, after: int) -> tuple[int, int]:
    """Bring the rows after `after`; how many bytes and requests it took."""
    sent, requests = 0, 0
    while rows := store.execute(
        "SELECT nr, id, body FROM row WHERE nr > ? ORDER BY nr LIMIT ?", (after, BATCH)
    ).fetchall():
        data = packed([(key, body) for _, key, body in rows])
        ask(f"{address}/push", data)
        sent += len(data)
        requests += 1
        after = rows[-1][0]
    return sent, requests


def pull(store: sqlite3.Connection, address: str, after: int) -> None:
    """Fetch the rows after `after`."""
    while rows := unpacked(ask(f"{address}/pull/{after}", b"")):
        keep(store, rows)
        after += len(rows)


def ask(address: str, data: bytes) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, data=data, method="POST")) as response:
        answer: bytes = response.read()
        return answer


def main(path: Path) -> None:
    store = opened(path)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            answer = b""
            if self.path == "/push":
                keep(store, unpacked(data))
            else:
                after = int(self.path.rsplit("/", 1)[-1])
                answer = packed(
                    store.execute(
                        "SELECT id, body FROM row WHERE nr > ? ORDER BY nr LIMIT ?", (after, BATCH)
                    ).fetchall()
                )
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its own name
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
