"""Asks the server everything its own description allows, and much it does not: no answer is a mistake of ours.

`SHIVIR_EXAMPLES=2000` asks longer.
"""

import io
import os
from contextlib import suppress
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode

from sync.server.app import application
from sync.server.limits import Rate, Rates
from sync.server.log import Log
from tests.sync.conftest import Street
from tests.sync.servers import BOTH

EXAMPLES = int(os.environ.get("SHIVIR_EXAMPLES", "25"))
STORES = BOTH if "SHIVIR_EXAMPLES" in os.environ else BOTH[1:]
"""PostgreSQL is the pickier of the two."""

FREELY = Rates(*[Rate(1e9, 1e9)] * 3)


def ask_everything(street: Street, headers: dict[str, str], inner_only: bool) -> set[int]:
    """Every operation, by what is right and by what is wrong; the statuses that came."""
    app = application(street.centre.ground, Log(street.first.clock, io.StringIO()), rates=FREELY)
    statuses: set[int] = set()
    for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # an Err raises what is wrong
        if inner_only and "security" not in operation.definition.raw:
            continue
        for mode in GenerationMode:

            @settings(
                max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
            )
            @given(operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case[Any]) -> None:
                answer = case.call(headers=headers)
                statuses.add(answer.status_code)
                case.validate_response(answer, checks=[not_a_server_error])

            with suppress(Unsatisfiable):  # nothing can be wrong with a question without words
                ask()
    return statuses


def test_strangers_never_meet_a_mistake(street: Street) -> None:
    assert {200, 400, 401} <= ask_everything(street, {}, inner_only=False)


def test_laptops_never_meet_a_mistake(street: Street) -> None:
    assert street.one.line.round_now().is_done
    session = {"Authorization": f"Bearer {street.one.wire.bearers[-1]}"}
    assert 400 in ask_everything(street, session, inner_only=True)
