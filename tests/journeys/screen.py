"""A screen that nobody sees, hands that type on it, and eyes that wait until it stands still.

Xvfb is the screen, xdotool the hands; `installer/setup.sh` brings both.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

SIZE = "1366x768x24"
A_HAND_MS = "45"
"""Between two keys: slower than any scanner."""


class Screen:
    """Xvfb on the first display that is free."""

    def __init__(self) -> None:
        read, write = os.pipe()
        command = [_tool("Xvfb"), "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            self._display = f":{told.readline().strip()}"

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of whatever is shown here. No keyring of the machine is touched."""
        nobodys = "keyring.backends.fail.Keyring"
        return {
            **os.environ,
            "DISPLAY": self._display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHON_KEYRING_BACKEND": nobodys,
        }

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()


class Hands:
    """Press keys; where they go is the program's affair."""

    def __init__(self, screen: Screen, window: str) -> None:
        self._surroundings = screen.surroundings
        self._do("search", "--sync", "--onlyvisible", "--name", window, "windowfocus")

    def press(self, *keys: str) -> None:
        """By the names of X: Tab, F9, ctrl+Return."""
        self._do("key", "--delay", A_HAND_MS, *keys)

    def write(self, text: str) -> None:
        self._do("type", "--delay", A_HAND_MS, text)

    def _do(self, *what: str) -> None:
        subprocess.run(
            [_tool("xdotool"), *what],
            env=self._surroundings,
            check=True,
            timeout=30,
            stdout=subprocess.DEVNULL,
        )


class Eyes:
    """Look at the screen from a process of their own, as a person would."""

    def __init__(self, screen: Screen, pictures: Path) -> None:
        self._pictures = pictures
        self._seen = 0
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("eyes.py"))],
            env=screen.surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def see(self, what: str, where: Literal["", "inside", "outside"] = "") -> None:
        """Wait until the screen is another than at the last look, and stands still; keep its picture."""
        asks, answers = self._process.stdin, self._process.stdout
        assert asks is not None
        assert answers is not None
        self._seen += 1
        path = self._pictures / f"{self._seen:02d} {what}.png"
        asks.write(f"{path}\t{where}\n")
        asks.flush()
        answer = answers.readline().strip()
        assert answer == "still", f"{what}: {answer}; see {path}"

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def _tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing: installer/setup.sh brings it"
    return found
