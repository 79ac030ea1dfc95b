"""Signing in, locking, unlocking, switching, recovering: as the keyboard does it."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.door import Begun, Door, FirstPerson
from app.people.staff import add_staff
from app.supervision.found import NewClinic
from models.store.second_factor import code_at
from models.vocabulary import Role
from tests.ui.setup.desk import Laptop, NotesPage
from ui.kit.message import MessageBox
from ui.setup.forgot_page import ForgotPage
from ui.setup.lock_page import LockPage
from ui.setup.sign_in_page import SignInPage
from ui.window import Window

ASHA, PRIYA = "Asha Verma", "Priya Nair"
DAY = 24 * 3600
ASHAS, PRIYAS = "a long way to rampur", "purple lorry window"


def founded(laptop: Laptop) -> tuple[str, UUID]:
    """A clinic with an administrator and a receptionist; the recovery code and the administrator's account."""
    door = Door.at(laptop.folder, laptop.watch.now, laptop.machine)
    begun = door.found(NewClinic("Rampur Clinic", "RMP", "Rampur"), FirstPerson(ASHA, ASHAS), "Desk 1")
    assert isinstance(begun, Begun)
    priya = begun.desk.run(add_staff, Role.RECEPTIONIST, {"name": PRIYA})
    assert door.let_in(priya.id, PRIYA, "receptionist", PRIYAS) is None
    door.close()
    assert begun.desk.actor.id is not None
    return "-".join(begun.recovery), begun.desk.actor.id


def sign_in(laptop: Laptop, name: str, password: str) -> Window:
    page = laptop.wait_for(SignInPage)
    page.name.setFocus()
    laptop.type(name)
    laptop.press(Qt.Key.Key_Return)
    laptop.type(password)
    laptop.press(Qt.Key.Key_Return)
    window = laptop.wait_for(Window)
    assert isinstance(window, Window)
    return window


def at_desk(laptop: Laptop, window: Window) -> NotesPage:
    """The page they work on, with the focus in its field."""
    page = window.page
    assert isinstance(page, NotesPage)
    laptop.qtbot.waitUntil(lambda: QApplication.focusWidget() is page.note)
    return page


def _says(page: SignInPage, words: str) -> bool:
    return words in page.card.field.error and page.card.enter.isEnabled()


def test_a_wrong_password_says_how_many_tries_are_left_then_how_long_to_wait(laptop: Laptop) -> None:
    founded(laptop)
    laptop.start()
    page = laptop.wait_for(SignInPage)
    card = page.card
    for left in (4, 3, 2, 1):
        laptop.type("guess")
        laptop.press(Qt.Key.Key_Return)
        laptop.qtbot.waitUntil(partial(_says, page, f"{left} "))
    laptop.type("guess")
    laptop.press(Qt.Key.Key_Return)
    laptop.qtbot.waitUntil(lambda: "Try again in 30 s." in card.field.error)
    page._choose(page._shown[1])
    assert card.field.error == ""


def test_the_lock_gives_back_what_was_typed_and_the_place_in_it(laptop: Laptop) -> None:
    founded(laptop)
    program = laptop.start()
    note = at_desk(laptop, sign_in(laptop, PRIYA, PRIYAS)).note
    laptop.type("half a sentence")
    note.setCursorPosition(4)

    program.idle.idle.emit()
    lock = laptop.wait_for(LockPage)
    assert lock.kept == ("Notes",)
    [box] = [box for box in lock.findChildren(MessageBox) if box.isVisible()]
    assert box.text.text().startswith("Notes: what you typed and did not save is kept since")
    laptop.type("wrong")
    laptop.press(Qt.Key.Key_Return)
    laptop.qtbot.waitUntil(lambda: "tries left" in lock.field.error)
    laptop.type(PRIYAS)
    laptop.press(Qt.Key.Key_Return)
    laptop.wait_for(Window)
    assert (note.text(), note.cursorPosition(), note.hasFocus()) == ("half a sentence", 4, True)


def test_another_person_takes_over_and_the_draft_waits(laptop: Laptop) -> None:
    founded(laptop)
    program = laptop.start()
    at_desk(laptop, sign_in(laptop, PRIYA, PRIYAS))
    laptop.type("half a sentence")
    program.lock()
    laptop.press(Qt.Key.Key_S)  # a letter of the password box: only Alt+S switches
    lock = laptop.wait_for(LockPage)
    lock.switch_wanted.emit()
    page = laptop.wait_for(SignInPage)
    assert PRIYA in program._drafts

    note = at_desk(laptop, sign_in(laptop, ASHA, ASHAS)).note
    assert note.text() == ""
    program.switch()
    assert isinstance(laptop.page, SignInPage)
    assert laptop.page is not page
    back = at_desk(laptop, sign_in(laptop, PRIYA, PRIYAS)).note
    laptop.qtbot.waitUntil(lambda: back.text() == "half a sentence")


def test_the_lock_speaks_another_language_and_stays_locked(laptop: Laptop) -> None:
    founded(laptop)
    program = laptop.start()
    window = sign_in(laptop, PRIYA, PRIYAS)
    program.lock()
    lock = laptop.wait_for(LockPage)
    lock.password.setText("half")
    lock.language_wanted.emit("hi")
    laptop.qtbot.waitUntil(lambda: laptop.page is not lock)
    fresh = laptop.wait_for(LockPage)
    assert fresh.password.text() == "half"
    assert not window.isVisible()


def test_the_phone_code_is_asked_for_and_a_paper_code_opens_once(laptop: Laptop) -> None:
    _code, asha = founded(laptop)
    door = Door.at(laptop.folder, laptop.watch.now, laptop.machine)
    door.come_in(ASHA, ASHAS)
    phone = door.ways.new_phone(asha, "Rampur Clinic")
    codes = door.ways.take_phone(asha, ASHAS, phone, code_at(phone.seed, laptop.watch.now()))
    assert isinstance(codes, tuple)
    door.close()

    laptop.start()
    page = laptop.wait_for(SignInPage)
    page._choose(next(one for one in page._shown if one.name == ASHA))
    laptop.type(ASHAS)
    laptop.press(Qt.Key.Key_Return)
    laptop.qtbot.waitUntil(lambda: page.card.asks_code)
    laptop.type("000000")
    laptop.qtbot.waitUntil(lambda: "tries left" in page.card.code_field.error)
    page.card.other.click()
    laptop.type(codes[0])
    laptop.press(Qt.Key.Key_Return)
    laptop.wait_for(Window)


def test_the_paper_opens_with_a_new_password(laptop: Laptop) -> None:
    code, _asha = founded(laptop)
    laptop.start()
    page = laptop.wait_for(SignInPage)
    page.forgot.emit(ASHA)
    forgot = laptop.wait_for(ForgotPage)
    forgot.way.code.setFocus()
    laptop.type(code.replace("-", "").lower()[:-1] + "a")
    forgot.way.password.line.setText("another day at sea")
    forgot.way.password.again.line.setText("another day at sea")
    laptop.press(Qt.Key.Key_Return, control=True)
    laptop.qtbot.waitUntil(lambda: bool(forgot.way._about["paper"].error))
    forgot.way.code.setText(code)
    laptop.press(Qt.Key.Key_Return, control=True)
    laptop.wait_for(Window)


def test_a_clock_that_went_back_is_told_before_anybody_signs_in(laptop: Laptop) -> None:
    founded(laptop)
    program = laptop.start()
    assert program._clock() == ""
    laptop.watch.set_calendar(-3600)
    assert "Set the clock" in program._clock()
    laptop.watch.set_calendar(3600 + 6 * DAY)
    assert program._clock() == "", "shut over a festival"
    laptop.watch.set_calendar(2 * DAY)
    assert "Is today's date right?" in program._clock()
    laptop.watch.set_calendar(-8 * DAY)


def test_tiles_keep_their_places_whoever_was_here_last(laptop: Laptop) -> None:
    founded(laptop)
    program = laptop.start()
    for name, password in ((PRIYA, PRIYAS), (ASHA, ASHAS), (PRIYA, PRIYAS)):
        laptop.watch.pass_by(60)
        at_desk(laptop, sign_in(laptop, name, password))
        program.switch()
        page = laptop.wait_for(SignInPage)
        assert [tile.name for tile in page._tiles] == [ASHA, PRIYA]
        assert page.chosen.name == name
        laptop.press(Qt.Key.Key_K, control=True)
        assert QApplication.focusWidget() is page.name
