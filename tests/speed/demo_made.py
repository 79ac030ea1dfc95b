"""A demo clinic that is made once and kept in the folder of the benchmark."""

import shutil
from pathlib import Path

from app.clock import system_clock
from app.demo.make import Size, make_demo
from sync.carrying import signed_piece

SIZE = Size(patients=600, visits=400, registrations=120)


def demo_folder(folder: Path, size: Size = SIZE) -> Path:
    """Where the demo is; made now if it was not yet, or was made for another day."""
    made = folder / f"demo-{size.patients}-{system_clock():%Y%m%d}"
    half = made.with_suffix(".half")
    if not made.exists():
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        make_demo(half, None, None, lambda _done: None, size=size, sign=signed_piece)
        half.rename(made)
    return made
