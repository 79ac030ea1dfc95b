"""Makes resources/sounds: a short sound for each answer of the gate, told apart without looking.

Run again after changing a line of SOUNDS; the files are kept in git.
"""

import math
import struct
import wave
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "resources" / "sounds"
RATE = 22_050
LOUD = 0.5
FADE = 0.008

SOUNDS: dict[str, list[tuple[float, float]]] = {
    "welcome": [(880, 0.09), (1320, 0.16)],
    "already_in": [(660, 0.1), (0, 0.05), (660, 0.1)],
    "other_camp": [(740, 0.12), (554, 0.12), (415, 0.2)],
    "replaced": [(523, 0.09), (0, 0.04), (523, 0.09), (0, 0.04), (392, 0.22)],
    "not_now": [(494, 0.45)],
    "cannot_check": [(587, 0.1), (784, 0.1), (587, 0.1), (784, 0.1)],
    "not_genuine": [(196, 0.16), (0, 0.05), (185, 0.32)],
    "locked": [(330, 0.12)],
}
"""Notes as (hertz, seconds), 0 hertz being silence. Up is good, twice the same is again, down is wrong."""


def tone(hertz: float, seconds: float) -> list[float]:
    """One note with a little of its third harmonic, faded at both ends so that it does not click."""
    count = round(seconds * RATE)
    fade = FADE * RATE
    samples = []
    for at in range(count):
        phase = 2 * math.pi * hertz * at / RATE
        edge = min(1.0, at / fade, (count - at) / fade)
        samples.append(LOUD * edge * (0.8 * math.sin(phase) + 0.2 * math.sin(3 * phase)))
    return samples


def write(name: str, notes: list[tuple[float, float]]) -> None:
    samples = [sample for hertz, seconds in notes for sample in tone(hertz, seconds)]
    with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *(round(32_767 * sample) for sample in samples)))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        write(name, notes)
