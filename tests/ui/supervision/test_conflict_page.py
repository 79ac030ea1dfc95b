"""The conflict desk, worked by keys alone in a real window, beside a second laptop that goes on meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.people.edit import edit_patient
from app.people.register import NewPatient, register_patient
from app.words import LANGUAGES, Words
from app.work import Changed, seen_of
from models.people.patient import Patient
from models.vocabulary import Role, Sex
from tests.clinics import Clinic
from tests.laptops import exchange, two_laptops
from tests.ui.looks import cut_off, nameless, overfull, small_targets
from ui.background import Background
from ui.kit.toast import Notice
from ui.page import Page, Place
from ui.people.patient_page import PatientPage
from ui.printing import PrintJobs
from ui.speech import speak
from ui.supervision.conflict_count import ConflictCount
from ui.supervision.conflict_page import ConflictPage
from ui.supervision.marked_text import marked
from ui.theme.worn import Wardrobe
from ui.tools import Tools
from ui.top_bar import Seat
from ui.window import Furniture, Window

KEY = Qt.Key


class Supervisor(QObject):
    """Somebody at the first of two laptops who only has a keyboard."""

    def __init__(self, qtbot: QtBot, here: Clinic, there: Clinic, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.qtbot, self.here, self.there = qtbot, here, there
        self.notices: list[Notice] = []
        self.background = Background(here.desk(Role.SUPERVISOR), self)
        here.opened.changed = self.background.say_changed
        self.background.changed.connect(self._changed)
        tools = Tools(PrintJobs(lambda _paper, _printer: None), here.clock)
        pages: dict[str, Callable[[], Page]] = {
            "patient": lambda: PatientPage(self.background, tools),
            "conflicts": lambda: ConflictPage(self.background, tools),
        }
        self.window = Window(
            Furniture(
                seat=lambda: Seat("Meera Kulkarni", "Supervisor", "Rampur Clinic"),
                places=lambda: tuple(Place(key, key.title(), build, "home") for key, build in pages.items()),
                commands=tuple, find=lambda _text, _then: None, day_line=str, languages=LANGUAGES,
                spoken=lambda: "en",
            )
        )  # fmt: skip
        wardrobe.follow(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 700)
        self.window.show()
        self.window.activateWindow()

    @Slot(object)
    def _changed(self, changed: Changed) -> None:
        self.window.changed(changed.kinds, frozenset(key.bytes for key in changed.ids))

    @property
    def page(self) -> ConflictPage:
        page = self.window.page
        assert isinstance(page, ConflictPage)
        return page

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def go(self) -> ConflictPage:
        self.window.go("conflicts")
        self.page.said.connect(self.notices.append)
        self.wait(lambda: self.page.shown is not None)
        return self.page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifier)

    def wait(self, until: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=5000)

    def register(self, name: str) -> UUID:
        key = self.here.desk(Role.RECEPTIONIST).run(register_patient, NewPatient(name, Sex.FEMALE)).id
        exchange(self.here, self.there)
        return key

    def edit(self, at: Clinic, key: UUID, **values: Any) -> None:
        at.clock.move(minutes=1)
        with Session(at.store.read_engine) as session:
            seen = seen_of(session.get_one(Patient, key))
        at.desk(Role.RECEPTIONIST).run(edit_patient, key, seen, values)

    def apart(self, key: UUID, here: dict[str, Any], there: dict[str, Any]) -> None:
        self.edit(self.here, key, **here)
        self.edit(self.there, key, **there)
        exchange(self.here, self.there)

    def value(self, at: Clinic, key: UUID, name: str) -> Any:
        with Session(at.store.read_engine) as session:
            return getattr(session.get_one(Patient, key), name)


@pytest.fixture
def meera(qtbot: QtBot, founded: Path, tmp_path: Path, wardrobe: Wardrobe) -> Iterator[Supervisor]:
    here, there = two_laptops(founded, tmp_path)
    meera = Supervisor(qtbot, here, there, wardrobe)
    yield meera
    meera.background.wait()
    here.close()
    there.close()
    speak(Words())


def test_by_keys_alone_each_record_is_settled_and_the_next_follows(meera: Supervisor) -> None:
    one, two = meera.register("Sunita Devi"), meera.register("Kavita Joshi")
    meera.apart(one, {"name": "Sunita Kumari", "blood_group": "B+"}, {"name": "Suneeta", "blood_group": "O+"})
    meera.apart(two, {"name": "Kavita Josi"}, {"name": "Kavita Joshy"})
    page = meera.go()

    assert page.shown is not None
    assert page.shown.line.id == one, "clinical first"
    order = [row.question.field for row in page.grid.rows]
    for _ in order:
        meera.press(KEY.Key_Left)
        assert (
            meera.focus.accessibleName().endswith("(this one)")
            or "(this one)" in meera.focus.accessibleName()
        )
        meera.press(KEY.Key_Return)
    meera.wait(lambda: page.shown is not None and page.shown.line.id == two)
    meera.press(KEY.Key_2)
    meera.press(KEY.Key_Return)
    meera.wait(lambda: page.face.currentWidget() is page.face.empty)
    exchange(meera.here, meera.there)

    for clinic in (meera.here, meera.there):
        assert meera.value(clinic, one, "name") == "Sunita Kumari"
        assert meera.value(clinic, one, "blood_group") == "B+"
        assert meera.value(clinic, two, "name") == "Kavita Joshy"
    assert len(meera.notices) == 2


def test_ctrl_enter_goes_to_what_is_left_and_ctrl_z_takes_a_settling_back(meera: Supervisor) -> None:
    key = meera.register("Sunita Devi")
    meera.apart(key, {"name": "Sunita Kumari"}, {"name": "Suneeta"})
    page = meera.go()
    page.skip.setFocus()
    meera.press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert meera.focus is page.grid.rows[0].cards[0]
    meera.press(KEY.Key_1)
    meera.press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meera.wait(lambda: page.face.currentWidget() is page.face.empty)
    assert meera.value(meera.here, key, "name") == "Sunita Kumari"
    page.list.setFocus()
    assert page.undo()
    meera.wait(lambda: page.shown is not None)

    assert meera.value(meera.here, key, "name") == "Suneeta"
    assert len(page.grid.rows[0].cards) == 2


def test_another_value_is_typed_refused_beside_it_and_kept_when_right(meera: Supervisor) -> None:
    key = meera.register("Sunita Devi")
    meera.apart(key, {"name": "Sunita Kumari"}, {"name": "Suneeta"})
    page = meera.go()
    meera.press(KEY.Key_0)
    QTest.keyClicks(meera.focus, "123")
    meera.press(KEY.Key_Return)
    typed = page.grid.rows[0].typed
    assert typed is not None
    meera.wait(lambda: typed.field.error)
    assert typed.input.hasFocus()
    meera.press(KEY.Key_Escape)
    assert meera.focus is page.grid.rows[0].cards[0]
    meera.press(KEY.Key_0)
    QTest.keyClick(meera.focus, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(meera.focus, "Sunita K Devi")
    meera.press(KEY.Key_Return)
    meera.wait(lambda: meera.value(meera.here, key, "name") == "Sunita K Devi")


def test_what_arrives_meanwhile_never_takes_away_what_is_typed_or_chosen(meera: Supervisor) -> None:
    key = meera.register("Sunita Devi")
    meera.apart(key, {"name": "Sunita Kumari"}, {"name": "Suneeta"})
    page = meera.go()
    meera.press(KEY.Key_0)
    QTest.keyClicks(meera.focus, "Sunita K")
    meera.edit(meera.here, key, village="Kanke")
    meera.edit(meera.there, key, blood_group="O+")
    exchange(meera.here, meera.there)
    meera.background.say_changed(Changed(frozenset({"patient"}), frozenset({key})))
    meera.wait(page.notice.isVisible)

    assert [one.typed for one in page.grid.answers().values()] == ["Sunita K"]
    meera.press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meera.wait(lambda: meera.value(meera.here, key, "name") == "Sunita K")


def test_settled_at_another_laptop_meanwhile_is_gone_from_the_list(meera: Supervisor) -> None:
    key = meera.register("Sunita Devi")
    meera.apart(key, {"name": "Sunita Kumari"}, {"name": "Suneeta"})
    page = meera.go()
    meera.edit(meera.there, key, name="Asha")
    exchange(meera.here, meera.there)
    meera.background.say_changed(Changed(frozenset({"patient"}), frozenset({key})))
    meera.wait(lambda: page.face.currentWidget() is page.face.empty)


def test_the_patient_s_page_says_it_and_leads_there_and_the_rail_counts(meera: Supervisor) -> None:
    key = meera.register("Sunita Devi")
    meera.apart(key, {"name": "Sunita Kumari"}, {"name": "Suneeta"})
    count = ConflictCount(meera.window, meera.background)
    meera.window.go("patient", {"patient_id": key})
    page = meera.window.page
    assert isinstance(page, PatientPage)
    meera.wait(page.apart.isVisible)
    assert page.apart.accessibleName() == "Changed in two places: Name"
    meera.wait(lambda: meera.window.rail.buttons["conflicts"].accessibleDescription() == "1")
    page.settle.click()
    meera.wait(lambda: isinstance(meera.window.page, ConflictPage) and meera.page.shown is not None)
    assert meera.page.shown is not None
    assert meera.page.shown.line.id == key
    count.deleteLater()


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("size", [(1366, 768), (1366, 700), (1180, 660)])
def test_long_words_and_many_fields_are_all_readable(
    meera: Supervisor, language: str, size: tuple[int, int]
) -> None:
    speak(Words(language))
    key = meera.register("Sunita Devi")
    long = "Sunita Kumari Devi of the house behind the old post office near the river"
    meera.apart(
        key,
        {"name": long, "blood_group": "B+", "sex": Sex.MALE, "abha_number": "91468237754821"},
        {
            "name": long.replace("river", "canal"),
            "blood_group": "O+",
            "sex": Sex.OTHER,
            "abha_number": "91468237754812",
        },
    )
    meera.window.resize(*size)
    meera.window.rebuild()
    page = meera.go()
    for view in ("differences", "record", "history"):
        page._turn(view)
        for _ in range(5):
            QApplication.processEvents()
        found = {check.__name__: check(page) for check in (cut_off, overfull, nameless, small_targets)}
        assert not any(found.values()), found


def test_only_the_words_that_differ_are_marked() -> None:
    words = marked("Ward 4, near school, Rampur", ("Ward 4, Rampur",))
    assert [word for word, is_marked in words if is_marked] == ["near", "school,"]
    assert not any(is_marked for _, is_marked in marked("B+", ()))
    assert marked("B+", ("O+",)) == (("B+", True),)
