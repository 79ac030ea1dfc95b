from datetime import date, datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.consulting.consultation import Consultation
from ui.consulting.banner import ConsultBanner, banner_facts
from ui.consulting.diagnosis_card import DiagnosisCard
from ui.consulting.foot_bar import FootBar
from ui.consulting.notes_card import NotesCard
from ui.consulting.prescription_card import PrescriptionCard
from ui.consulting.timeline_card import TimelineCard
from ui.consulting.vitals_card import VitalsCard
from ui.theme.worn import theme

NARROW = 1120


class VisitView(QWidget):
    """The cards of one visit, laid out: what was, what is said and found, what is done about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = ConsultBanner()
        self.timeline = TimelineCard()
        self.notes = NotesCard()
        self.vitals = VitalsCard()
        self.diagnosis = DiagnosisCard()
        self.prescription = PrescriptionCard()
        self.foot = FootBar()
        self._middle = QWidget()
        middle, right = QVBoxLayout(self._middle), QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        for column in (middle, right):
            column.setSpacing(12)
        middle.addWidget(self.notes, 1)
        middle.addWidget(self.vitals)
        right.addWidget(self.diagnosis)
        right.addWidget(self.prescription, 1)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.timeline)
        row.addWidget(self._middle)
        row.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addLayout(row, 1)
        whole.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sides give way before the prescription does."""
        narrow = self.width() < NARROW
        self.timeline.setFixedWidth(theme().scaled(168 if narrow else 228))
        self._middle.setFixedWidth(theme().scaled(324 if narrow else 364))
        super().resizeEvent(event)

    def show_visit(self, shown: Consultation, now: datetime, today: date) -> None:
        self.banner.show_facts(banner_facts(shown, now))
        self.timeline.show_timeline(shown.timeline, shown.visit_id, today)
        self.notes.show_notes(shown.notes)
        self.notes.set_open(shown.is_open)
        self.vitals.show_vitals(shown.vitals)
        self.vitals.set_open(shown.is_open)
        self.diagnosis.show_diagnoses(shown.diagnoses)
        self.diagnosis.set_open(shown.is_open)
        self.prescription.show_prescription(shown.prescription, shown.banner.allergies, shown.is_open)
        self.foot.show_review(shown.day, shown.notes.review_on)
        self.foot.show_waiting(shown.waiting)
        self.foot.set_open(shown.is_open, shown.prescription.is_signed)
