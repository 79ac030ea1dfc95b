"""The commands of the line: the central server."""

from argparse import Namespace

from app.door import PROGRAM
from app.words import Said
from ui.console.outcome import Outcome
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
