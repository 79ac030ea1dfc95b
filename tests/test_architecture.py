"""Rules kept by the machine: sizes, permissions, and the layers that import-linter cannot see."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from app.work import Lane
from models.people.rights import Deed

ROOT = Path(__file__).parents[1]
CODE = ("app", "models", "sync", "ui", "installer")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
"""Lines, docstring included; a form or a paper laid out in one piece reads better than in six."""

FILES = sorted(
    path.relative_to(ROOT)
    for folder in CODE
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@cache
def use_cases() -> tuple[Callable[..., object], ...]:
    found: list[Callable[..., object]] = []
    for path in (path for path in FILES if path.parts[0] == "app"):
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        functions_here = inspect.getmembers(importlib.import_module(name), inspect.isfunction)
        found += [one for _, one in functions_here if one.__module__ == name and hasattr(one, "deed")]
    return tuple(found)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_holds_one_noun(path: Path) -> None:
    assert len((ROOT / path).read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_a_function_is_one_verb() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in FILES
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_nothing_is_imported_by_name_behind_the_contracts() -> None:
    assert [
        str(path) for path in FILES if "importlib" in set(imports(path)) and path.parts[0] != "installer"
    ] == []


def test_the_command_line_knows_nothing_of_qt() -> None:
    console = [path for path in FILES if path.parts[:2] == ("ui", "console")]
    assert [str(path) for path in console if any(name.startswith("PySide6") for name in imports(path))] == []


def test_every_use_case_names_what_its_role_must_be_allowed() -> None:
    cases = use_cases()
    assert cases
    assert [case.__name__ for case in cases if not isinstance(case.deed, Deed)] == []  # type: ignore[attr-defined]
    assert [case.__name__ for case in cases if not isinstance(case.lane, Lane)] == []  # type: ignore[attr-defined]


def test_windows_ask_only_for_use_cases() -> None:
    names = {case.__name__ for case in use_cases()}
    asked = {name for path in FILES if path.parts[0] == "ui" for name in asked_for(path)}

    assert asked
    assert asked - names == set()


def asked_for(path: Path) -> Iterator[str]:
    """The names handed to the background to be run."""
    for call in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            place = {"renew": 0, "ask": 1, "ask_or": 2}.get(call.func.attr, len(call.args))
            argument = call.args[place] if place < len(call.args) else None
            if isinstance(argument, ast.Name) and argument.id != "use_case":
                yield argument.id


def test_no_stray_words_of_the_workshop() -> None:
    """Nothing tracked names a registry host or somebody's machine."""
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "registry." + "npmjs")
    wrong = []
    for path in ROOT.glob("requirements.lock"):
        text = path.read_text("utf-8")
        wrong += [host for host in hosts if host in text]
    assert wrong == []
