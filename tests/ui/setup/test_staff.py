"""The staff and settings pages, with a real door behind them."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.door import Begun, CameIn, Door, FirstPerson, StaysOut
from app.people.staff import end_role
from app.refused import Refused
from app.supervision.clinic_settings import see_clinic
from app.supervision.found import NewClinic
from models.store.second_factor import code_at
from models.vocabulary import Role
from tests.ui.setup.desk import Laptop
from ui.background import Background
from ui.kit.dialog import Dialog
from ui.kit.inputs import PasswordBox
from ui.page import Page
from ui.people.staff_page import StaffPage
from ui.printing import PrintJobs
from ui.supervision.settings_page import SettingsPage
from ui.tools import Tools

ASHA, ASHAS = "Asha Verma", "a long way to rampur"
LATA, LATAS = "Lata Toppo", "purple lorry window"


class House:
    """A founded clinic whose administrator looks at one page."""

    def __init__(self, laptop: Laptop) -> None:
        self.qtbot = laptop.qtbot
        self.watch = laptop.watch
        self.door = Door.at(laptop.folder, laptop.watch.now, laptop.machine)
        begun = self.door.found(
            NewClinic("Rampur Clinic", "RMP", "Rampur"), FirstPerson(ASHA, ASHAS), "Desk 1"
        )
        assert isinstance(begun, Begun)
        self.background = Background(begun.desk)
        self.troubles: list[Exception] = []
        self.background.broke.connect(self.troubles.append)
        self.said: list[str] = []
        self.frame = QWidget()
        self.frame.setProperty("host", True)
        self.frame.resize(1280, 700)
        self.column = QVBoxLayout(self.frame)
        self.tools = Tools(PrintJobs(parent=self.background), laptop.watch.now)

    def show(self, page: Page) -> None:
        page.said.connect(lambda notice: self.said.append(notice.title))
        self.column.addWidget(page)
        self.frame.show()
        page.opened()

    def wait_said(self, title: str) -> None:
        self.qtbot.waitUntil(lambda: title in self.said, timeout=8000)

    def passwords(self, dialog: Dialog) -> list[PasswordBox]:
        return dialog.findChildren(PasswordBox)

    def dialog(self) -> Dialog:
        return next(one for one in self.frame.findChildren(Dialog) if one.isVisible())

    def close(self) -> None:
        self.background.wait()
        QApplication.processEvents()
        self.frame.deleteLater()
        self.door.close()


@pytest.fixture
def house(laptop: Laptop) -> Iterator[House]:
    house = House(laptop)
    yield house
    house.close()


def add_lata(house: House) -> StaffPage:
    page = StaffPage(house.background, house.tools, house.door)
    house.show(page)
    house.qtbot.waitUntil(lambda: len(page._staff.members) == 1)
    page.form.boxes["name"].setText(LATA)
    page.form.role.set_value(Role.NURSE)
    page.form.password.line.setText(LATAS)
    page.form.password.again.line.setText(LATAS)
    page.main_action()
    house.wait_said("They can sign in on this laptop now")
    house.qtbot.waitUntil(lambda: len(page._staff.members) == 2)
    return page


def choose_lata(house: House, page: StaffPage) -> None:
    member = next(one for one in page._staff.members if one.name == LATA)
    house.qtbot.waitUntil(lambda: member.id in page._ways)
    page._choose(member.id)


def test_somebody_added_signs_in_with_their_first_password(house: House) -> None:
    add_lata(house)
    answer = house.door.come_in(LATA, LATAS)
    assert isinstance(answer, CameIn)
    assert answer.desk.actor.grant.role is Role.NURSE


def test_a_new_name_and_role_stand_on_the_tile_and_the_old_name_still_signs_in(house: House) -> None:
    page = add_lata(house)
    choose_lata(house, page)
    page.form.boxes["name"].setText("Lata Devi")
    page.form.role.set_value(Role.RECEPTIONIST)
    page.main_action()
    house.wait_said("Saved")
    house.qtbot.waitUntil(lambda: ("Lata Devi", "receptionist") in tiles(house), timeout=8000)

    answer = house.door.come_in(LATA, LATAS)
    assert isinstance(answer, CameIn)
    assert ("Lata Devi", "receptionist") in tiles(house)


def tiles(house: House) -> list[tuple[str, str]]:
    return [(person.called, person.role) for person in house.door.people()]


def test_a_forgotten_password_is_made_new_by_the_administrator(house: House) -> None:
    page = add_lata(house)
    choose_lata(house, page)
    page.let.click()
    dialog = house.dialog()
    for box in house.passwords(dialog):
        box.setText("seven green bicycles")
    house.said.clear()
    dialog.choose(True)
    house.wait_said("They can sign in on this laptop now")
    assert isinstance(house.door.come_in(LATA, LATAS), StaysOut)
    assert isinstance(house.door.come_in(LATA, "seven green bicycles"), CameIn)


def test_whose_role_ended_cannot_come_in_and_the_records_are_under_another_key(house: House) -> None:
    page = add_lata(house)
    choose_lata(house, page)
    store = house.door._store
    assert store is not None
    before = store.key
    page.end.click()
    house.dialog().choose(True)
    house.wait_said("The role has ended")
    assert store.key != before
    answer = house.door.come_in(LATA, LATAS)
    assert isinstance(answer, StaysOut)
    assert str(answer.reason) == "Nobody of this name signs in here."
    assert isinstance(house.door.come_in(ASHA, ASHAS), CameIn)


def test_a_role_ended_elsewhere_keeps_a_person_out_though_the_password_is_right(house: House) -> None:
    page = add_lata(house)
    house.background.desk.run(end_role, page._staff.members[-1].id)
    with pytest.raises(Refused):
        house.door.come_in(LATA, LATAS)


def settings(house: House) -> SettingsPage:
    page = SettingsPage(house.background, house.tools, house.door)
    house.show(page)
    house.qtbot.waitUntil(lambda: page.clinic.boxes["name"].text() == "Rampur Clinic")
    return page


def test_the_clinic_is_corrected_in_its_card(house: House) -> None:
    page = settings(house)
    page.clinic.boxes["phone"].setText("12")
    page.main_action()
    house.qtbot.waitUntil(lambda: bool(page.clinic.fields["phone"].error))
    page.clinic.boxes["phone"].setText("98765 43210")
    page.main_action()
    house.wait_said("The clinic is saved")
    assert house.background.desk.run(see_clinic).phone == "9876543210"


def test_a_password_is_changed_by_who_knows_it(house: House) -> None:
    page = settings(house)
    page.own.change_password()
    dialog = house.dialog()
    old, new, again = house.passwords(dialog)
    for box, text in ((old, "not the one"), (new, "seven green bicycles"), (again, "seven green bicycles")):
        box.setText(text)
    dialog.choose(True)
    house.qtbot.waitUntil(lambda: "4 tries left" in page.own._fields["old"].error)
    old.setText(ASHAS)
    dialog.choose(True)
    house.wait_said("Your password is changed")
    assert isinstance(house.door.come_in(ASHA, "seven green bicycles"), CameIn)


def test_a_phone_is_taken_into_use_by_its_first_code(house: House) -> None:
    page = settings(house)
    page.own.add_phone()
    dialog = house.dialog()
    house.passwords(dialog)[0].setText(ASHAS)
    shown = page.own.offered
    assert shown is not None
    page.own._fields["code"].input.setText(code_at(shown.seed, house.watch.now()))  # type: ignore[attr-defined]  # cells
    dialog.choose(True)
    house.wait_said("Sign-in asks for a phone code now")
    answer = house.door.come_in(ASHA, ASHAS)
    assert isinstance(answer, StaysOut)
    assert answer.needs_code
