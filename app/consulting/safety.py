"""Warnings about what is being prescribed, and the reasons for which some were overruled."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.clock import clinic_day
from app.consulting.allergies import allergies_of
from app.consulting.interactions import About, Severity, warnings_about
from app.consulting.interactions import Warning as Found
from app.consulting.lines import Line, current_prescription, lines_of, signed_lines
from app.consulting.pregnancy import is_pregnant
from app.consulting.visits import open_own_visit
from app.taking_back import Done, done
from app.words import lived
from app.work import Deed, Refused, Said, Work, use_case
from models.consulting.prescription import KeptWarning, Prescription
from models.consulting.visit import Visit
from models.people.patient import Patient
from models.vocabulary import PrescriptionState

LONGEST = 200
RUNS_AT_MOST = timedelta(days=90)
EARLIER = 5


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning as the strip shows it. `key` says which it is; `kept_because` is empty while nobody overruled it.

    `line_id` is the medicine to take out to be rid of it: the one that was added last.
    """

    key: str = field(repr=False)
    title: str = field(repr=False)
    said: Said
    advice: Said
    about: About
    needs_reason: bool
    kept_because: str = field(default="", repr=False)
    line_id: UUID | None = None
    line_name: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        return self.needs_reason and not self.kept_because


@use_case(Deed.PRESCRIBE)
def keep_warning(work: Work, visit_id: UUID, key: str, reason: str) -> Done:
    """Prescribe in spite of a warning; why is kept and goes into the audit."""
    open_own_visit(work, visit_id, Deed.PRESCRIBE)
    plain = " ".join(reason.split())
    if not plain:
        raise Refused(Said("Say why you keep it."), field="reason")
    if len(plain) > LONGEST:
        raise Refused(Said("Use {most} letters or fewer.", most=LONGEST), field="reason")
    draft = current_prescription(work.session, visit_id)
    if draft is None or draft.state is not PrescriptionState.DRAFT:
        raise Refused(Said("There is no prescription being written."))
    row = work.add(KeptWarning(prescription_id=draft.id, about=key, reason=plain))
    return done(work, row.id)


def cautions_of(work: Work, visit: Visit, draft: Prescription) -> tuple[Caution, ...]:
    """The warnings about a draft, the open ones first, each as grave as it is."""
    patient = work.session.get(Patient, visit.patient_id)
    lines = lines_of(work.session, draft)
    if patient is None or not lines:
        return ()
    born_on = patient.born_on
    found = warnings_about(
        [line.name for line in lines],
        [allergy.substance for allergy in allergies_of(work.session, patient.id)],
        already_taken=_still_taken(work, visit, lines),
        age_years=None if born_on is None else lived(born_on, work.today)[0],
        pregnant=is_pregnant(work.session, patient, work.today),
    )
    kept = _kept(work, draft)
    cautions = [_caution(warning, lines, kept) for warning in found]
    return tuple(sorted(cautions, key=lambda caution: not caution.is_open))


def open_warnings(work: Work, visit: Visit, draft: Prescription) -> tuple[Caution, ...]:
    """Those that still need a reason before the signature."""
    return tuple(caution for caution in cautions_of(work, visit, draft) if caution.is_open)


def _caution(warning: Found, lines: tuple[Line, ...], kept: dict[str, str]) -> Caution:
    key = _key(warning)
    line = next((line for line in reversed(lines) if line.name in warning.medicines), None)
    return Caution(
        key,
        " + ".join(dict.fromkeys(warning.medicines)),
        warning.said,
        warning.advice,
        warning.about,
        warning.severity is Severity.AVOID,
        kept.get(key, ""),
        None if line is None else line.id,
        "" if line is None else line.name,
    )


def _key(warning: Found) -> str:
    """The same two medicines are asked about once, any other pair again."""
    names = " + ".join(sorted(name.casefold() for name in warning.medicines))
    allergy = warning.said.slots.get("allergy", "")
    return ": ".join(part for part in (warning.about.value, names, str(allergy).casefold()) if part)


def _kept(work: Work, draft: Prescription) -> dict[str, str]:
    rows = work.session.scalars(
        select(KeptWarning).where(
            KeptWarning.prescription_id.in_([draft.id, draft.replaces_id]), KeptWarning.withdrawn.is_(None)
        )
    )
    return {row.about: row.reason for row in rows}


def _still_taken(work: Work, visit: Visit, lines: tuple[Line, ...]) -> list[str]:
    """What earlier prescriptions still have the patient take, unless it is written here again."""
    rows = work.session.scalars(
        select(Prescription)
        .where(
            Prescription.patient_id == visit.patient_id,
            Prescription.visit_id != visit.id,
            Prescription.state == PrescriptionState.SIGNED,
            Prescription.signed_at > work.now - RUNS_AT_MOST,
            Prescription.withdrawn.is_(None),
        )
        .order_by(Prescription.signed_at.desc())
        .limit(EARLIER)
    ).all()
    corrected = {row.replaces_id for row in rows}
    here = {line.name.casefold() for line in lines}
    earlier = [
        (clinic_day(row.signed_at) + timedelta(days=line.days or 0), line.name)
        for row in rows
        if row.content is not None and row.signed_at is not None and row.id not in corrected
        for line in signed_lines(row.content)
    ]
    running = (name for until, name in earlier if until > work.today and name.casefold() not in here)
    return list(dict.fromkeys(running))
