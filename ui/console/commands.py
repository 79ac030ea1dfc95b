"""The commands that keep a store: made, checked, copied, brought back."""

import re
from argparse import Namespace

from app.door import Begun, FirstPerson, StaysOut
from app.words import Said
from ui.console.outcome import Outcome, Stopped
from ui.console.signing_in import door_at, signed_in
from ui.console.terminal import PASSWORD, RECOVERY, Terminal

SHORT = re.compile(r"[A-Z]{2,5}")


def demo(terminal: Terminal, options: Namespace) -> Outcome:
    """Make the demo clinic in an empty folder."""
    from app.demo.make import Size, make_demo
    from sync.carrying import signed_piece

    size = Size(options.patients, options.visits, options.registrations)
    made = make_demo(
        options.data, options.today, None, terminal.progress, options.papers, size, sign=signed_piece
    )
    terminal.say(Said("The demo clinic is in {folder}.", folder=str(options.data)))
    terminal.show_table([(one.name, one.role, one.password) for one in made.staff])
    terminal.answer(
        done=True, folder=options.data, today=made.today, patients=made.patients, visits=made.visits,
        registrations=made.registrations, papers=list(made.papers),
        staff=[{"name": one.name, "role": one.role, "password": one.password} for one in made.staff],
    )  # fmt: skip
    return Outcome.DONE


def init(terminal: Terminal, options: Namespace) -> Outcome:
    """Begin a clinic in an empty folder; the recovery code is shown once."""
    from app.supervision.found import NewClinic

    if SHORT.fullmatch(options.short) is None:
        raise Stopped(Outcome.USAGE, Said("The short name has 2 to 5 capital letters, like RMP."))
    with door_at(options) as door:
        if door.is_founded:
            raise Stopped(Outcome.REFUSED, Said("There is a clinic in this folder already."))
        password = terminal.secret(terminal.words("New password"), PASSWORD, options.password_stdin)
        new = NewClinic(options.clinic, options.short, options.place or options.clinic)
        begun = door.found(new, FirstPerson(options.user, password), options.laptop)
        if isinstance(begun, StaysOut):
            raise Stopped(Outcome.REFUSED, begun.reason, begun.advice)
        _tell_founded(terminal, options, begun)
    return Outcome.DONE


def verify(terminal: Terminal, options: Namespace) -> Outcome:
    """Check everything that can be checked without another copy."""
    from app.supervision.keeping import fingerprint
    from app.supervision.verify import verify as check

    with signed_in(terminal, options) as inside:
        found = inside.desk.run(check)
        digest = inside.desk.run(fingerprint) if found.is_readable else None
        for said in inside.mended:
            terminal.say(said)
    good, bad = terminal.words("right"), terminal.words("wrong")
    terminal.show_table(
        [
            (good if one.is_right else bad, terminal.words(one.said), terminal.words.number(one.seen))
            for one in found.checks
        ]
    )
    is_right = found.is_right and not inside.mended
    terminal.answer(
        done=True, right=is_right, digest=digest, mended=[terminal.words(said) for said in inside.mended],
        checks=[{"name": one.name, "seen": one.seen, "wrong": one.wrong} for one in found.checks],
    )  # fmt: skip
    return Outcome.DONE if is_right else Outcome.FOUND_WRONG


def backup(terminal: Terminal, options: Namespace) -> Outcome:
    """Copy the store into its folder of backups, checked, while others work."""
    from app.supervision.keeping import tell_backup

    with signed_in(terminal, options) as inside:
        inside.desk.run(tell_backup)
        inside.door.backup(terminal.progress)
        newest = max((inside.door.path / "backups").iterdir(), key=lambda path: path.stat().st_mtime)
    terminal.say(Said("The backup is in {file}.", file=str(newest)))
    terminal.answer(done=True, file=newest, bytes=newest.stat().st_size)
    return Outcome.DONE


def restore(terminal: Terminal, options: Namespace) -> Outcome:
    """Bring a backup back with the clinic's recovery code and a new password."""
    if options.user is None:
        raise Stopped(Outcome.USAGE, Said("Say with --user who signs in afterwards."))
    with door_at(options) as door:
        made_at = door.backup_made_at(options.file)
        if made_at is None:
            raise Stopped(Outcome.REFUSED, Said("This file is not a backup of a clinic."))
        password = terminal.secret(terminal.words("New password"), PASSWORD, options.password_stdin)
        code = terminal.secret(terminal.words("Recovery code"), RECOVERY, options.password_stdin)
        answer = door.restore(options.file, code, options.user, password, terminal.progress)
        if isinstance(answer, StaysOut):
            raise Stopped(Outcome.NOT_SIGNED_IN, answer.reason, answer.advice)
    terminal.say(Said("The clinic is back as it was on {moment}.", moment=made_at))
    terminal.answer(done=True, made_at=made_at)
    return Outcome.DONE


def _tell_founded(terminal: Terminal, options: Namespace, begun: Begun) -> None:
    terminal.say(
        Said("The clinic {name} was founded in {folder}.", name=options.clinic, folder=str(options.data))
    )
    terminal.say(Said("Write the recovery code on paper now. It is not shown again:"))
    terminal.say(Said("{code}", code="-".join(begun.recovery)))
    terminal.answer(done=True, folder=options.data, recovery=list(begun.recovery))
