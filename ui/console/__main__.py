"""The `shivir` command. Without a command it opens the window; with one it runs the same use cases without Qt."""

import os
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.door import PROGRAM, StoreUnwell
from app.refused import Refused
from app.words import LANGUAGES, Words
from models.vocabulary import Role
from ui.console import bundle, commands, line, people
from ui.console.outcome import MEANING, Outcome, Stopped
from ui.console.terminal import Terminal

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Places = _SubParsersAction[ArgumentParser]

Command = Callable[[Terminal, Namespace], Outcome]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = parser_in(Words(_language(given)))
    options = parser.parse_args(given)
    options.data = options.data.expanduser().absolute()
    if options.run is None:
        return _open_window(options.data)
    terminal = Terminal(Words(options.language), options.json)
    try:
        return int(run(terminal, options.run, options))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Outcome.DONE)


def run(terminal: Terminal, command: Command, options: Namespace) -> Outcome:
    """Run `command`; whatever keeps it from its end becomes a sentence and an exit code."""
    try:
        return command(terminal, options)
    except Stopped as stopped:
        terminal.stop(stopped.outcome, stopped.reason, stopped.advice)
        return stopped.outcome
    except Refused as refused:
        terminal.stop(Outcome.REFUSED, refused.reason, refused.advice)
        return Outcome.REFUSED
    except StoreUnwell as unwell:
        terminal.stop(Outcome.STORE_UNWELL, unwell.reason, unwell.advice)
        return Outcome.STORE_UNWELL


def usual_folder() -> Path:
    """Where a clinic is kept when nobody says where."""
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"]) / "Shivir"
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "shivir"


def parser_in(words: Words) -> ArgumentParser:
    """All commands with their help in one language."""
    codes = "\n".join(f"  {outcome.value}  {words(said)}" for outcome, said in MEANING.items())
    title = words("Exit codes")
    parser = ArgumentParser(
        prog="shivir",
        description=words("The desk that never stops: clinics and health camps, with or without a network."),
        epilog=f"{title}\n{codes}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"shivir {PROGRAM}")
    parser.set_defaults(run=None)
    _common(parser, words, {"data": usual_folder(), "json": False, "language": "en"})
    places = parser.add_subparsers(title=words("Commands"), metavar=words("COMMAND"))
    _add_demo(places, words)
    _add_init(places, words)
    _add_keeping(places, words)
    _add_users(places, words)
    _add_line(places, words)
    _add_stick(places, words)
    return parser


def _common(parser: ArgumentParser, words: Words, defaults: Mapping[str, object] | None = None) -> None:
    """What every command takes, before it or after it."""
    given = defaults or {}
    parser.add_argument(
        "--data",
        type=Path,
        metavar=words("DIR"),
        default=given.get("data", SUPPRESS),
        help=words("the clinic's folder (if not said: {folder})", folder=str(usual_folder())),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=given.get("json", SUPPRESS),
        help=words("answer with one JSON object"),
    )
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        default=given.get("language", SUPPRESS),
        help=words("speak this language"),
    )


def _signing_in(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--user",
        metavar=words("NAME"),
        help=words("who does this; a demo is worked by its supervisor if nobody is named"),
    )
    _password(parser, words)
    parser.add_argument(
        "--code", metavar=words("CODE"), help=words("the code from the phone, where one is asked for")
    )


def _password(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=words("read the password from standard input; else from SHIVIR_PASSWORD, else it is asked for"),
    )


def _add(places: "Places", words: Words, name: str, run: Command, about: str) -> ArgumentParser:
    parser = places.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    _common(parser, words)
    return parser


def _add_demo(places: "Places", words: Words) -> None:
    about = words("make a clinic with made-up patients, staff and a camp today, to look around")
    parser = _add(places, words, "demo", commands.demo, about)
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        metavar=words("DAY"),
        help=words("the day it shows, like 2026-11-21"),
    )
    parser.add_argument(
        "--papers", type=Path, metavar=words("DIR"), help=words("write one of each paper there as PDF")
    )
    parser.add_argument("--patients", type=int, default=2000, metavar="N", help=words("how many patients"))
    parser.add_argument("--visits", type=int, default=1500, metavar="N", help=words("how many visits"))
    parser.add_argument(
        "--registrations",
        type=int,
        default=600,
        metavar="N",
        help=words("how many are registered for the camp"),
    )


def _add_init(places: "Places", words: Words) -> None:
    parser = _add(places, words, "init", commands.init, words("begin a new clinic in an empty folder"))
    parser.add_argument("--clinic", required=True, metavar=words("NAME"), help=words("the clinic's name"))
    parser.add_argument(
        "--short", required=True, metavar="RMP", help=words("2 to 5 letters that begin every patient number")
    )
    parser.add_argument(
        "--place", metavar=words("NAME"), help=words("where it works, if that has another name")
    )
    parser.add_argument(
        "--laptop", default="Desk 1", metavar=words("NAME"), help=words("what this laptop is called")
    )
    parser.add_argument("--user", required=True, metavar=words("NAME"), help=words("its first administrator"))
    _password(parser, words)


def _add_keeping(places: "Places", words: Words) -> None:
    check = _add(
        places,
        words,
        "verify",
        commands.verify,
        words("check the whole store; ends with 1 if anything is wrong"),
    )
    _signing_in(check, words)
    copy = _add(places, words, "backup", commands.backup, words("copy the store into its folder of backups"))
    _signing_in(copy, words)
    back = _add(
        places, words, "restore", commands.restore, words("bring a backup back with the recovery code")
    )
    back.add_argument("file", type=Path, metavar=words("FILE"), help=words("the backup"))
    back.add_argument("--user", metavar=words("NAME"), help=words("who signs in afterwards"))
    back.add_argument(
        "--password-stdin",
        action="store_true",
        help=words("read the new password, then the recovery code, a line each; else from SHIVIR_PASSWORD and "
                   "SHIVIR_RECOVERY_CODE, else they are asked for"),
    )  # fmt: skip


def _add_users(places: "Places", words: Words) -> None:
    parser = places.add_parser("user", help=words("who may sign in"), description=words("who may sign in"))
    deeds = parser.add_subparsers(title=words("Commands"), metavar=words("COMMAND"), required=True)
    _signing_in(_add(deeds, words, "list", people.list_users, words("everybody who may sign in here")), words)
    add = _add(deeds, words, "add", people.add_user, words("somebody new, with a role and a way in"))
    _signing_in(add, words)
    add.add_argument("--name", required=True, metavar=words("NAME"), help=words("the name they will type"))
    roles = [role.value for role in Role if role is not Role.SYSTEM]
    add.add_argument("--role", required=True, choices=roles, help=words("what they do here"))
    add.add_argument("--phone", metavar=words("NUMBER"), help=words("their mobile number"))


def _add_serve(places: "Places", words: Words) -> None:
    serve = _add(places, words, "serve", line.serve, words("be the central server that laptops sync with"))
    serve.add_argument(
        "--key-file",
        type=Path,
        required=True,
        metavar=words("FILE"),
        help=words("the key of the server's store; made if it is not there. Keep it on another disk."),
    )
    serve.add_argument(
        "--database",
        metavar=words("ADDRESS"),
        help=words("keep the clinic in PostgreSQL: postgresql://user@host/database?schema=clinic"),
    )
    serve.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help=words("processes that answer; more than one needs PostgreSQL"),
    )
    serve.add_argument(
        "--from-backup",
        type=Path,
        metavar=words("FILE"),
        help=words("begin with this backup of a server, where there is no clinic yet"),
    )
    serve.add_argument("--host", default="127.0.0.1", metavar=words("ADDRESS"), help=words("where to listen"))
    serve.add_argument("--port", type=int, default=8710, metavar="N", help=words("0 takes a free one"))
    serve.add_argument(
        "--certificate",
        type=Path,
        metavar=words("FILE"),
        help=words("TLS certificate, needed outside this machine"),
    )
    serve.add_argument("--private-key", type=Path, metavar=words("FILE"), help=words("the certificate's key"))


def _add_line(places: "Places", words: Words) -> None:
    _add_serve(places, words)
    sync = _add(places, words, "sync", line.sync, words("one round with the server"))
    _signing_in(sync, words)
    sync.add_argument(
        "--server",
        metavar=words("ADDRESS"),
        help=words("bring the clinic to this server first: its very first time"),
    )
    sync.add_argument(
        "--server-code", metavar=words("CODE"), help=words("the code that `shivir serve` shows")
    )
    device = places.add_parser(
        "device", help=words("the clinic's laptops"), description=words("the clinic's laptops")
    )
    deeds = device.add_subparsers(title=words("Commands"), metavar=words("COMMAND"), required=True)
    _signing_in(_add(deeds, words, "list", line.list_devices, words("every laptop and server")), words)
    code = _add(deeds, words, "code", line.make_code, words("a one-time code for one more laptop"))
    _signing_in(code, words)
    code.add_argument(
        "--for", dest="person", required=True, metavar=words("NAME"), help=words("who signs in there first")
    )
    join = _add(deeds, words, "join", line.join, words("make an empty folder a laptop of the clinic"))
    join.add_argument("address", metavar=words("ADDRESS"), help=words("where the server answers"))
    join.add_argument("join_code", metavar=words("CODE"), help=words("the one-time code"))
    join.add_argument(
        "--laptop", default="Desk 2", metavar=words("NAME"), help=words("what this laptop is called")
    )
    _password(join, words)


def _add_stick(places: "Places", words: Words) -> None:
    about = words("works carried by hand, where there is no line")
    deeds = places.add_parser("bundle", help=about, description=about).add_subparsers(
        title=words("Commands"), metavar=words("COMMAND"), required=True
    )
    save = _add(
        deeds, words, "export", bundle.export, words("save what the receivers lack to a file for them")
    )
    save.add_argument("file", type=Path, metavar=words("FILE"), help=words("where to, like works.shivir"))
    save.add_argument(
        "--to", action="append", metavar=words("NAME"),
        help=words("a laptop or server by name or code; may be said again (if not said: the server)"),
    )  # fmt: skip
    _signing_in(save, words)
    take = _add(deeds, words, "import", bundle.take, words("take a file in, or the receipt of one"))
    take.add_argument("file", type=Path, metavar=words("FILE"), help=words("the file from the stick"))
    take.add_argument(
        "--key-file", type=Path, metavar=words("FILE"),
        help=words("the folder is the server's, and this holds its key; nobody signs in there"),
    )  # fmt: skip
    _signing_in(take, words)


def _language(given: Sequence[str]) -> str:
    """The language asked for, before anything is parsed: help is in it too."""
    asked = ArgumentParser(add_help=False, allow_abbrev=False)
    asked.add_argument("--language")
    language = asked.parse_known_args(given)[0].language
    return language if language in LANGUAGES else "en"


def _open_window(data: Path) -> int:
    """The program itself, in a process of its own: this one knows no Qt."""
    arguments = [sys.executable, "-m", "ui", "--data", str(data)]
    return subprocess.call(arguments)  # noqa: S603  # our own interpreter with our own module


if __name__ == "__main__":
    sys.exit(main())
