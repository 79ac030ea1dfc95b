from datetime import date, timedelta

import pytest

from app.supervision.overview_paper import overview_paper
from app.work import Refused
from models.vocabulary import Role
from tests.clinics import Clinic
from tests.speed.days_bulk import DaysOf

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("days", [1, 14, 31, 60, 366])
def test_it_is_one_sound_page_whatever_the_days(clinic: Clinic, days: int, language: str) -> None:
    with clinic.store.write_engine.begin() as connection:
        bulk = DaysOf(connection, TODAY)
        bulk.fill(20, 10)
        bulk.hold("Bhimpur camp", "भीमपुर शिविर", TODAY, 30)
    first = TODAY - timedelta(days=days - 1)
    paper = clinic.desk(Role.SUPERVISOR).run(overview_paper, first, TODAY, None, language)
    assert (paper.pages, paper.faults) == (1, ())
    assert paper.name == f"overview-{first}-2026-11-21"


def test_an_empty_clinic_has_a_sound_page_too(clinic: Clinic) -> None:
    assert clinic.desk(Role.SUPERVISOR).run(overview_paper, TODAY, TODAY).faults == ()


def test_volunteers_get_none(clinic: Clinic) -> None:
    with pytest.raises(Refused):
        clinic.desk(Role.VOLUNTEER).run(overview_paper, TODAY, TODAY)
