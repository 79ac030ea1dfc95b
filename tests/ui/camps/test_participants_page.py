from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.camps.participants import ParticipantRow, list_participants, participant
from app.camps.passes import issue_pass
from app.camps.registering import NewParticipant
from app.papers.page import PaperKind
from app.words import Words
from models.vocabulary import RegistrationSource, Role, Sex
from tests.camps import Camp
from tests.ui.camps.conftest import LOOKS, Room, faults
from ui.camps.blank_dialog import BlankPassesDialog
from ui.camps.list_dialog import ListDialog
from ui.camps.participants_page import ParticipantsPage
from ui.camps.person_dialog import EditDialog, RegisterDialog
from ui.camps.print_dialog import PrintPassesDialog
from ui.kit.dialog import Dialog
from ui.kit.inputs import LineEdit
from ui.speech import speak
from ui.theme.worn import Wardrobe


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> ParticipantsPage:
    page = room.show(ParticipantsPage, Role.COORDINATOR)
    qtbot.waitUntil(lambda: page.camp is not None)
    return page


def people(camp: Camp) -> tuple[ParticipantRow, ...]:
    return camp.gate.run(list_participants, camp.id)


def shown(page: ParticipantsPage) -> list[object]:
    return [row.key for row in page.list.rows.rows() if hasattr(row, "key")]


def choose(qtbot: QtBot, page: ParticipantsPage, registration_id: UUID) -> None:
    qtbot.waitUntil(lambda: page.list.choose(registration_id))
    qtbot.waitUntil(lambda: page.person.card is not None and page.person.card.id == registration_id)


def test_people_are_listed_filtered_and_found(qtbot: QtBot, room: Room, camp: Camp) -> None:
    savitri, raju = camp.register(), camp.register(NewParticipant("Raju Munda"))
    camp.scan(camp.pass_of(savitri).text)
    page = room.show(ParticipantsPage)
    qtbot.waitUntil(lambda: shown(page) == [raju.id, savitri.id])
    page.counts.tile(True).click()
    qtbot.waitUntil(lambda: shown(page) == [savitri.id])
    page.counts.tile(None).click()
    QTest.keyClicks(page.search_box, "raj")
    qtbot.waitUntil(lambda: shown(page) == [raju.id])


def test_somebody_is_registered_by_phone(qtbot: QtBot, page: ParticipantsPage, camp: Camp) -> None:
    page.main_action()
    dialog = page.findChild(RegisterDialog)
    assert isinstance(dialog, RegisterDialog)
    dialog.form.fields.put_back({"phone": "9876500001", "name": "Bhola Kushwaha", "born": "44"})
    dialog.form.source.set_value(RegistrationSource.PHONE)
    dialog.choose("save")
    qtbot.waitUntil(lambda: page.person.card is not None)

    [bhola] = people(camp)
    assert (bhola.name, bhola.admitted_at) == ("Bhola Kushwaha", None)


def test_a_referral_without_a_name_says_so_at_its_field(qtbot: QtBot, page: ParticipantsPage) -> None:
    page.main_action()
    dialog = page.findChild(RegisterDialog)
    assert isinstance(dialog, RegisterDialog)
    dialog.form.fields.put_back({"phone": "0", "name": "Bhola", "born": "44"})
    dialog.form.source.set_value(RegistrationSource.REFERRAL)
    dialog.choose("save")
    qtbot.waitUntil(lambda: dialog.form.sent_field.error == "Say who sent them.")


def test_an_edit_writes_what_was_changed_and_the_consent(
    qtbot: QtBot, page: ParticipantsPage, camp: Camp
) -> None:
    savitri = camp.register()
    choose(qtbot, page, savitri.id)
    assert page.person.card is not None
    page._edit(page.person.card)
    dialog = page.findChild(EditDialog)
    assert isinstance(dialog, EditDialog)
    dialog.form.fields.age.setText("54")
    dialog.form.other.setText("knee pain")
    dialog.form.consent.setChecked(True)
    dialog.choose("save")
    qtbot.waitUntil(lambda: page.person.card is not None and page.person.card.has_consent)

    card = camp.gate.run(participant, camp.id, savitri.id)
    assert [str(one.said) for one in card.conditions] == ["BP patient", "knee pain"]
    assert (card.name, card.sex, card.birth_is_estimated) == ("Savitri Bai", Sex.FEMALE, True)


def test_a_pass_is_printed_replaced_and_revoked(
    qtbot: QtBot, room: Room, page: ParticipantsPage, camp: Camp
) -> None:
    savitri = camp.register()
    first = camp.pass_of(savitri)
    choose(qtbot, page, savitri.id)
    page._print_one()
    qtbot.waitUntil(lambda: [paper.kind for paper in room.papers] == [PaperKind.PASS])
    page.renew.click()
    question = page.window().findChild(Dialog)
    assert isinstance(question, Dialog)
    question.choose(True)
    qtbot.waitUntil(lambda: page.person.card is not None and page.person.card.pass_id != first.id)
    second = page.person.card
    assert second is not None
    qtbot.waitUntil(lambda: page.window().findChild(Dialog) is None)
    page.revoke.click()
    question = page.window().findChild(Dialog)
    assert isinstance(question, Dialog)
    question.choose("revoke")
    assert question.isVisible(), "a reason is needed"
    why = question.findChild(LineEdit)
    assert isinstance(why, LineEdit)
    why.setText("stolen")
    question.choose("revoke")
    qtbot.waitUntil(lambda: page.person.card is not None and page.person.card.pass_id is None)


def test_a_volunteer_cannot_revoke(qtbot: QtBot, room: Room, camp: Camp) -> None:
    savitri = camp.register()
    page = room.show(ParticipantsPage, Role.VOLUNTEER)
    choose(qtbot, page, savitri.id)
    assert page.renew.isEnabled()
    assert not page.revoke.isEnabled()


def test_everybodys_passes_are_printed_with_progress(
    qtbot: QtBot, room: Room, page: ParticipantsPage, camp: Camp
) -> None:
    for letter in "abc":
        camp.register(NewParticipant(f"Person {letter}"))
    page.print_all.click()
    dialog = page.findChild(PrintPassesDialog)
    assert isinstance(dialog, PrintPassesDialog)
    dialog.choose("print")
    qtbot.waitUntil(lambda: dialog.state.text() == "1 sheets sent to the printer")
    qtbot.waitUntil(lambda: [paper.kind for paper in room.papers] == [PaperKind.PASS_SHEET])


def test_without_people_there_is_no_pass_to_print(qtbot: QtBot, page: ParticipantsPage) -> None:
    page.print_all.click()
    dialog = page.findChild(PrintPassesDialog)
    assert isinstance(dialog, PrintPassesDialog)
    dialog.choose("print")
    qtbot.waitUntil(lambda: dialog.state.text() == "There is no pass to print.")


def test_blank_passes_are_made_and_printed(
    qtbot: QtBot, room: Room, page: ParticipantsPage, camp: Camp
) -> None:
    page.blanks.click()
    dialog = page.findChild(BlankPassesDialog)
    assert isinstance(dialog, BlankPassesDialog)
    dialog.count.setText("9999")
    dialog.choose("print")
    assert dialog.field.error == "Print between 1 and 400 at a time."
    dialog.count.setText("9")
    dialog.choose("print")
    qtbot.waitUntil(lambda: dialog.state.text() == "2 sheets sent to the printer")


def test_a_list_is_looked_at_and_then_registered(
    qtbot: QtBot, page: ParticipantsPage, camp: Camp, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Phone,Age,Sex\nSita Devi,9876500001,30,F\nRam,12,40,M\n", "utf-8")
    page.bring_list.click()
    dialog = page.findChild(ListDialog)
    assert isinstance(dialog, ListDialog)
    dialog.read(tmp_path / "nothing.csv")
    assert dialog.state.text() == "This file cannot be read."
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.state.text().startswith("New: 1"))
    assert len(dialog.bad.rows.rows()) == 1
    dialog.choose("register")
    qtbot.waitUntil(lambda: dialog.state.text() == "1 of 1 are registered.")

    assert [one.name for one in people(camp)] == ["Sita Devi"]
    assert camp.gate.run(issue_pass, camp.id, people(camp)[0].id).number == "A1-00001"


@pytest.mark.parametrize(("language", "look", "size"), LOOKS)
def test_nothing_is_cut_off(
    qtbot: QtBot, room: Room, camp: Camp, wardrobe: Wardrobe, language: str, look: str, size: tuple[int, int]
) -> None:
    wardrobe.wear(
        name=look,  # type: ignore[arg-type]  # one of the three
        density="compact" if size[1] < 680 else "normal",
        tall_script=language == "hi",
    )
    speak(Words(language))
    savitri = camp.register()
    page = room.show(ParticipantsPage, Role.COORDINATOR)
    page.resize(*size)
    choose(qtbot, page, savitri.id)

    qtbot.waitUntil(lambda: faults(page) == [])
    assert page.size().toTuple() == size
