"""How the line stands and what a round did, for windows, which know no models."""

from models.ledger.line_state import CodeGiven, HeldBack, LineState, Moved, RoundResult

__all__ = ["CodeGiven", "HeldBack", "LineState", "Moved", "RoundResult"]
