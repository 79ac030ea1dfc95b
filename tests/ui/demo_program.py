"""The real program on a small demo clinic, off screen, as whoever is wanted."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.demo.make import Size, make_demo
from app.door import CameIn, Door, Person
from app.settings import set_mine
from app.words import Words
from models.store.disk import RealDisk
from models.store.machine import Machine
from sync.carrying import signed_piece
from tests.fakes import Dice, MemoryKeyring, Wrist, cheap_derivation
from ui.inside import Inside
from ui.main import go_inside
from ui.program import Program
from ui.shell import Shell
from ui.speech import speak
from ui.theme.tokens import ThemeName
from ui.theme.worn import Wardrobe

SMALL = Size(patients=80, visits=60, registrations=40)
PATIENCE_S = 20.0
QUIET_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class MadeDemo:
    """A demo made once: its folder and the keyring of the laptop it was made on."""

    folder: Path
    keyring: MemoryKeyring


def machine_with(keyring: MemoryKeyring, watch: Wrist) -> Machine:
    return Machine(
        "0.1.0", cheap_derivation, keyring, Dice(7), watch.now, watch.uptime, RealDisk(), reserve=1 << 16
    )


def make_small_demo(folder: Path) -> MadeDemo:
    keyring = MemoryKeyring()
    make_demo(folder, None, machine_with(keyring, Wrist()), lambda _done: None, size=SMALL, sign=signed_piece)
    return MadeDemo(folder, keyring)


@dataclass(frozen=True, slots=True)
class Look:
    """How everybody at the laptop likes it."""

    theme: ThemeName
    language: str
    size: tuple[int, int]


class DemoProgram:
    """One program on a copy of the demo."""

    def __init__(
        self, app: QApplication, wardrobe: Wardrobe, made: MadeDemo, folder: Path, look: Look
    ) -> None:
        self.look = look
        shutil.copytree(made.folder, folder)
        self.watch = Wrist()
        self._app, self._wardrobe = app, wardrobe
        door = Door.at(folder, self.watch.now, machine_with(made.keyring, self.watch))
        self.shell = Shell(wardrobe, "Shivir")
        self.program = Program(app, self.shell, wardrobe, door, self.watch.now, go_inside)
        self.program.speak(look.language)
        wardrobe.wear(name=look.theme)
        self.program.start()
        self.shell.resize(*look.size)
        self.shell.show()
        self.settle()

    @property
    def people(self) -> tuple[Person, ...]:
        return self.program.door.people()

    @property
    def inside(self) -> Inside:
        assert self.program.inside is not None
        return self.program.inside

    def sign_in(self, person: Person) -> None:
        assert person.password is not None
        answer = self.program.door.come_in(person.name, person.password)
        assert isinstance(answer, CameIn)
        answer.desk.run(set_mine, "theme", self.look.theme)
        self.program.let_in(answer)
        self.settle()

    def settle(self) -> None:
        """Until everything asked is answered, shown and painted."""
        end = time.monotonic() + PATIENCE_S
        quiet = 0
        while quiet < QUIET_ROUNDS:
            assert time.monotonic() < end, "the page goes on asking"
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self._app.processEvents()
            inside = self.program.inside
            quiet = quiet + 1 if inside is None or inside.background.is_quiet else 0
            time.sleep(0.002)

    def close(self) -> None:
        self.program.close()
        self.shell.close()
        self._app.removeEventFilter(self.program.idle)
        self._wardrobe.wear(name="light", tall_script=False)
        speak(Words())
        self.program.deleteLater()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
