"""Passes on paper: one card, or sheets of eight, in parts so that a long run can be watched and stopped."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app.camps.events import event_here
from app.papers.camp_pass import (
    BlankPasses,
    Camp,
    CampPass,
    CampPasses,
    blank_pass_cards,
    camp_pass_cards,
)
from app.papers.page import Paper
from app.papers.pass_sheet import blank_pass_sheets, camp_pass_sheets
from app.work import Deed, Lane, Refused, Said, Work, use_case
from models.camps.event import Event, Pass, PassBinding, Registration
from models.people.clinic import Clinic

ON_A_SHEET = 8
IN_A_PART = 10 * ON_A_SHEET


@use_case(Deed.ISSUE_PASS, Lane.READ)
def pass_card_paper(work: Work, event_id: UUID, pass_id: UUID) -> Paper:
    """One pass as a card of its own."""
    event, passes = _passes(work, event_id, [pass_id])
    work.tell("print", "pass", pass_id)
    if passes[0].registration_id is None:
        return blank_pass_cards(_blank(work, passes))
    return camp_pass_cards(_named(work, event, passes))


@use_case(Deed.ISSUE_PASS, Lane.READ)
def pass_sheet_paper(work: Work, event_id: UUID, pass_ids: Sequence[UUID]) -> tuple[Paper, ...]:
    """A4 sheets to be cut, eight passes each, in papers of ten sheets. Named and blank ones are kept apart."""
    event, passes = _passes(work, event_id, pass_ids)
    named = [one for one in passes if one.registration_id is not None]
    blank = [one for one in passes if one.registration_id is None]
    work.tell("print", "pass", event_id, f"{len(passes)} passes")
    papers: list[Paper] = []
    done = 0
    for run in (named, blank):
        sheets = -(-len(run) // ON_A_SHEET)
        for start in range(0, len(run), IN_A_PART):
            work.errand.tell(done / len(passes))
            part = run[start : start + IN_A_PART]
            first = start // ON_A_SHEET + 1
            papers.append(
                camp_pass_sheets(_named(work, event, part, first, sheets))
                if run is named
                else blank_pass_sheets(_blank(work, part, first, sheets))
            )
            done += len(part)
    work.errand.tell(1.0)
    return tuple(papers)


@use_case(Deed.ISSUE_PASS, Lane.READ)
def passes_to_print(
    work: Work, event_id: UUID, registrations: Sequence[UUID] | None = None
) -> tuple[UUID, ...]:
    """The passes that let these people in, in the order of their numbers; without any named, all of the camp's."""
    event_here(work, event_id, Deed.ISSUE_PASS)
    rows = (
        select(Pass.id)
        .join(Registration, Registration.id == Pass.registration_id)
        .where(Pass.event_id == event_id, Pass.withdrawn.is_(None), Registration.withdrawn.is_(None))
        .order_by(Pass.number)
    )
    if registrations is not None:
        rows = rows.where(Pass.registration_id.in_(registrations))
    return tuple(work.session.scalars(rows))


@use_case(Deed.ISSUE_PASS, Lane.READ)
def blanks_to_print(work: Work, event_id: UUID) -> tuple[UUID, ...]:
    """Blank passes nobody was given yet: to print a run again that a printer spoiled."""
    event_here(work, event_id, Deed.ISSUE_PASS)
    given = select(PassBinding.pass_id).where(PassBinding.withdrawn.is_(None))
    rows = (
        select(Pass.id)
        .where(Pass.event_id == event_id, Pass.withdrawn.is_(None), Pass.registration_id.is_(None))
        .where(Pass.id.not_in(given))
        .order_by(Pass.number)
    )
    return tuple(work.session.scalars(rows))


def _passes(work: Work, event_id: UUID, ids: Sequence[UUID]) -> tuple[Event, list[Pass]]:
    """The passes in the order asked for. `Refused` if one of them lets nobody in."""
    event = event_here(work, event_id, Deed.ISSUE_PASS)
    found: dict[UUID, Pass] = {}
    for start in range(0, len(ids), 500):
        rows = select(Pass).where(Pass.id.in_(ids[start : start + 500]), Pass.event_id == event_id)
        found |= {one.id: one for one in work.session.scalars(rows) if one.withdrawn is None}
    passes = [found[key] for key in dict.fromkeys(ids) if key in found]
    if not passes or len(passes) < len(set(ids)):
        raise Refused(Said("There is no pass to print."), advice=Said("Choose people who have one."))
    return event, passes


def _named(
    work: Work, event: Event, passes: Sequence[Pass], first: int = 1, sheets: int | None = None
) -> CampPasses:
    clinic = _clinic(work)
    return CampPasses(
        language=clinic.language, camp=_camp(event, clinic), passes=_cards(passes), printed_at=work.now,
        first_sheet=first, sheets=sheets,
    )  # fmt: skip


def _blank(work: Work, passes: Sequence[Pass], first: int = 1, sheets: int | None = None) -> BlankPasses:
    clinic = _clinic(work)
    return BlankPasses(
        language=clinic.language, clinic=clinic.name, passes=_cards(passes), printed_at=work.now,
        series=passes[0].number.rpartition("-")[0], first_sheet=first, sheets=sheets,
    )  # fmt: skip


def _cards(passes: Sequence[Pass]) -> tuple[CampPass, ...]:
    return tuple(
        CampPass(number=one.number, text=one.text, code=f"{one.code[:4]}-{one.code[4:]}") for one in passes
    )


def _camp(event: Event, clinic: Clinic) -> Camp:
    return Camp(
        name=event.name, local_name=event.name_other or "", opens_at=event.starts_at,
        closes_at=event.ends_at, place=event.venue, phone=clinic.phone or "",
    )  # fmt: skip


def _clinic(work: Work) -> Clinic:
    clinic = work.session.get(Clinic, work.laptop.clinic_id)
    assert clinic is not None, "a clinic that prints was founded"
    return clinic
