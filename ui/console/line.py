"""The commands of the line: the central server, a round with it, and the laptops that have a part in it."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.clock import system_clock
from app.door import PROGRAM, Door
from app.refused import Refused
from app.supervision.keeping import know_every_kind
from app.words import Said
from ui.console.outcome import Outcome, Stopped
from ui.console.signing_in import door_at, signed_in
from ui.console.terminal import PASSWORD, Terminal

if TYPE_CHECKING:
    from app.supervision.line import LineState, RoundResult  # type: ignore[attr-defined]  # named through app
    from sync.client.join import (  # type: ignore[attr-defined]  # named through sync, as ui knows no models
        DataFolder,
        NewLaptop,
        OpenedStore,
        Prepare,
    )
    from sync.client.line import Line


def serve(terminal: Terminal, options: Namespace) -> Outcome:
    """Be the clinic's central server until told to stop."""
    from sync.server.main import Told
    from sync.server.main import serve as run

    know_every_kind()

    def tell(told: Told) -> None:
        terminal.say(Said("Answers at {address}", address=told.address))
        if told.code is not None:
            terminal.say(Said("The clinic brings itself here with the code {code}", code=told.code))
        terminal.answer(address=told.address, code=told.code)
        terminal.out.flush()

    run(
        options.data, options.key_file, options.host, options.port, program=PROGRAM,
        database=options.database, workers=options.workers, from_backup=options.from_backup,
        certificate=options.certificate, private_key=options.private_key, tell=tell,
    )  # fmt: skip
    return Outcome.DONE


def sync(terminal: Terminal, options: Namespace) -> Outcome:
    """One round with the server; with --server, the clinic is brought to its first server before that."""
    from app.supervision.line import bring_to_server, line_state, sync_now

    if (options.server is None) != (options.server_code is None):
        raise Stopped(Outcome.USAGE, Said("Say both --server and --server-code, or neither."))
    with signed_in(terminal, options) as inside, line_of(inside.door) as line:
        if options.server is None:
            result = inside.desk.run(sync_now, line)
        else:
            name = terminal.words("Server")
            result = bring_to_server(inside.desk, line, options.server, options.server_code, name)
        state = inside.desk.run(line_state, line)
    return _tell_round(terminal, result, state)


def make_code(terminal: Terminal, options: Namespace) -> Outcome:
    """A one-time code with which another laptop joins the clinic."""
    from app.supervision.line import make_code as make

    with signed_in(terminal, options) as inside, line_of(inside.door) as line:
        people = {who.name: who.user_id for who in inside.door.ways.everybody()}
        if options.person not in people:
            raise Stopped(Outcome.REFUSED, Said("Nobody of this name signs in here."))
        given = inside.desk.run(make, line, people[options.person])
    terminal.say(Said("Code for {minutes} minutes: {code}", minutes=given.minutes, code=given.code))
    terminal.say(Said("Both screens show these words: {words}", words=", ".join(given.words)))
    terminal.answer(done=True, code=given.code, minutes=given.minutes, words=list(given.words))
    return Outcome.DONE


def join(terminal: Terminal, options: Namespace) -> Outcome:
    """Make this empty folder a laptop of a clinic, and fetch its records."""
    with door_at(options) as door:
        if door.is_founded:
            raise Stopped(Outcome.REFUSED, Said("There is a clinic in this folder already."))
        password = terminal.secret(terminal.words("New password"), PASSWORD, options.password_stdin)
        made = _joined(door, options, password)
        with line_of(door) as line:
            result, state = line.round_now(), line.state()
    code = "-".join(made.code.parts)
    terminal.say(Said("{laptop} is a laptop of the clinic now.", laptop=options.laptop))
    terminal.say(Said("Write the recovery code on paper now. It is not shown again:"))
    terminal.say(Said("{code}", code=code))
    if result.trouble is not None:
        raise Stopped(Outcome.SERVER_NOT_REACHED, result.trouble, result.advice)
    terminal.say(state.safe)
    terminal.answer(done=result.is_done, received=result.fetched, recovery=list(made.code.parts))
    return Outcome.DONE


def _joined(door: Door, options: Namespace, password: str) -> "NewLaptop":
    from sync.client import join as joining
    from sync.trouble import Trouble

    made: list[NewLaptop] = []

    def make(folder: "DataFolder", prepare: "Prepare") -> "OpenedStore":
        answer = joining.join(folder, invitation, password, options.laptop, prepare)
        if not isinstance(answer, joining.NewLaptop):
            raise Refused(answer.reason)
        made.append(answer)
        return answer.store

    try:
        invitation = joining.look(options.address, options.join_code)
        door.adopt(make)
    except Trouble as trouble:
        reached = trouble.key not in ("unreachable", "not_ours", "torn", "slow")
        outcome = Outcome.REFUSED if reached else Outcome.SERVER_NOT_REACHED
        raise Stopped(outcome, trouble.reason, trouble.advice) from trouble
    return made[0]


@contextmanager
def line_of(door: Door) -> Iterator["Line"]:
    """The line of an opened store."""
    from sync.client.line import Line

    assert door.clinic is not None
    line = Line(door.clinic.store, system_clock, os.urandom, PROGRAM)
    try:
        yield line
    finally:
        line.close()


def _tell_round(terminal: Terminal, result: "RoundResult", state: "LineState") -> Outcome:
    if result.trouble is not None:
        raise Stopped(Outcome.SERVER_NOT_REACHED, result.trouble, result.advice)
    terminal.say(Said("Sent {brought}, received {fetched}.", brought=result.brought, fetched=result.fetched))
    terminal.say(state.safe)
    for one in state.held:
        terminal.say(Said("Held back: {reason} {advice}", reason=one.reason, advice=one.advice))
    terminal.answer(
        reasons=[terminal.words(one.reason) for one in state.held],
        done=result.is_done,
        sent=result.brought,
        received=result.fetched,
        waiting=result.waiting,
        held=result.held,
    )
    return Outcome.DONE if result.is_done and not result.held else Outcome.FOUND_WRONG


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
