"""How the line stands and what a round did, for windows, which know no models."""

from models.ledger.line_state import HeldBack, LineState, Moved, RoundResult

__all__ = ["HeldBack", "LineState", "Moved", "RoundResult"]
