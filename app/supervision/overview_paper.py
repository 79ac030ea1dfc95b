"""The overview as a paper: the same figures as on the screen, counted at the moment of printing."""

from datetime import date
from uuid import UUID

from app.papers.head import Clinic as PaperClinic
from app.papers.overview_sheet import Amount, Figure, OverviewSheet, Part, overview_sheet
from app.papers.page import Paper
from app.supervision.camp_findings import CampResult
from app.supervision.day_groups import Group, Step, grouped, step_of
from app.supervision.overview import Overview, count_overview
from app.words import SHORT_MONTHS, Paise, Words, counted
from app.work import Deed, Lane, Said, Work, use_case
from models.people.clinic import Clinic

MOST_CONDITIONS = 8
PER = {
    Step.DAY: Said("Visits per day"),
    Step.WEEK: Said("Visits per week"),
    Step.MONTH: Said("Visits per month"),
}


@use_case(Deed.SEE_OVERVIEW, Lane.READ)
def overview_paper(
    work: Work, first_day: date, last_day: date, place: UUID | None = None, language: str = "en"
) -> Paper:
    """One page of A4 in the language of whoever asks."""
    shown = count_overview(work, first_day, last_day, place)
    work.tell("print_overview", detail=f"{first_day.isoformat()} {last_day.isoformat()}")
    clinic = work.session.get(Clinic, work.laptop.clinic_id)
    assert clinic is not None, "every store has its clinic"
    camp = shown.last_camp
    return overview_sheet(
        OverviewSheet(
            language=language,
            clinic=PaperClinic(name=clinic.name, address=clinic.address or "", phone=clinic.phone or ""),
            first_day=first_day,
            last_day=last_day,
            place=Said("All places") if shown.place is None else shown.place.name,
            figures=_figures(shown, Words(language)),
            days=_days(shown),
            found=_found(camp) if camp else None,
            served=_served(camp, language) if camp else None,
            printed_at=work.now,
        )
    )


def _figures(shown: Overview, words: Words) -> list[Figure]:
    figures = [Figure(Said("Visits"), words.number(shown.visits.total), _before(shown, words))]
    if shown.camps is not None:
        held = counted("{n} camp", "{n} camps", n=shown.camps.camps)
        figures.append(Figure(Said("Camp screened"), words.number(shown.camps.people), held))
    if shown.money is not None:
        due = Said("{amount} left to pay", amount=Paise(shown.money.due_paise))
        collected = words.rupees(round(shown.money.collected_paise, -2))
        figures.append(Figure(Said("Collected"), collected, due))
    if shown.unseen is not None:
        percent = round(shown.unseen.unseen * 100 / shown.unseen.given) if shown.unseen.given else 0
        of = Said("{percent}% of {n} tokens", percent=percent, n=words.number(shown.unseen.given))
        figures.append(Figure(Said("Left unseen"), words.number(shown.unseen.unseen), of))
    if shown.wait is not None:
        minutes = shown.wait.minutes
        figures.append(Figure(Said("Typical wait"), "–" if minutes is None else Said("{n} min", n=minutes)))
    return figures


def _before(shown: Overview, words: Words) -> Said:
    return Said("{n} in the days before", n=words.number(shown.visits.before))


def _days(shown: Overview) -> Part:
    days = shown.visits.days
    step = step_of(days)
    about = Said("Full: clinic · outline: camp") if shown.camps and shown.camps.people else ""
    rows = [Amount(_label(one, step), one.total, one.clinic) for one in grouped(days)]
    return Part(PER[step], about, rows)


def _label(group: Group, step: Step) -> str:
    month = SHORT_MONTHS[group.first.month - 1]
    return f"{month} {group.first.year}" if step is Step.MONTH else f"{group.first.day} {month}"


def _found(camp: CampResult) -> Part:
    rows = [
        Amount(one.said, one.people, one.people, Said("of {n}", n=one.measured))
        for one in camp.conditions[:MOST_CONDITIONS]
    ]
    return Part(Said("Conditions found"), camp.name, rows)


def _served(camp: CampResult, language: str) -> Part:
    rows = [
        Amount((one.name_other if language != "en" else None) or one.name, one.people, one.people)
        for one in camp.services[:MOST_CONDITIONS]
    ]
    return Part(Said("Camp services"), counted("{n} person", "{n} people", n=camp.people), rows)
