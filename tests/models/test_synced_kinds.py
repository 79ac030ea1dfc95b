import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent


def test_every_kind_is_known_from_the_first_question_on_whatever_was_imported_before() -> None:
    """In a process of its own: the first use case of a day brings only its own models."""
    asks = (
        "import models.people.patient;"
        "from models.base import synced_kinds;"
        "print(sorted({'prescription', 'medicine_line', 'invoice'} - synced_kinds().keys()))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asks], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
