import pytest

from tests.simulation.histories import BUGS, disagreements


def test_copies_agree_after_any_history() -> None:
    assert [seed for seed in range(150) if disagreements(seed)] == []


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_fault_is_found(bug: str) -> None:
    assert any(disagreements(seed, bug) for seed in range(200))
