"""A doctor with a patient in the room: what the tests of consulting say over and over."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.consulting.consultation import Consultation, consultation
from app.consulting.prescribe import NewLine, add_line
from app.consulting.suggest import suggest_medicines
from app.taking_back import Done
from app.work import Desk
from tests.clinics import Clinic

BORN = date(1984, 7, 1)


@dataclass
class Seeing:
    clinic: Clinic
    doctor: Desk
    visit: UUID
    token: UUID

    def shown(self) -> Consultation:
        return self.doctor.run(consultation, self.visit)

    @property
    def patient(self) -> UUID:
        return self.shown().banner.patient_id

    def prescribe(self, typed: str) -> Done:
        """Type a line and take the first offer."""
        return self.doctor.run(add_line, self.visit, first_offer(self.doctor, typed))

    def lines(self) -> list[str]:
        """The prescription as short text: name, strength, pattern, days, quantity."""
        return [
            f"{line.title} {line.pattern} {line.days}d {line.quantity}"
            for line in (one.line for one in self.shown().prescription.lines)
        ]


def first_offer(desk: Desk, typed: str) -> NewLine:
    return desk.run(suggest_medicines, typed).offers[0].new
