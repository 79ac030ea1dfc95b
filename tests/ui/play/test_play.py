"""What `make run` does without a display, in its short form: the whole day is played by the command itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.demo.make import Size, make_demo
from app.papers.page import Fault
from app.papers.token_slip import token_slip
from sync.carrying import signed_piece
from tests.app.papers.samples import a_slip
from ui.play.clinic_day import keep_paper
from ui.play.day import play_day
from ui.play.player import NotSeen, Played, Player
from ui.play.run import ending

SHORT = "Signing in|At reception|Searching"
SMALL = Size(patients=40, visits=20, registrations=10)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    with pytest.MonkeyPatch.context() as nobodys:
        nobodys.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        folder = tmp_path_factory.mktemp("played") / "data"
        made = make_demo(folder, None, None, lambda _done: None, size=SMALL, sign=signed_piece)
        yield folder, {one.name: one.password for one in made.staff}


@pytest.fixture
def player(demo: tuple[Path, dict[str, str]], qapp: QApplication, tmp_path: Path) -> Iterator[Player]:
    folder, passwords = demo
    player = Player(qapp, folder, tmp_path, passwords, Played())
    yield player
    player.close()


@pytest.mark.usefixtures("qapp")
def test_a_morning_at_the_desk_ends_well(demo: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, passwords = demo
    played = play_day(folder, tmp_path, passwords, only=SHORT)
    assert played.failed == []
    assert len(played.steps) == 4
    assert all(path.stat().st_size > 10_000 for path in played.pictures)
    assert (tmp_path / "token-slip.pdf").read_bytes().startswith(b"%PDF")
    assert ending(played, 1) == 0


def test_what_did_not_end_is_named_kept_as_a_picture_and_makes_the_command_fail(
    player: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    def planted(player: Player) -> None:
        player.until("what never comes", lambda: False, 0.1)

    player.scene("Planted", planted)
    assert player.played.failed == ["Planted"]
    assert player.played.pictures[-1].name.endswith("failed-1.png")
    assert ending(player.played, 1) == 1
    told = capsys.readouterr()
    assert "FAILED: Planted" in told.out
    assert "what never comes" in told.err


def test_a_paper_with_a_fault_ends_its_scene(player: Player) -> None:
    paper = token_slip(a_slip())
    keep_paper(player, "good", paper)
    with pytest.raises(NotSeen, match="bad without faults: cut off"):
        keep_paper(player, "bad", replace(paper, faults=(Fault(1, "cut off", 0, 0),)))
    assert (player.out / "bad.pdf").exists()
