"""`make run`: opens the program on the demo clinic, or plays its day off screen where there is no display."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.play.player import Played

BUILD = Path(__file__).resolve().parents[2] / "build"
DEMO, PLAYED = BUILD / "demo", BUILD / "play"


def main() -> int:
    """The exit code: not 0 if anything that was played failed."""
    has_display = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return _open() if has_display and "--play" not in sys.argv else _play()


def _open() -> int:
    """The window on build/demo, made now if it is not there."""
    if not (DEMO / "slots.a").exists():
        say("Making the demo clinic, once.")
        make(DEMO)
    return subprocess.call([sys.executable, "-m", "ui", "--data", str(DEMO)])  # noqa: S603  # ourselves


def make(folder: Path) -> dict[str, str]:
    """A demo clinic in an empty folder; everybody's password."""
    from app.demo.make import make_demo
    from sync.carrying import signed_piece

    shown = 0

    def told(done: float) -> None:
        nonlocal shown
        if round(done * 100) >= shown + 10:
            shown = round(done * 100)
            say(f"  {shown} %")

    made = make_demo(folder, None, None, told, sign=signed_piece)
    return {one.name: one.password for one in made.staff}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _play() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    shutil.rmtree(PLAYED, ignore_errors=True)
    data = PLAYED / "data" / "desk-1"
    data.parent.mkdir(parents=True)
    say("No display: making a demo clinic and playing its day off screen.")
    passwords = make(data)
    from ui.play.day import play_day

    played = play_day(data, PLAYED, passwords)
    shutil.rmtree(PLAYED / "data", ignore_errors=True)
    return ending(played, round(time.monotonic() - began))


def ending(played: "Played", took: int) -> int:
    """Say what came of it; the exit code."""
    say(f"{len(played.steps)} steps and {len(played.pictures)} pictures in {took} s, all in {PLAYED}")
    for title in played.failed:
        say(f"FAILED: {title}")
    return 1 if played.failed else 0


if __name__ == "__main__":
    sys.exit(main())
