"""Which laptops hold which rows: one table, and one question asked of a row and of what it hangs from.

A laptop holds the whole clinic, or what a front desk needs (nothing clinical, ever), or one camp. Which of them
is written in its certificate when it joins: an event makes it that camp's; else an owner whose roles are all
of the desk makes it a front desk; everybody else needs the records. A supervisor may move it later: the row of
the laptop says what it is to hold now, the certificate what it was let in for. The role of whoever signs in does
not count: a doctor at the desk would pull the clinic's notes onto a laptop that stands in the hall.

A laptop of another sort is a word more in `DeviceScope` and a field more in `Holding`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from uuid import UUID

from models.vocabulary import DeviceScope, Role

TABLE = 1
"""Raised when `HOLDINGS` changes: laptops that hold a part then fetch their part anew."""

AT_THE_DESK = frozenset({Role.RECEPTIONIST, Role.CASHIER})


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds the rows of a kind, beside the laptops that hold the whole clinic.

    A row belongs to the camp that its field `event` names, to those of the rows it hangs from (`through`: field
    and kind), and to those of the rows that name it (`named_by`: kind and field). A row taken back names nobody.
    """

    everybody: bool = False
    desk: bool = False
    event: str | None = None
    through: tuple[tuple[str, str], ...] = ()
    named_by: tuple[tuple[str, str], ...] = ()

    @property
    def may_be_in_camps(self) -> bool:
        return bool(self.event or self.through or self.named_by)


EVERYBODY = Holding(everybody=True)
NEVER_AT_A_PART = Holding()
OF_THE_DESK = Holding(desk=True)
OF_A_CAMP = Holding(desk=True, event="event_id")
FOUND_AT_A_CAMP = Holding(event="event_id")

HOLDINGS: Mapping[str, Holding] = {
    # What every laptop needs to know its clinic, its people, and whom to believe.
    "clinic": EVERYBODY,
    "place": EVERYBODY,
    "account": EVERYBODY,
    "role_grant": EVERYBODY,
    "device": EVERYBODY,
    "writer": EVERYBODY,
    "price_item": EVERYBODY,
    # People and their money. A camp has those its own people turned out to be, with what must not be given to them.
    "patient": Holding(desk=True, named_by=(("registration", "patient_id"), ("visit", "patient_id"))),
    "consent": Holding(desk=True, through=(("person_id", "registration"), ("person_id", "patient"))),
    "identifier": OF_THE_DESK,
    "appointment": OF_THE_DESK,
    "token": OF_THE_DESK,
    "invoice": OF_THE_DESK,
    "line_item": OF_THE_DESK,
    "payer_share": OF_THE_DESK,
    "payment": OF_THE_DESK,
    # Findings. The desk may write some down as they are told (an allergy); it is never sent any.
    "allergy": Holding(through=(("patient_id", "patient"),)),
    "visit": FOUND_AT_A_CAMP,
    "vitals": Holding(event="event_id", through=(("visit_id", "visit"),)),
    "diagnosis": Holding(through=(("visit_id", "visit"),)),
    "prescription": Holding(through=(("visit_id", "visit"),)),
    "medicine_line": Holding(through=(("prescription_id", "prescription"),)),
    "kept_warning": Holding(through=(("prescription_id", "prescription"),)),
    "station_visit": FOUND_AT_A_CAMP,
    # Camps: front desks give passes out and let people in as well.
    "programme": Holding(desk=True, named_by=(("event", "programme_id"),)),
    "event": Holding(desk=True, event="id"),
    "checklist_tick": OF_A_CAMP,
    "station": OF_A_CAMP,
    "registration": OF_A_CAMP,
    "pass": OF_A_CAMP,
    "pass_binding": OF_A_CAMP,
    "admission": OF_A_CAMP,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a laptop may hold. A camp's without an event is that of a camp long over: what everybody holds."""

    sort: DeviceScope = DeviceScope.CLINIC
    event: bytes | None = None

    @property
    def is_whole(self) -> bool:
        return self.sort is DeviceScope.CLINIC

    @property
    def label(self) -> str:
        return (
            str(self.sort)
            if self.sort is not DeviceScope.CAMP
            else f"{self.sort}:{(self.event or b'').hex()}"
        )

    @property
    def version(self) -> int:
        """What a cursor says it was read for. The whole clinic is 0, whatever the table says."""
        if self.is_whole:
            return 0
        return int.from_bytes(sha256(f"shivir-scope-{TABLE} {self.label}".encode()).digest()[:4], "big") >> 1

    def always(self, kind: str) -> bool | None:
        """Whether rows of a kind are inside, all or none; None where it is asked of each row."""
        holding = HOLDINGS.get(kind, NEVER_AT_A_PART)
        if self.is_whole or holding.everybody:
            return True
        if self.sort is DeviceScope.DESK:
            return holding.desk
        return None if holding.may_be_in_camps and self.event is not None else False


WHOLE = Scope()


def scope_for(sort: str, event: bytes | None) -> Scope:
    """The scope that a certificate or a laptop's row names; of a sort not known here, the least there is."""
    if event is not None or sort == DeviceScope.CAMP:
        return Scope(DeviceScope.CAMP, event)
    return (
        Scope(DeviceScope(sort))
        if sort in (DeviceScope.CLINIC, DeviceScope.DESK)
        else Scope(DeviceScope.CAMP)
    )


def named(label: str) -> Scope | None:
    """The scope of a label; None for one that only a newer program knows."""
    sort, _, event = label.partition(":")
    if sort == DeviceScope.CAMP:
        return Scope(DeviceScope.CAMP, bytes.fromhex(event) or None)
    return Scope(DeviceScope(sort)) if sort in (DeviceScope.CLINIC, DeviceScope.DESK) else None


def sort_for(roles: Collection[Role], event: UUID | None) -> DeviceScope:
    """What a laptop is to hold whose owner has these roles."""
    if event is not None:
        return DeviceScope.CAMP
    return DeviceScope.DESK if roles and AT_THE_DESK.issuperset(roles) else DeviceScope.CLINIC


@cache
def hanging_from(kind: str) -> tuple[tuple[str, str], ...]:
    """(kind, field) of what is in the camps of a row of `kind` because it hangs from it."""
    return tuple(
        (child, field) for child, held in HOLDINGS.items() for field, parent in held.through if parent == kind
    )


@cache
def names(kind: str) -> tuple[str, str] | None:
    """(field, kind) of whom a row of `kind` brings into its camps by naming it."""
    found = [
        (field, named)
        for named, held in HOLDINGS.items()
        for naming, field in held.named_by
        if naming == kind
    ]
    return found[0] if found else None
