"""The clinic's part of the day: reception, consultation, counter."""

from datetime import timedelta
from functools import partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.billing.bills_today import bills_of_day
from app.billing.paper import invoice_paper
from app.clock import clinic_day, system_clock
from app.consulting.my_queue import my_queue, where_i_am
from app.consulting.prescription_paper import prescription_paper
from app.papers.page import Paper
from app.reception.queue import Queue, queue
from app.supervision.overview import overview
from ui.billing.bill_page import BillPage
from ui.consulting.consultation_page import ConsultationPage
from ui.consulting.queue_page import QueuePage
from ui.kit.row import Row
from ui.palette import Palette
from ui.play.player import LOW, WIDE, NotSeen, Player
from ui.printing import preview
from ui.reception.desk_page import DeskPage
from ui.setup.sign_in_page import SignInPage

RECEPTIONIST, DOCTOR, CASHIER, SUPERVISOR = "Priya Nair", "Dr S. Rao", "Nikhil Shah", "Meera Kulkarni"
NEW_PATIENT, HER_PHONE = "Kamla Rathore", "9812345067"


def wrong_password(player: Player) -> None:
    """A wrong password is told in words, and the right one opens."""
    player.picture("sign-in")
    player.sign_in(RECEPTIONIST, "a guess that is wrong")
    page = player.shell.shown
    assert isinstance(page, SignInPage)
    player.until("that the password is wrong", lambda: page.card.field.error)
    player.picture("sign-in-wrong-password")
    player.tell("a wrong password is refused with a sentence")


def reception(player: Player) -> None:
    """A new patient is registered and gets a token, and the next is called."""
    player.sign_in(RECEPTIONIST)
    page = player.page_of(DeskPage)
    assert isinstance(page, DeskPage)
    player.picture("reception")
    before = _queue(player)
    player.press("F6")
    player.write(HER_PHONE)
    player.press("Tab")
    player.write(NEW_PATIENT)
    player.press("Tab")
    player.write("36")
    player.settle()
    player.picture("reception-typing")
    player.press("Ctrl+Return")
    player.until("one token more", lambda: _queue(player).count == before.count + 1)
    player.settle()
    player.picture("reception-token-given")
    player.tell(f"{NEW_PATIENT} is registered and has a token")
    player.press("F4")
    player.until("somebody called", lambda: len(_queue(player).waiting) == len(before.waiting))
    player.settle()
    player.picture("reception-called")
    player.tell("the next patient is called")
    player.until("the slip", lambda: player.printed)
    keep_paper(player, "token-slip", player.printed[0])


def search(player: Player) -> None:
    """Somebody is found while typing."""
    player.press("Ctrl+K")
    player.write("suneeta devi")
    player.until("Sunita among the found", lambda: _is_offered("Sunita Devi"))
    player.picture("search")
    player.press("Escape")
    player.tell("Suneeta finds Sunita")


def looks(player: Player) -> None:
    """The same page dark, in high contrast, in Hindi, and on a lower screen."""
    for theme in ("dark", "contrast", "light"):
        player.wardrobe.wear(name=theme)
        if theme != "light":
            player.picture(f"reception-{theme}")
    inside = player.program.inside
    assert inside is not None
    inside.window.language_wanted.emit("hi")
    player.settle()
    player.picture("reception-hindi")
    inside = player.program.inside
    assert inside is not None
    inside.window.language_wanted.emit("en")
    player.settle()
    player.shell.resize(*LOW)
    player.picture("reception-low")
    player.shell.resize(*WIDE)
    player.tell("themes, Hindi and 1366x700")


def lock(player: Player) -> None:
    """Locked over what is typed; the password brings it back as it was."""
    page = player.page_of(DeskPage)
    assert isinstance(page, DeskPage)
    player.press("F6")
    player.write("98111")
    player.program.lock()
    player.settle()
    player.picture("locked")
    player.write(player.password_of(RECEPTIONIST))
    player.press("Return")
    player.until("the desk again", lambda: player.shell.shown is not None and page.isVisible())
    player.settle()
    if page.register.fields.mobile.text().replace(" ", "") != "98111":
        raise NotSeen("what was typed before the lock")
    player.tell("locked and unlocked; what was typed is still there")


def consultation(player: Player) -> None:
    """The patient inside is finished: one medicine more, signed, completed, the next one called and opened."""
    player.sign_in(DOCTOR)
    page = player.page_of(ConsultationPage)
    assert isinstance(page, ConsultationPage)
    player.until("a patient", page.prescription.isVisible)
    player.settle()
    player.picture("consultation")
    visit = page.desk.visit
    player.press("Alt+P")
    player.write("clotri cream")
    player.settle()
    player.picture("consultation-medicine")
    player.press("Return")
    player.until("another line", lambda: _lines(page) > 2)
    player.settle()
    player.wardrobe.wear(name="dark")
    player.picture("consultation-dark")
    player.wardrobe.wear(name="light")
    _answer_warnings(player, page)
    player.press("Ctrl+Return")
    player.until("the visit completed", lambda: player.desk.run(where_i_am) != visit)
    player.page_of(QueuePage)
    player.until("somebody to open", lambda: player.desk.run(my_queue).now)
    player.settle()
    player.picture("doctor-queue")
    player.tell("prescribed, signed and completed; the next one is called")
    assert visit is not None
    for language in ("en", "hi"):
        keep_paper(
            player, f"prescription-{language}", player.desk.run(prescription_paper, visit, language, False)
        )
    player.press("Ctrl+Return")
    following = player.page_of(ConsultationPage)
    assert isinstance(following, ConsultationPage)
    player.until("the next patient", lambda: following.desk.visit not in (None, visit))
    player.until("their record", following.prescription.isVisible)
    player.settle()
    player.picture("consultation-next")
    player.tell("the next patient's record is open")


def counter(player: Player) -> None:
    """A visit is billed, paid in cash, and the receipt printed."""
    player.sign_in(CASHIER)
    page = player.page_of(BillPage)
    assert isinstance(page, BillPage)
    player.settle()
    player.picture("billing-day")
    before = player.desk.run(bills_of_day)
    if not before.waiting:
        raise NotSeen("a visit to bill")
    player.focus(page.list.visits)
    page.list.visits.choose_first()
    player.press("Return")
    player.until("a bill", lambda: page.stack.currentWidget() is page.editor)
    player.settle()
    player.picture("billing")
    player.press("F9")
    player.until("a receipt", lambda: player.printed)
    player.settle()
    player.picture("billing-paid")
    after = player.desk.run(bills_of_day)
    if len(after.waiting) >= len(before.waiting):
        raise NotSeen("one visit less to bill")
    keep_paper(player, "receipt", player.printed[0])
    known = {one.id for one in before.bills}
    paid = next(one for one in after.bills if one.id not in known)
    keep_paper(player, "invoice", player.desk.run(invoice_paper, paid.id))
    player.tell("a visit is billed and paid; the receipt is printed")


def overview_of_all(player: Player) -> None:
    """What the supervisor sees of clinic and camps."""
    player.sign_in(SUPERVISOR)
    player.settle()
    player.breathe(600)
    player.picture("overview")
    today = clinic_day(system_clock())
    seen = player.desk.run(overview, today - timedelta(days=30), today)
    if not seen.visits:
        raise NotSeen("visits in the overview")
    player.tell("the overview shows the month")


def keep_paper(player: Player, name: str, paper: Paper) -> None:
    """The paper as it leaves the printer, and a picture of its first page."""
    (player.out / f"{name}.pdf").write_bytes(paper.pdf)
    picture: QImage = preview(paper)
    picture.save(str(player.out / f"{name}.png"))
    if paper.faults:
        raise NotSeen(f"{name} without faults: {paper.faults[0].what}, {len(paper.faults)} in all")


def _queue(player: Player) -> Queue:
    return player.desk.run(queue)


def _answer_warnings(player: Player, page: ConsultationPage) -> None:
    """A medicine that a warning waits for is taken out again."""
    strip = page.prescription.strip
    while strip.isVisible() and page.prescription.keep.isVisible():
        fewer = _lines(page) - 1
        page.prescription.take_out.click()
        player.until("a line less", partial(_has_lines, page, fewer))
        player.settle()


def _is_offered(name: str) -> bool:
    """Whether the search shows it; that it stands in a list of the page is not enough."""
    return any(
        isinstance(row, Row) and row.title == name
        for search in QApplication.allWidgets()
        if isinstance(search, Palette) and search.isVisible()
        for row in search.list.rows.rows()
    )


def _has_lines(page: ConsultationPage, count: int) -> bool:
    return _lines(page) == count


def _lines(page: ConsultationPage) -> int:
    return page.prescription.table.model().rowCount()
