"""The commands of the stick: works saved to a file for their receivers, and taken from one."""

import os
import time
from argparse import Namespace
from typing import TYPE_CHECKING
from uuid import UUID

from app.clock import system_clock
from app.door import PROGRAM, Door
from app.supervision.keeping import know_every_kind
from app.words import Said
from app.work import Desk
from ui.console.outcome import Outcome, Stopped
from ui.console.signing_in import signed_in
from ui.console.terminal import Terminal

if TYPE_CHECKING:
    from app.line_state import FileTaken
    from sync.bundle.courier import LaptopCourier


def export(terminal: Terminal, options: Namespace) -> Outcome:
    """Save what the receivers lack to a file that only they can open."""
    from app.supervision.bundle import save_bundle

    with signed_in(terminal, options) as inside:
        receivers = _receivers(inside.desk, options.to or [])
        saved = save_bundle(inside.desk, courier_of(inside.door), options.file, receivers, terminal.progress)
    terminal.say(
        Said(
            "Saved {works} changes of this laptop and {carried} parcels of others in {file}.",
            works=saved.works, carried=saved.carried, file=str(saved.path),
        )
    )  # fmt: skip
    terminal.say(Said("Nothing counts as sent until the receipt comes back."))
    terminal.answer(done=True, file=saved.path, changes=saved.works, carried=saved.carried, bytes=saved.size)
    return Outcome.DONE


def take(terminal: Terminal, options: Namespace) -> Outcome:
    """Take a file in, all of it or nothing."""
    from app.supervision.bundle import take_bundle

    if options.key_file is not None:
        return _tell(terminal, _taken_at_server(terminal, options))
    with signed_in(terminal, options) as inside:
        taken = take_bundle(inside.desk, courier_of(inside.door), options.file, terminal.progress)
    return _tell(terminal, taken)


def courier_of(door: Door) -> "LaptopCourier":
    """What saves and takes files for an opened store."""
    from sync.bundle.courier import LaptopCourier

    assert door.clinic is not None
    return LaptopCourier(
        door.clinic.store,
        door.path,
        system_clock,
        os.urandom,
        PROGRAM,
        monotonic=time.monotonic,
        rest=time.sleep,
    )


def _receivers(desk: Desk, names: list[str]) -> list[UUID]:
    """Those named, by name or code; without names the server."""
    from app.supervision.bundle import list_receivers

    everybody = desk.run(list_receivers)
    if not names:
        return [one.id for one in everybody if one.is_server]
    found = [one for one in everybody if one.name in names or one.code in names]
    if len({one.id for one in found}) < len(set(names)):
        raise Stopped(Outcome.REFUSED, Said("There is no laptop of this name or code in the clinic."))
    return [one.id for one in found]


def _taken_at_server(terminal: Terminal, options: Namespace) -> "FileTaken":
    from sync.bundle.at_server import take_in_folder
    from sync.trouble import Trouble

    know_every_kind()
    try:
        return take_in_folder(options.data, options.key_file, options.file, PROGRAM, terminal.progress)
    except Trouble as trouble:
        raise Stopped(Outcome.REFUSED, trouble.reason, trouble.advice) from trouble


def _tell(terminal: Terminal, taken: "FileTaken") -> Outcome:
    if taken.was_receipt:
        terminal.say(
            Said(
                "The receiver holds {confirmed} more changes of this laptop. {works} changes came back with it.",
                confirmed=taken.confirmed, works=taken.works,
            )
        )  # fmt: skip
    else:
        terminal.say(
            Said(
                "Took {works} changes. Carry the receipt back: {file}",
                works=taken.works, file=str(taken.receipt),
            )
        )  # fmt: skip
    terminal.answer(
        done=True, receipt=taken.receipt, was_receipt=taken.was_receipt, changes=taken.works,
        confirmed=taken.confirmed, given=taken.given,
    )  # fmt: skip
    return Outcome.DONE
