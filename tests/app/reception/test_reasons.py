import tomllib
from pathlib import Path

from app.reception.reasons import reason_words
from models.said import Said

DEMO = Path(__file__).parents[3] / "resources" / "demo"


def test_what_the_people_of_the_demo_come_with_is_said_in_any_language() -> None:
    day, cases = (tomllib.loads((DEMO / name).read_text("utf-8")) for name in ("day.toml", "cases.toml"))
    reasons = {reason for made in (day, cases) for reason in _reasons(made)}
    assert len(reasons) > 20
    assert [reason for reason in reasons if not isinstance(reason_words(reason), Said)] == []


def test_what_somebody_typed_stays_as_it_is() -> None:
    assert reason_words("fell off a bicycle") == "fell off a bicycle"


def _reasons(made: object) -> list[str]:
    if isinstance(made, dict):
        here = [made["reason"]] if isinstance(made.get("reason"), str) else []
        return here + [reason for value in made.values() for reason in _reasons(value)]
    return [reason for one in made for reason in _reasons(one)] if isinstance(made, list) else []
