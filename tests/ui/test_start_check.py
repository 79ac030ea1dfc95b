from ui.start_check import CALLS, binding_problem, count_lost


def test_this_binding_loses_nothing() -> None:
    assert binding_problem() is None


def test_a_binding_that_loses_none_at_every_call_is_found() -> None:
    counts = iter((10_000, 10_000 - CALLS))

    problem = binding_problem(lambda _thing: next(counts))

    assert problem is not None
    assert "Install Shivir again" in problem


def test_a_few_references_more_or_less_are_no_leak() -> None:
    counts = iter((10_000, 9_990))
    assert binding_problem(lambda _thing: next(counts)) is None
    assert abs(count_lost(list)) < CALLS // 2
