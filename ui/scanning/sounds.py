"""A sound for each answer of the gate. Where there is no loudspeaker there is silence, never an error."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QUrl, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"


class Sounds(QObject):
    """Plays short sounds by name. What it needs is loaded behind the window, at the first `warm_up`."""

    _loaded = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effects: dict[str, QSoundEffect] = {}
        self._loader = QThreadPool(self)
        self._loader.setMaxThreadCount(1)
        self._loaded.connect(self._prepare)
        self._is_asked = False

    def warm_up(self) -> None:
        """Be ready before the first sound is wanted."""
        if self._is_asked:
            return
        self._is_asked = True

        def load() -> None:
            try:
                import PySide6.QtMultimedia  # noqa: F401  # slow to load: not on the window's thread
            except ImportError:
                self._loaded.emit(False)
            else:
                self._loaded.emit(True)

        self._loader.start(load)

    def play(self, name: str) -> None:
        """Begin the sound and go on; nothing waits for it."""
        effect = self._effects.get(name)
        if effect is not None:
            effect.play()

    def wait(self) -> None:
        self._loader.waitForDone()

    @Slot(bool)
    def _prepare(self, is_there: bool) -> None:
        if not is_there:
            return
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        if QMediaDevices.defaultAudioOutput().isNull():
            return
        for path in sorted(FOLDER.glob("*.wav")):
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(path)))
            self._effects[path.stem] = effect
