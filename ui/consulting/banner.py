from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.consulting.consultation import Consultation
from app.words import Said
from models.vocabulary import Sex
from ui.kit.paint import focus_ring
from ui.patient_banner import BannerFacts, PatientBanner
from ui.speech import _, words

SEXES = {Sex.FEMALE: Said("Female"), Sex.MALE: Said("Male"), Sex.OTHER: Said("Other")}


class ConsultBanner(PatientBanner):
    """Who is open. Pressed, it opens the allergies: the one thing in it the doctor changes.

    Signals:
        pressed: it was clicked, or Enter was pressed on it.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Allergies (Alt+A)"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            focus_ring(QPainter(self), self.rect(), 0)


def banner_facts(shown: Consultation, now: datetime) -> BannerFacts:
    """What the strip under the top bar says of a visit."""
    who = shown.banner
    age = words().age(who.born_on, who.birth_is_estimated, shown.day)
    sex = _(SEXES[who.sex]) if who.sex in SEXES else ""
    facts = (
        who.number,
        _("ABHA {number}", number=who.abha_number) if who.abha_number else "",
        who.phone,
        who.village,
    )
    conditions = [one.text for one in who.conditions]
    place = (
        _("Token {number}", number=shown.token) if shown.token else "",
        _("Room {room}", room=shown.room) if shown.room else "",
    )
    return BannerFacts(
        who.name,
        " · ".join(part for part in (age, sex) if part),
        tuple(fact for fact in facts if fact),
        other_script=who.name_other,
        allergies=None if who.allergies is None else tuple(one.words for one in who.allergies),
        conditions=tuple([_("Pregnant"), *conditions] if who.is_pregnant else conditions),
        aside=" · ".join(part for part in place if part),
        aside_low=_in_room(shown, now),
    )


def _in_room(shown: Consultation, now: datetime) -> str:
    if not shown.is_open:
        return _("Completed")
    minutes = max(0, int((now - shown.started_at).total_seconds()) // 60)
    return _("In room {n} min", n=minutes) if minutes < 600 else words().date(shown.day)
