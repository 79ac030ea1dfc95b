"""The commands of the line: the central server, a round with it, and the laptops that have a part in it."""

import os
from argparse import Namespace

from app.clock import system_clock
from app.door import PROGRAM
from app.words import Said
from ui.console.outcome import Outcome, Stopped
from ui.console.signing_in import signed_in
from ui.console.terminal import Terminal


def serve(terminal: Terminal, options: Namespace) -> Outcome:
    """Be the clinic's central server until told to stop."""
    from sync.server.main import Told
    from sync.server.main import serve as run

    def tell(told: Told) -> None:
        terminal.say(Said("Answers at {address}", address=told.address))
        if told.code is not None:
            terminal.say(Said("The clinic brings itself here with the code {code}", code=told.code))
        terminal.answer(address=told.address, code=told.code)
        terminal.out.flush()

    run(
        options.data, options.key_file, options.host, options.port, program=PROGRAM,
        certificate=options.certificate, private_key=options.private_key, tell=tell,
    )  # fmt: skip
    return Outcome.DONE


def sync(terminal: Terminal, options: Namespace) -> Outcome:
    """One round with the server: what is new here goes there, what is new there comes here."""
    from sync.client.line import Line

    with signed_in(terminal, options) as inside:
        assert inside.door.clinic is not None
        line = Line(inside.door.clinic.store, system_clock, os.urandom, PROGRAM)
        try:
            result = line.round_now()
            state = line.state()
        finally:
            line.close()
    if result.trouble is not None:
        raise Stopped(Outcome.SERVER_NOT_REACHED, result.trouble, result.advice)
    terminal.say(Said("Sent {brought}, received {fetched}.", brought=result.brought, fetched=result.fetched))
    terminal.say(state.safe)
    terminal.answer(
        done=True, sent=result.brought, received=result.fetched, waiting=state.waiting, held=len(state.held)
    )
    return Outcome.FOUND_WRONG if state.held else Outcome.DONE


def list_devices(terminal: Terminal, options: Namespace) -> Outcome:
    """The clinic's laptops and servers."""
    from app.supervision.laptops import list_laptops

    with signed_in(terminal, options) as inside:
        laptops = inside.desk.run(list_laptops)
    terminal.show_table([(one.code, one.name, one.place or "", one.state.value) for one in laptops])
    terminal.answer(
        done=True,
        devices=[
            {
                "code": one.code,
                "name": one.name,
                "place": one.place,
                "state": one.state.value,
                "here": one.is_here,
            }
            for one in laptops
        ],
    )
    return Outcome.DONE
