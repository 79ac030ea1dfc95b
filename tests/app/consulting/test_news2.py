import pytest

from app.consulting.news2 import PARTS, News2, Risk, news2

WELL: dict[str, int | bool | None] = {
    "breaths_per_min": 16,
    "spo2_percent": 98,
    "systolic_mmhg": 120,
    "pulse_per_min": 72,
    "temperature_milli_c": 36900,
}


def score(alert: bool = True, **changed: int) -> News2:
    answer = news2(WELL | changed, 40, alert=alert)
    assert answer is not None
    return answer


def points(part: str, value: int) -> int:
    answer = news2(WELL | {part: value}, 40, alert=True)
    assert answer is not None
    return answer.points[part]


def test_somebody_well_scores_nothing() -> None:
    assert score().score == 0
    assert score().risk is Risk.LOW


@pytest.mark.parametrize(
    ("part", "edges"),
    [
        ("breaths_per_min", {8: 3, 9: 1, 11: 1, 12: 0, 20: 0, 21: 2, 24: 2, 25: 3}),
        ("spo2_percent", {91: 3, 92: 2, 93: 2, 94: 1, 95: 1, 96: 0, 100: 0}),
        ("systolic_mmhg", {90: 3, 91: 2, 100: 2, 101: 1, 110: 1, 111: 0, 219: 0, 220: 3}),
        ("pulse_per_min", {40: 3, 41: 1, 50: 1, 51: 0, 90: 0, 91: 1, 110: 1, 111: 2, 130: 2, 131: 3}),
        (
            "temperature_milli_c",
            {35000: 3, 35100: 1, 36000: 1, 36100: 0, 38000: 0, 38049: 0, 38050: 1, 39000: 1, 39100: 2},
        ),
    ],
)
def test_points_at_every_edge_of_the_chart(part: str, edges: dict[int, int]) -> None:
    assert {value: points(part, value) for value in edges} == edges


def test_one_part_at_its_worst_is_told_though_the_sum_is_small() -> None:
    assert score(pulse_per_min=131).risk is Risk.LOW_MEDIUM
    assert score(alert=False).risk is Risk.LOW_MEDIUM
    assert score(pulse_per_min=111, breaths_per_min=21, spo2_percent=95).risk is Risk.MEDIUM
    assert score(pulse_per_min=131, breaths_per_min=25, spo2_percent=95).risk is Risk.HIGH


def test_the_most_there_is() -> None:
    worst = WELL | {
        "breaths_per_min": 30,
        "spo2_percent": 80,
        "systolic_mmhg": 80,
        "pulse_per_min": 140,
        "temperature_milli_c": 34000,
    }
    answer = news2(worst, 40, alert=False, on_oxygen=True)
    assert answer is not None
    assert answer.score == 20


@pytest.mark.parametrize("part", PARTS)
def test_what_was_not_measured_is_missing_and_never_zero(part: str) -> None:
    answer = news2(WELL | {part: None}, 40, alert=True)
    assert answer is not None
    assert (answer.score, answer.risk, answer.missing) == (None, None, (part,))


def test_nobody_said_whether_she_is_awake() -> None:
    answer = news2(WELL, 40)
    assert answer is not None
    assert answer.missing == ("alert",)


@pytest.mark.parametrize(
    ("spo2", "on_oxygen", "expected"),
    [
        (83, False, 3),
        (85, False, 2),
        (87, False, 1),
        (88, False, 0),
        (98, False, 0),
        (93, True, 1),
        (95, True, 2),
        (97, True, 3),
    ],
)
def test_the_second_oxygen_scale(spo2: int, on_oxygen: bool, expected: int) -> None:
    answer = news2(
        WELL | {"spo2_percent": spo2}, 40, alert=True, on_oxygen=on_oxygen, keeps_carbon_dioxide=True
    )
    assert answer is not None
    assert answer.points["spo2_percent"] == expected


def test_it_is_not_for_children_and_pregnant_women() -> None:
    assert news2(WELL, 15, alert=True) is None
    assert news2(WELL, None, alert=True) is None
    assert news2(WELL, 30, pregnant=True, alert=True) is None
