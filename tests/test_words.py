"""Every sentence in the program can be shown in every language."""

import json
import string
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.words import LANGUAGES, Said, Words, counted
from installer import translate

STRINGS = sorted(translate.all_strings(), key=str)


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module", autouse=True)
def _catalogue() -> None:
    translate.compile_catalogue()


def test_every_string_in_the_code_has_hindi() -> None:
    assert translate.missing() == []


def test_no_sentence_is_glued_from_pieces() -> None:
    files = (path for layer in translate.LAYERS for path in (translate.HOUSE / layer).rglob("*.py"))
    glued = [f"{path}:{line}" for path in files for line in translate.glued_in(path.read_text("utf-8"))]
    assert glued == []
    assert list(translate.glued_in('Said("a" + b)\n_(f"{c} d")\n_("e")')) == [1, 2]


def test_translations_have_the_gaps_of_the_original() -> None:
    for message in translate.read_catalogue():
        ids = [message.id] if isinstance(message.id, str) else message.id
        heres = [message.string] if isinstance(message.string, str) else message.string or []
        for english in ids:
            for here in heres:
                assert gaps(here) == gaps(english), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_renders(language: str) -> None:
    words = Words(language)
    for msgid in STRINGS:
        one, many = (msgid, None) if isinstance(msgid, str) else msgid
        slots = {name: 2 for name in gaps(one) | gaps(many or "") if name != "n"}
        for n in (0, 1, 2, 5):
            shown = words(counted(one, many, n, **slots) if many else Said(one, **slots, n=n))
            assert shown
            assert "{" not in shown


def test_the_finder_sees_each_way_of_saying() -> None:
    code = """
_("a {x}", x=1); Said("b"); self._words("c"); words.counted("d", "ds", n); counted("{n} e", "{n} es", n=2)
Said("f" if yes else "g"); Said(variable); counted(one, many, n=1); speech._("h" "i")
"""
    assert list(translate.strings_in(code)) == [
        "a {x}",
        "b",
        "c",
        ("d", "ds"),
        ("{n} e", "{n} es"),
        "f",
        "g",
        "hi",
    ]


def test_several_people_may_add_at_once(tmp_path: Path) -> None:
    def add(person: int) -> None:
        pairs = {f"word {person} {n}": f"शब्द {person} {n}" for n in range(5)}
        file = tmp_path / f"{person}.json"
        file.write_text(json.dumps(pairs), "utf-8")
        program = f"import json; from installer import translate; from pathlib import Path; translate.add(json.loads(Path({str(file)!r}).read_text('utf-8')), Path({str(tmp_path / 'hi.po')!r}))"  # noqa: E501 - one program
        subprocess.run([sys.executable, "-c", program], check=True, cwd=translate.HOUSE)

    with ThreadPoolExecutor(4) as people:
        list(people.map(add, range(4)))
    ids = [message.id for message in translate.read_catalogue(tmp_path / "hi.po") if message.id]
    assert len(ids) == 20


def test_adding_again_changes_the_words_and_keeps_the_file_sorted(tmp_path: Path) -> None:
    po = tmp_path / "hi.po"
    translate.add({"b": "ब", "a": "अ", "{n} c || {n} cs": "{n} स || {n} सब"}, po)
    translate.add({"b": "बी"}, po)
    lines = [line for line in po.read_text("utf-8").splitlines() if line.startswith("msg")][2:]
    assert lines == [
        'msgid "a"',
        'msgstr "अ"',
        'msgid "b"',
        'msgstr "बी"',
        'msgid "{n} c"',
        'msgid_plural "{n} cs"',
        'msgstr[0] "{n} स"',
        'msgstr[1] "{n} सब"',
    ]


def test_pruning_takes_out_what_nobody_says_any_more(tmp_path: Path) -> None:
    po = tmp_path / "hi.po"
    translate.add(
        {"a": "अ", "b": "ब", "{n} c || {n} cs": "{n} स || {n} सब", "{n} d || {n} ds": "{n} द || {n} दस"}, po
    )
    assert translate.prune({"a", ("{n} c", "{n} cs")}, po) == ["b", ("{n} d", "{n} ds")]
    assert [message.id for message in translate.read_catalogue(po) if message.id] == [
        "a",
        ("{n} c", "{n} cs"),
    ]


def test_importing_words_is_fast() -> None:
    program = "import sys; import app.words; assert not {'babel', 'sqlalchemy', 'PySide6'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=translate.HOUSE)
