"""Run by itself on a display.

For each line on standard input, a path and `inside`, `outside` or nothing after a tab: wait until the screen changed
since the last look, stands still, and shows somebody's window or the page before it; save the picture there, and
answer `still`, `nothing changed` or `never still`.
"""

import sys
import time

from PySide6.QtGui import QGuiApplication, QImage

PATIENCE_S = 20.0
A_LOOK_S = 0.12
A_CARET = 30
"""Rows of pixels that may differ while nothing happens: a blinking caret."""


BESIDE_THE_RAIL = (94, 500)
LOOKS_ALIKE = 5


def rows_that_differ(one: QImage, other: QImage) -> int:
    wide, a, b = one.bytesPerLine(), bytes(one.constBits()), bytes(other.constBits())
    if a == b:
        return 0
    return sum(a[at : at + wide] != b[at : at + wide] for at in range(0, len(a), wide))


def is_inside(picture: QImage) -> bool:
    """Left on the pages outside is a broad dark panel; inside, only the narrow rail is dark."""
    return picture.pixelColor(*BESIDE_THE_RAIL).lightness() > 128


def look(app: QGuiApplication) -> QImage:
    return app.primaryScreen().grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB32)


def wait_until_still(app: QGuiApplication, before: QImage | None, where: str) -> tuple[QImage, str]:
    end = time.monotonic() + PATIENCE_S
    last, same = look(app), 0
    while time.monotonic() < end:
        time.sleep(A_LOOK_S)
        now = look(app)
        same = same + 1 if rows_that_differ(last, now) <= A_CARET else 0
        last = now
        is_there = where == "" or is_inside(now) == (where == "inside")
        if same >= LOOKS_ALIKE and is_there and (before is None or rows_that_differ(before, now) > A_CARET):
            return now, "still"
    return last, "nothing changed" if same else "never still"


def main() -> None:
    app = QGuiApplication(sys.argv)
    before = None
    for line in sys.stdin:
        path, where = line.rstrip("\n").split("\t")
        before, answer = wait_until_still(app, before, where)
        before.save(path)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
