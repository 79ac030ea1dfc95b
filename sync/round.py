"""One round, as a rule without hands: from what happened, to what to do next.

`step` is pure. Whoever drives it (the laptop's line, or a simulator in virtual time) does what the effects
say and tells what came of it. A round ends well only when the server has confirmed all there was to bring and
has nothing more to give.
"""

from dataclasses import dataclass, replace

SMALLEST, FIRST, LARGEST = 16_000, 64_000, 1_000_000
QUICK, SLOW = 2.0, 10.0
"""Seconds: batches double while one takes less than the first, and halve when one takes more than the second."""

PASSING = frozenset({"torn", "slow", "busy", "server_full"})
"""Troubles worth another try within the round."""

TRIES, RESTARTS, STALLS = 3, 2, 2
PATIENCE = 5.0
"""Longest wait inside a round; a server that asks for more is asked again in a later one."""


# What happened.


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody wants a round."""

    has_session: bool


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The server knows who we are, and we who it is."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The next batch is ready; it may be empty."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The answer came and all of it is kept: confirmations, verdicts, works and the cursor.

    `gained` counts what was confirmed or taken; `is_caught_up`: nothing of ours is left to confirm; `more`:
    the server has more to give; `took` seconds from asking to the answer.
    """

    gained: int
    is_caught_up: bool
    more: bool
    took: float
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """This laptop writes under a new name."""


@dataclass(frozen=True, slots=True)
class Rested:
    """The wait is over."""


@dataclass(frozen=True, slots=True)
class Broke:
    """Something did not work: a key of `sync/trouble.py`. `jitter` from 0 to 1 keeps laptops from asking in step."""

    trouble: str
    retry_after: float | None = None
    jitter: float = 0.5


Event = Started | SessionOpened | Gathered | Stored | Renewed | Rested | Broke


# What to do.


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Prove to the server who we are."""


@dataclass(frozen=True, slots=True)
class Gather:
    """Get the next own works ready, about so many bytes of them."""

    size: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """Send what is ready, ask for about so many bytes, and keep all that comes back."""

    want: int


@dataclass(frozen=True, slots=True)
class Renew:
    """Take a new writer: the store is older than what the server has of it."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Finish:
    """The round is over; well if there is no trouble."""

    trouble: str | None


Effect = OpenSession | Gather | Exchange | Renew | Rest | Finish


@dataclass(frozen=True, slots=True)
class Round:
    """Where a round stands."""

    size: int = FIRST
    has_session: bool = False
    sessions: int = 0
    failures: int = 0
    restarts: int = 0
    stalls: int = 0
    renewed: bool = False


def step(round_: Round, event: Event) -> tuple[Round, Effect]:
    """What follows from `event`, and what to do now."""
    match event:
        case Started(has_session):
            return _next(replace(round_, has_session=has_session))
        case SessionOpened():
            return _next(replace(round_, has_session=True))
        case Rested() | Renewed():
            return _next(round_)
        case Gathered():
            return round_, Exchange(round_.size)
        case Stored():
            return _go_on(replace(round_, size=_next_size(round_.size, event.took), failures=0), event)
        case Broke():
            return _recover(round_, event)


def _next(round_: Round) -> tuple[Round, Effect]:
    """On with the round: into a session first, then the next load."""
    return round_, Gather(round_.size) if round_.has_session else OpenSession()


def _go_on(round_: Round, stored: Stored) -> tuple[Round, Effect]:
    again = Gather(round_.size)
    if stored.fault == "behind" and not round_.renewed:
        return replace(round_, renewed=True), Renew()
    if stored.is_caught_up and not stored.more:
        return round_, Finish("revoked" if stored.fault == "revoked" else None)
    if stored.fault == "unknown_cursor" and round_.restarts < RESTARTS:
        return replace(round_, restarts=round_.restarts + 1), again
    if stored.gained:
        return replace(round_, stalls=0), again
    stalled = replace(round_, stalls=round_.stalls + 1)
    return stalled, again if stalled.stalls <= STALLS else Finish("server_ill")


def _recover(round_: Round, broke: Broke) -> tuple[Round, Effect]:
    if broke.trouble == "unknown_laptop" and round_.sessions < TRIES:
        return _next(replace(round_, has_session=False, sessions=round_.sessions + 1))
    wait = broke.retry_after
    if wait is None:
        wait = 0.25 * 2**round_.failures * (0.5 + broke.jitter)
    if broke.trouble not in PASSING or round_.failures + 1 >= TRIES or wait > PATIENCE:
        return round_, Finish(broke.trouble)
    return replace(round_, failures=round_.failures + 1, size=SMALLEST), Rest(wait)


def _next_size(size: int, took: float) -> int:
    if took < QUICK:
        return min(2 * size, LARGEST)
    return max(size // 2, SMALLEST) if took > SLOW else size


def pause_before(failures: int, jitter: float) -> float:
    """Seconds until the next round by itself, after so many that failed: 30 s, doubling to 15 minutes."""
    return float(min(30 * 2 ** min(failures, 6), 900) * (0.75 + 0.5 * jitter))
