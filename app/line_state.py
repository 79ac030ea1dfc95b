"""How the line stands and what a round, a file or a hub did, for windows, which know no models."""

from models.ledger.line_state import (
    CodeGiven,
    FileSaved,
    FileTaken,
    HeldBack,
    HubFound,
    HubJoined,
    HubServing,
    LineState,
    Moved,
    RoundResult,
    Visitor,
)

__all__ = [
    "CodeGiven",
    "FileSaved",
    "FileTaken",
    "HeldBack",
    "HubFound",
    "HubJoined",
    "HubServing",
    "LineState",
    "Moved",
    "RoundResult",
    "Visitor",
]
