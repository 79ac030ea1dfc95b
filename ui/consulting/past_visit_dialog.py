"""An earlier visit, to read."""

from PySide6.QtWidgets import QWidget

from app.consulting.consultation import PastRecord
from app.consulting.vitals_shown import VitalsShown
from ui.consulting.line_words import days_words, when_words
from ui.kit.card import Scroll
from ui.kit.dialog import Dialog, Verb
from ui.kit.label import Label
from ui.speech import _, words

WIDTH, HEIGHT = 600, 420


class PastVisitDialog(Dialog):
    """Diagnoses, notes, what was measured and what was prescribed, as they were."""

    def __init__(self, parent: QWidget, record: PastRecord) -> None:
        title = _("Visit of {day}", day=record.day)
        super().__init__(
            parent, title, record.doctor, (Verb(_("Close"), None, "primary"),), icon="history", width=WIDTH
        )
        scroll = Scroll(gap=4)
        told = [(heading, text) for heading, text in _sections(record) if text]
        for heading, text in told or [("", _("Nothing was written down."))]:
            scroll.add(Label(heading, "label", "text2"))
            scroll.add(Label(text, "body", wrap=True))
            scroll.body.addSpacing(8)
        scroll.body.addStretch(1)
        room = min(HEIGHT, parent.window().height() - 220)
        scroll.setMinimumHeight(min(room, scroll.body.heightForWidth(WIDTH - 48)))
        self.add(scroll)


def _sections(record: PastRecord) -> list[tuple[str, str]]:
    diagnoses = "\n".join(f"{one.code} {one.text}".strip() for one in record.diagnoses)
    medicines = "\n".join(
        " · ".join(
            part
            for part in (one.line.title, one.line.pattern, when_words(one.line), days_words(one.line.days))
            if part
        )
        for one in record.lines
    )
    prescription = _("Prescription {number}", number=record.number) if record.number else _("Prescription")
    return [
        (_("Diagnosis"), diagnoses),
        (_("Complaint"), record.texts.get("complaint", "")),
        (_("History"), record.texts.get("history", "")),
        (_("Examination"), record.texts.get("examination", "")),
        (_("Vitals"), _measured(record.vitals)),
        (prescription, medicines),
        (_("Advice for the patient"), record.texts.get("advice", "")),
    ]


def _measured(vitals: VitalsShown) -> str:
    parts = [
        " ".join(part for part in (_(one.label), one.value, one.unit) if part)
        for one in vitals.measures
        if one.value and one.on is None
    ]
    taken = words().time(vitals.at) if vitals.at is not None else ""
    return " · ".join([*parts, *([taken] if parts and taken else [])])
