"""Each command as a stranger would use it: a real process, its words, its exit code."""

import shutil
from pathlib import Path

from tests.disk import assert_not_on_disk
from tests.ui.console.conftest import Ended, Run

PASSWORD = "four geese cross the road"
INIT = ("--clinic", "Kemri Clinic", "--short", "KEM", "--user", "Savitri Rawat", "--password-stdin")


def test_the_demo_tells_what_it_made_and_puts_papers_where_asked(demo_made: tuple[Path, Ended]) -> None:
    folder, ended = demo_made
    assert ended.code == 0, ended.err
    assert ended.answer["patients"] == 24
    roles = {one["role"] for one in ended.answer["staff"]}
    assert {"receptionist", "doctor", "cashier", "volunteer", "supervisor"} <= roles
    papers = {path.name for path in (folder / "papers").iterdir()}
    assert papers == set(ended.answer["papers"])
    assert {"token-slip.pdf", "prescription-en.pdf", "prescription-hi.pdf", "passes.pdf"} <= papers
    assert not list((folder / "data").rglob("*.pdf"))


def test_a_demo_is_not_made_over_a_clinic(run: Run, demo: Path) -> None:
    ended = run("demo", "--data", demo, "--json")
    assert ended.code == 3
    assert ended.answer["reason"] == "There is a clinic in this folder already."


def test_a_demo_opens_as_its_supervisor_and_is_right(run: Run, demo: Path) -> None:
    ended = run("verify", "--data", demo, "--json")
    assert ended.code == 0, ended.err
    assert ended.answer["right"] is True
    assert all(check["wrong"] == 0 for check in ended.answer["checks"])


def test_verify_finds_a_page_that_was_damaged(run: Run, demo: Path) -> None:
    database = demo / "clinic.db"
    data = bytearray(database.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle + 100 : middle + 200] = bytes(100)
    database.write_bytes(data)
    ended = run("verify", "--data", demo, "--json")
    assert ended.code == 1, ended.err
    assert ended.answer["right"] is False


def test_a_wrong_password_is_refused_with_the_tries_left(run: Run, demo: Path) -> None:
    ended = run("verify", "--data", demo, "--user", "Asha Verma", "--password-stdin", typed="a guess\n")
    assert ended.code == 5
    assert ended.err.strip().endswith("Password is not right. 4 tries left.")


def test_the_password_may_come_from_the_environment(run: Run, demo: Path) -> None:
    environ = {"SHIVIR_PASSWORD": "neem shade at noon"}
    assert run("verify", "--data", demo, "--user", "Asha Verma", environ=environ).code == 0


def test_a_second_program_on_the_same_folder_is_told_so(run: Run, demo: Path) -> None:
    from app.clock import system_clock
    from app.door import Door

    door = Door.at(demo, system_clock)
    ended = run("verify", "--data", demo)
    door.close()
    assert ended.code == 4
    assert ended.err.strip()


def test_a_folder_without_a_clinic_says_what_to_do(run: Run, tmp_path: Path) -> None:
    ended = run("verify", "--data", tmp_path / "nothing")
    assert ended.code == 3
    assert "shivir init" in ended.err
    assert not (tmp_path / "nothing").exists()


def test_a_word_that_is_no_command_is_a_mistake_of_use(run: Run) -> None:
    assert run("frobnicate").code == 2


def test_help_is_in_the_language_asked_for_and_lists_the_exit_codes(run: Run) -> None:
    english = run("--help")
    assert english.code == 0
    assert "  5  nobody signed in" in english.out


def test_a_clinic_is_founded_backed_up_and_restored_elsewhere(run: Run, tmp_path: Path) -> None:
    founded = run("init", "--data", tmp_path / "a", *INIT, "--json", typed=f"{PASSWORD}\n")
    assert founded.code == 0, founded.err
    code = "-".join(founded.answer["recovery"])

    signed = ("--user", "Savitri Rawat", "--password-stdin", "--json")
    copied = run("backup", "--data", tmp_path / "a", *signed, typed=f"{PASSWORD}\n")
    assert copied.code == 0, copied.err

    backup = tmp_path / "carried.shivir-backup"
    shutil.copyfile(copied.answer["file"], backup)
    fresh = "two lamps in the yard"
    back = run("restore", backup, "--data", tmp_path / "b", *signed, typed=f"{fresh}\n{code}\n")
    assert back.code == 0, back.err
    assert run("verify", "--data", tmp_path / "b", *signed, typed=f"{fresh}\n").code == 0


def test_somebody_who_may_not_back_up_is_refused(run: Run, demo: Path) -> None:
    ended = run("backup", "--data", demo, "--user", "Arjun Minz")
    assert ended.code == 3
    assert "Ask a supervisor." in ended.err


def test_a_weak_password_founds_no_clinic(run: Run, tmp_path: Path) -> None:
    ended = run("init", "--data", tmp_path / "a", *INIT, typed="savitri\n")
    assert ended.code == 3


def test_who_founds_a_clinic_stands_nowhere_on_the_disk(run: Run, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environ = {"TMPDIR": str(temporary)}
    ended = run("init", "--data", tmp_path / "a", *INIT, typed=f"{PASSWORD}\n", environ=environ)
    assert ended.code == 0, ended.err
    assert_not_on_disk(tmp_path, ("Savitri Rawat", "Savitri", "Kemri Clinic", PASSWORD))
