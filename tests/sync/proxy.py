"""A small proxy of ours between a laptop and its server, that does to the line what lines do."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Proxy:
    """Passes bytes on. `instead`, when set, is sent as the answer and the server never hears the question.

    `cut_answer` and `cut_question` end the line after so many bytes that way; `resets` ends it rudely at once;
    `stalls` answers nothing for as long as it is set.
    """

    def __init__(self, upstream: int) -> None:
        self._upstream = upstream
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.instead: bytes | None = None
        self.cut_answer: int | None = None
        self.cut_question: int | None = None
        self.resets = False
        self.stalls = threading.Event()
        self.bytes_up = 0
        self.bytes_down = 0
        self._open: set[socket.socket] = set()
        self._is_closed = False
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def be_quiet(self) -> None:
        """Back to a line that works."""
        self.instead = self.cut_answer = self.cut_question = None
        self.resets = False
        self.stalls.clear()
        self._hang_up()

    def close(self) -> None:
        self._is_closed = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up()
        self._thread.join(5)

    def _hang_up(self) -> None:
        for line in list(self._open):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._is_closed:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        self._open.add(line)
        with line, contextlib.suppress(OSError):
            if self.resets:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            if self.instead is not None:
                line.recv(1 << 16)
                line.sendall(self.instead)
                return
            with socket.create_connection(("127.0.0.1", self._upstream)) as up:
                self._open.add(up)
                back = threading.Thread(target=self._pass_back, args=(up, line), daemon=True)
                back.start()
                self._pass_on(line, up)
                back.join(5)
                self._open.discard(up)
        self._open.discard(line)

    def _pass_on(self, line: socket.socket, up: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := line.recv(1 << 16):
                if self.cut_question is not None and self.bytes_up + len(part) > self.cut_question:
                    break
                self.bytes_up += len(part)
                up.sendall(part)
        with contextlib.suppress(OSError):
            up.shutdown(socket.SHUT_RDWR)

    def _pass_back(self, up: socket.socket, line: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := up.recv(1 << 16):
                if self.stalls.is_set():
                    continue
                if self.cut_answer is not None and self.bytes_down + len(part) > self.cut_answer:
                    line.sendall(part[: max(0, self.cut_answer - self.bytes_down)])
                    break
                self.bytes_down += len(part)
                line.sendall(part)
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxied(upstream: int) -> Iterator[Proxy]:
    proxy = Proxy(upstream)
    try:
        yield proxy
    finally:
        proxy.close()
