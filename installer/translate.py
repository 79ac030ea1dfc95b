"""Keeps resources/i18n/hi.po: finds the strings in the code, adds translations, makes the catalogue.

translate.py extract [--check]    list strings that have no Hindi yet; --check fails if there are any
translate.py add FILE.json        {"English": "हिन्दी"}; counted forms as "one || many": "एक || कई"
translate.py compile              hi.po to hi.mo, only if newer
"""

import ast
import fcntl
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).parent.parent
LAYERS = ("ui", "app", "models", "sync")
PO = HOUSE / "resources" / "i18n" / "hi.po"
CODES = HOUSE / "resources" / "codes"
LOCK = HOUSE / "build" / "translate.lock"
HEAD = """\
# Hindi for Shivir. Not yet read by a native speaker.
msgid ""
msgstr ""
"Language: hi\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
SAYING = {"_", "Said", "words"}
SAID_KEYS = {"said", "advice"}

Msgid = str | tuple[str, str]


def calls_that_say(source: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name.removeprefix("_") or "_", node


def glued_in(source: str) -> Iterator[int]:
    """The lines where a sentence is put together from pieces, which no catalogue can translate."""
    for name, node in calls_that_say(source):
        if name in SAYING | {"counted"} and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
            yield node.lineno


def strings_in(source: str) -> Iterator[Msgid]:
    """Every literal handed to `_`, `Said`, `words` or `counted` in Python code; either arm of an if-else."""
    for name, node in calls_that_say(source):
        if name in SAYING:
            yield from literals(node.args[0])
        elif name == "counted":
            forms = [text for argument in node.args[:2] for text in literals(argument)]
            if len(forms) == 2:
                yield forms[0], forms[1]


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def strings_in_data(data: object) -> Iterator[str]:
    """What a code list says to people, wherever it is nested."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in SAID_KEYS and isinstance(value, str):
                yield value
            else:
                yield from strings_in_data(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings_in_data(value)


def all_strings() -> set[Msgid]:
    found: set[Msgid] = set()
    for layer in LAYERS:
        for path in (HOUSE / layer).rglob("*.py"):
            found.update(strings_in(path.read_text("utf-8")))
    for path in CODES.glob("*.toml"):
        found.update(strings_in_data(tomllib.loads(path.read_text("utf-8"))))
    return found


def read_catalogue(po: Path = PO) -> Catalog:
    if not po.exists():
        return Catalog(locale="hi", fuzzy=False)
    with po.open("rb") as file:
        return read_po(file, locale="hi")


def missing() -> list[Msgid]:
    catalogue = read_catalogue()
    have = {message.id for message in catalogue if message.id and has_words(message.string)}
    singles = {name for name in have if isinstance(name, str)} | {name[0] for name in have}
    return sorted((s for s in all_strings() if s not in have and s not in singles), key=str)


def has_words(translation: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(translation) and (isinstance(translation, str) or all(translation or ()))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Several people add and compile at once."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def add(pairs: dict[str, str], po: Path = PO) -> None:
    with one_at_a_time():
        catalogue = read_catalogue(po)
        for english, hindi in pairs.items():
            one, *many = (part.strip(" ") for part in english.split("||"))
            here = tuple(part.strip(" ") for part in hindi.split("||"))
            catalogue.delete(one)
            catalogue.add((one, many[0]) if many else english, (here[0], here[-1]) if many else hindi)
        write(catalogue, po)


def prune(used: set[Msgid], po: Path = PO) -> list[Msgid]:
    """Take out what is not in `used`, and tell what it was."""
    with one_at_a_time():
        catalogue = read_catalogue(po)
        firsts = {string if isinstance(string, str) else string[0] for string in used}
        gone = [
            m.id for m in catalogue if m.id and (m.id if isinstance(m.id, str) else m.id[0]) not in firsts
        ]
        for msgid in gone:
            catalogue.delete(msgid)
        write(catalogue, po)
    return [one if isinstance(one, str) else (one[0], one[1]) for one in gone]


def write(catalogue: Catalog, po: Path) -> None:
    """Sorted, one message a line, no dates and no line numbers: two people's changes merge in git."""
    fresh = po.with_suffix(".po.new")
    with fresh.open("wb") as file:
        file.write(HEAD.encode())
        write_po(file, catalogue, width=0, sort_output=True, no_location=True, omit_header=True)
    fresh.replace(po)


def compile_catalogue(po: Path = PO) -> None:
    mo = po.with_suffix(".mo")
    with one_at_a_time():
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            return
        fresh = po.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, read_catalogue(po))
        fresh.replace(mo)


def show(strings: Iterable[Msgid]) -> None:
    for string in strings:
        print(string if isinstance(string, str) else " || ".join(string))


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract", *rest]:
            lacking = missing()
            show(lacking)
            return 1 if lacking and "--check" in rest else 0
        case ["add", file]:
            add(json.loads(Path(file).read_text("utf-8")))
            compile_catalogue()
        case ["prune"]:
            show(prune(all_strings()))
            compile_catalogue()
        case ["compile"]:
            compile_catalogue()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
