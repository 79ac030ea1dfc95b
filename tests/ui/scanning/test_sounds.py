import wave

from pytestqt.qtbot import QtBot

from app.camps.answers import Answer
from ui.scanning.sounds import FOLDER, Sounds


def test_every_answer_has_a_sound_of_its_own() -> None:
    files = {path.stem: path.read_bytes() for path in FOLDER.glob("*.wav")}
    assert {str(answer) for answer in Answer} <= files.keys()
    assert len(set(files.values())) == len(files)


def test_sounds_are_short() -> None:
    for path in FOLDER.glob("*.wav"):
        with wave.open(str(path)) as sound:
            assert sound.getnframes() / sound.getframerate() < 0.7


def test_a_laptop_without_a_loudspeaker_is_silent(qtbot: QtBot) -> None:
    sounds = Sounds()
    sounds.play("welcome")
    sounds.warm_up()
    sounds.warm_up()
    sounds.wait()
    qtbot.wait(10)
    sounds.play("welcome")
    sounds.play("no such sound")
