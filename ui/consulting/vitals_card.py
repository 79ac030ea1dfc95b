from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.consulting.news2 import News2, Risk
from app.consulting.vital_limits import Flag
from app.consulting.vitals_shown import Measure, VitalsShown
from ui.kit.button import Button
from ui.kit.card import Card, Scroll
from ui.kit.keys import KeyCap
from ui.kit.pill import Chip, Pill
from ui.kit.tiles import Reading, VitalTile
from ui.speech import _, words
from ui.theme.theme import Kind

KINDS: dict[Flag, Kind] = {
    Flag.VERY_LOW: "danger",
    Flag.LOW: "danger",
    Flag.RAISED: "warn",
    Flag.HIGH: "danger",
    Flag.VERY_HIGH: "danger",
}
FALLS = (Flag.VERY_LOW, Flag.LOW)
COLUMNS = 2


class VitalsCard(Card):
    """What was measured: a tile each, coloured only when out of range, with its last six values.

    Signals:
        edit_wanted: somebody wants to measure.
    """

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Vitals"), pad=12, parent=parent)
        self.score = Chip()
        self.score.hide()
        self.edit = Button(_("Measure"), "ghost", icon="pencil", size="small")
        self.edit.clicked.connect(self.edit_wanted)
        self.head_add(self.score, self.edit, KeyCap("Alt+V"))
        self._scroll = Scroll(gap=0)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._scroll.add(self._grid)
        self._scroll.body.addStretch(1)
        self.tiles: list[VitalTile] = []
        self.add(self._scroll, 1)

    def show_vitals(self, vitals: VitalsShown) -> None:
        who = " · ".join(part for part in (words().time(vitals.at) if vitals.at else "", vitals.by) if part)
        self.set_count(who or _("Not measured today"))
        self.updateGeometry()
        readings = _readings(vitals.measures)
        for at, reading in enumerate(readings):
            if at == len(self.tiles):
                tile = VitalTile(reading)
                tile.clicked.connect(self.edit_wanted)
                self.tiles.append(tile)
                self._grid.addWidget(tile, at // COLUMNS, at % COLUMNS)
            self.tiles[at].show_reading(reading)
            self.tiles[at].show()
        for tile in self.tiles[len(readings) :]:
            tile.hide()
        self._show_score(vitals.score)

    def set_open(self, is_open: bool) -> None:
        self.edit.setEnabled(is_open)

    def sizeHint(self) -> QSize:
        """As high as everything in it; on low screens it scrolls."""
        frame = self.minimumSizeHint().height() - self._scroll.minimumSizeHint().height()
        return QSize(super().sizeHint().width(), frame + self._scroll.body.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scrolling column measures itself again once it has its new height."""
        super().resizeEvent(event)
        QCoreApplication.postEvent(self._scroll, QEvent(QEvent.Type.LayoutRequest))

    def _show_score(self, score: News2 | None) -> None:
        shown = score is not None and score.score is not None and score.risk is not Risk.LOW
        self.score.setVisible(shown)
        if score is not None and shown:
            grave = score.risk is not Risk.LOW_MEDIUM
            pill = Pill(_("NEWS2 {n}", n=score.score), "danger" if grave else "warn", "alert-triangle")
            self.score.show_pill(pill)


def _readings(measures: Sequence[Measure]) -> list[Reading]:
    """The height stands beside the BMI that is made of it: alone it would push a ninth tile out of sight."""
    height = next((one for one in measures if one.key == "height_mm" and one.value), None)
    if height is None or not any(one.key == "bmi_tenths" and one.value for one in measures):
        return [_reading(one) for one in measures]
    return [
        replace(_reading(one), unit=f"{height.value} {height.unit}")
        if one.key == "bmi_tenths"
        else _reading(one)
        for one in measures
        if one is not height
    ]


def _reading(measure: Measure) -> Reading:
    flag = measure.flag
    label = _(measure.label)
    if measure.on is not None:
        label = f"{label} · {words().date(measure.on).rpartition(' ')[0]}"
    is_pressure = measure.key == "pressure"
    return Reading(
        _("{what}, {unit}", what=label, unit=measure.unit) if is_pressure else label,
        measure.value,
        "" if is_pressure else measure.unit,
        "neutral" if flag is None else KINDS[flag],
        measure.since_last if flag is None else _(flag.said),
        None if flag is None else flag not in FALLS,
        measure.history,
    )
