"""`shivir bundle`: what cannot be carried is refused in words, by the real command."""

from pathlib import Path

from tests.ui.console.conftest import Run
from ui.console.outcome import Outcome


def test_a_clinic_without_a_server_says_so_and_writes_no_file(run: Run, demo: Path, tmp_path: Path) -> None:
    ended = run("bundle", "export", tmp_path / "out.shivir", "--data", demo)
    assert ended.code == Outcome.REFUSED
    assert "This laptop has no server yet." in ended.err
    assert list(tmp_path.glob("*.shivir")) == []


def test_a_receiver_nobody_knows_is_refused(run: Run, demo: Path, tmp_path: Path) -> None:
    ended = run("bundle", "export", tmp_path / "out.shivir", "--to", "Nobody", "--data", demo)
    assert ended.code == Outcome.REFUSED


def test_a_file_of_something_else_is_refused_in_words(run: Run, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "holiday.shivir"
    path.write_bytes(b"pictures" * 100)
    ended = run("bundle", "import", path, "--data", demo, "--language", "hi")
    assert ended.code == Outcome.REFUSED
    assert ended.err.strip()
    ended = run("bundle", "import", tmp_path / "missing.shivir", "--data", demo)
    assert ended.code == Outcome.REFUSED
