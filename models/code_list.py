"""What is data and not code: lists, thresholds and schedules in resources/codes, each with its source."""

from functools import cache
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).parent.parent / "resources"


@cache
def code_list(name: str, folder: str = "codes") -> dict[str, Any]:
    """The list `name`, read once; whoever gets it must not change it."""
    import tomllib

    return tomllib.loads((RESOURCES / folder / f"{name}.toml").read_text("utf-8"))
