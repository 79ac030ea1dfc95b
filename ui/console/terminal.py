"""What a command says and asks: sentences for people, or one JSON object for programs."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from getpass import getpass
from typing import TextIO

from app.words import Said, Words
from ui.console.outcome import Outcome, Stopped

PASSWORD, RECOVERY = "SHIVIR_PASSWORD", "SHIVIR_RECOVERY_CODE"  # names of variables, not secrets
STEP = 0.1


@dataclass(slots=True)
class Terminal:
    """Where a command reads and writes; everything it takes from the machine is handed in."""

    words: Words
    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    read_line: Callable[[], str] = field(default_factory=lambda: sys.stdin.readline)
    ask_secret: Callable[[str], str] = field(default=getpass)
    is_watched: Callable[[], bool] = field(default_factory=lambda: sys.stdin.isatty)
    _shown: float = 0.0

    def say(self, said: str | Said, **slots: object) -> None:
        """One line for a person; nothing in JSON."""
        if not self.as_json:
            print(self.words(said, **slots) if isinstance(said, str) else self.words(said), file=self.out)

    def show_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Columns as wide as what stands in them."""
        if self.as_json or not rows:
            return
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        for row in rows:
            line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
            print(line.rstrip(), file=self.out)

    def answer(self, **values: object) -> None:
        """The same for programs."""
        if self.as_json:
            print(json.dumps(values, ensure_ascii=False, default=_plain), file=self.out)

    def stop(self, outcome: Outcome, reason: Said, advice: Said | None = None) -> None:
        """Say why nothing came of it."""
        sentences = [self.words(one) for one in (reason, advice) if one is not None]
        print(" ".join(sentences), file=self.err)
        self.answer(
            done=False, exit=int(outcome), reason=sentences[0], advice=sentences[1] if advice else None
        )

    def progress(self, done: float) -> None:
        """How far something long is, in steps of a tenth."""
        if done - self._shown < STEP and done < 1:
            return
        self._shown = done if done < 1 else 0.0
        print(self.words("{percent} % done", percent=round(done * 100)), file=self.err)

    def secret(self, prompt: str, variable: str, from_stdin: bool) -> str:
        """A password or code: from standard input, the environment, or asked for where nobody sees it."""
        if from_stdin:
            return self.read_line().rstrip("\r\n")
        if variable in self.environ:
            return self.environ[variable]
        if not self.is_watched():
            raise Stopped(
                Outcome.NOT_SIGNED_IN,
                Said("No password was given."),
                Said("Use --password-stdin, or set {variable}.", variable=variable),
            )
        return self.ask_secret(f"{prompt}: ")


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
