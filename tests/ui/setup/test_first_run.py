import shutil
from pathlib import Path

from PySide6.QtCore import Qt

from app.demo.make import Size
from app.door import CameIn, Door
from app.people.find import find_people
from app.people.register import NewPatient, register_patient
from app.settings import my_settings
from tests.ui.setup.desk import Laptop
from tests.ui.setup.test_coming_and_going import ASHA, ASHAS, founded
from ui.setup.first_run import DEMO, FirstRun
from ui.setup.recovery_code_page import PROOF, RecoveryCodePage
from ui.setup.sign_in_page import SignInPage
from ui.setup.start_page import StartPage
from ui.window import Window

PASSWORD = "a long way to rampur"


def to_the_code(laptop: Laptop) -> RecoveryCodePage:
    """Found a clinic by the keyboard alone, as far as the recovery code."""
    laptop.start()
    laptop.wait_for(StartPage)
    laptop.press(Qt.Key.Key_1)
    laptop.type("Rampur Clinic")
    laptop.press(Qt.Key.Key_Return)
    laptop.press(Qt.Key.Key_Return)
    laptop.type("Rampur")
    laptop.press(Qt.Key.Key_Return, control=True)
    laptop.type("Asha Verma")
    laptop.press(Qt.Key.Key_Return)
    laptop.type(PASSWORD)
    laptop.press(Qt.Key.Key_Return)
    laptop.type(PASSWORD)
    laptop.press(Qt.Key.Key_Return, control=True)
    page = laptop.wait_for(RecoveryCodePage)
    assert isinstance(page, RecoveryCodePage)
    return page


def test_a_clinic_is_founded_by_the_keyboard_alone(laptop: Laptop) -> None:
    page = to_the_code(laptop)
    parts = page._parts  # what stands on the screen, as eyes read it
    page.proofs[0].input.setFocus()
    laptop.type(parts[PROOF[0] - 1].lower())
    laptop.tab()
    laptop.type(parts[PROOF[1] - 1])
    page.have.setFocus()
    laptop.press(Qt.Key.Key_Space)
    laptop.press(Qt.Key.Key_Return, control=True)

    assert [proof.error for proof in page.proofs] == ["", ""]
    assert page.have.isChecked()
    laptop.wait_for(Window)
    assert laptop.program is not None
    assert laptop.program.inside is not None
    assert laptop.program.clinic_name() == "Rampur Clinic"
    desk = laptop.program.inside.desk
    assert desk.actor.name == "Asha Verma"
    assert desk.laptop.clinic_short == "RMP"
    assert desk.run(my_settings) == {}


def test_nobody_goes_on_without_the_code_on_paper(laptop: Laptop) -> None:
    page = to_the_code(laptop)
    page.proofs[0].input.setFocus()
    laptop.type("O1234")
    laptop.press(Qt.Key.Key_Return, control=True)
    assert laptop.page is page
    assert page.proofs[0].error == "No O in codes. Look again."


def test_a_weak_password_is_told_while_it_is_typed(laptop: Laptop) -> None:
    laptop.start()
    page = laptop.wait_for(StartPage)
    page.show_way(page.founder)
    page.founder.password.input.setFocus()
    laptop.type("short")
    assert "7 are missing" in page.founder.password.said


def test_without_a_keyring_passwords_are_longer(laptop: Laptop) -> None:
    laptop.keyring.refuses = True
    program = laptop.start()
    assert program.door.weakness("brick moon tea") is None
    assert program.door.weakness("brick moon te") is not None


def test_a_language_switch_keeps_what_was_typed(laptop: Laptop) -> None:
    laptop.start()
    page = laptop.wait_for(StartPage)
    page.choose(0)
    laptop.type("Rampur Clinic")
    page.language_wanted.emit("hi")
    laptop.qtbot.waitUntil(lambda: laptop.page is not page)
    fresh = laptop.page
    assert isinstance(fresh, StartPage)
    assert (fresh.clinic.name.text(), fresh.clinic.short.text()) == ("Rampur Clinic", "RMP")


def test_the_demo_is_made_beside_the_own_records_and_shows_its_passwords(laptop: Laptop) -> None:
    program = laptop.start()
    FirstRun(program, Size(patients=8, visits=4, registrations=4)).show_start()
    laptop.press(Qt.Key.Key_4)
    laptop.press(Qt.Key.Key_Return, control=True)
    page = laptop.wait_for(SignInPage, within_ms=60_000)

    assert program.door.is_demo
    assert program.door.path == laptop.folder / DEMO
    person = page.chosen
    assert person.password in page.card.demo_note.words.text()
    laptop.type(person.password)
    laptop.press(Qt.Key.Key_Return)
    laptop.wait_for(Window)
    laptop.end()
    own = Door.at(laptop.folder, laptop.watch.now, laptop.machine)
    assert not own.is_founded, "the real records can still be begun"
    own.close()


def test_a_backup_is_restored_with_the_paper_on_another_laptop(laptop: Laptop, tmp_path: Path) -> None:
    stick, paper = backed_up(laptop, tmp_path / "stick")
    laptop.folder = tmp_path / "new laptop"
    program = laptop.start()
    laptop.wait_for(StartPage)
    laptop.press(Qt.Key.Key_3)
    page = laptop.page
    assert isinstance(page, StartPage)
    laptop.type(str(stick.with_name("none.db")))
    laptop.tab()  # past the button that chooses a file
    laptop.tab()
    laptop.type(paper)
    laptop.press(Qt.Key.Key_Return)
    laptop.type(ASHA)
    laptop.press(Qt.Key.Key_Return)
    laptop.type("another day at sea")
    laptop.press(Qt.Key.Key_Return)
    laptop.type("another day at sea")
    laptop.press(Qt.Key.Key_Return, control=True)
    assert page.restore._about["file"].error == "There is no such file."

    page.restore.file.box.setText(str(stick))
    laptop.press(Qt.Key.Key_Return, control=True)
    laptop.wait_for(Window)
    assert program.inside is not None
    desk = program.inside.desk
    assert desk.actor.name == ASHA
    assert [one.name for one in desk.run(find_people, "sunita").people] == ["Sunita Devi"]


def backed_up(laptop: Laptop, stick: Path) -> tuple[Path, str]:
    """A clinic with one patient, its backup on a stick, and the code on its paper."""
    paper, _asha = founded(laptop)
    door = Door.at(laptop.folder, laptop.watch.now, laptop.machine)
    answer = door.come_in(ASHA, ASHAS)
    assert isinstance(answer, CameIn)
    answer.desk.run(register_patient, NewPatient("Sunita Devi"))
    door.backup()
    door.close()
    stick.mkdir()
    newest = max((laptop.folder / "backups").glob("*"), key=lambda path: path.stat().st_mtime)
    return Path(shutil.copy(newest, stick)), paper
