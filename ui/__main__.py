"""`python -m ui --data DIR`: the window on a data folder."""

import gc
import sys
from argparse import ArgumentParser
from pathlib import Path


def main() -> int:
    parser = ArgumentParser(prog="shivir")
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    gc.disable()  # until everything is imported: nothing of it is ever thrown away

    import PySide6.QtCore  # noqa: F401

    from ui.binding import leave_sources_unread

    leave_sources_unread()
    from ui.main import main

    return main(data, sys.argv[:1])


if __name__ == "__main__":
    sys.exit(main())
