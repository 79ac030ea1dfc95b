from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Choice, Derived, Synced
from models.fields import ASK, FIXED, NEWEST, furthest, shared
from models.people.search import index_registrations
from models.vocabulary import AdmissionWay, EventState, RegistrationSource, Sex


class Programme(Synced, Base):
    """Why camps are held: the aim, for whom, with whose money. `type` is a key of `resources/codes/camps.toml`."""

    __tablename__ = "programme"
    kind = "programme"

    name: Mapped[str] = shared(ASK)
    type: Mapped[str] = shared(ASK)
    objective: Mapped[str | None] = shared(NEWEST)
    target_group: Mapped[str | None] = shared(NEWEST)
    target_count: Mapped[int | None] = shared(NEWEST)
    eligibility: Mapped[str | None] = shared(NEWEST)
    staff_needed: Mapped[str | None] = shared(NEWEST)
    volunteers_needed: Mapped[int | None] = shared(NEWEST)
    equipment_needed: Mapped[str | None] = shared(NEWEST)
    sponsor: Mapped[str | None] = shared(ASK)
    partners: Mapped[str | None] = shared(NEWEST)
    scheme: Mapped[str | None] = shared(NEWEST)
    budget_paise: Mapped[int | None] = shared(ASK)
    starts_on: Mapped[date | None] = shared(ASK)
    ends_on: Mapped[date | None] = shared(ASK)
    approved_by: Mapped[UUID | None] = shared(ASK)
    approved_at: Mapped[datetime | None] = shared(NEWEST)


class Event(Synced, Base):
    """A programme on one day at one place: the camp people come to."""

    __tablename__ = "event"
    kind = "event"

    programme_id: Mapped[UUID] = shared(FIXED, index=True)
    name: Mapped[str] = shared(ASK)
    name_other: Mapped[str | None] = shared(NEWEST)
    venue: Mapped[str] = shared(ASK)
    village: Mapped[str | None] = shared(NEWEST)
    latitude_e6: Mapped[int | None] = shared(NEWEST)
    longitude_e6: Mapped[int | None] = shared(NEWEST)
    starts_at: Mapped[datetime] = shared(ASK, index=True)
    ends_at: Mapped[datetime] = shared(ASK)
    capacity: Mapped[int | None] = shared(ASK)
    activities: Mapped[str | None] = shared(NEWEST)
    coordinator_id: Mapped[UUID | None] = shared(ASK)
    state: Mapped[EventState] = shared(
        furthest(*EventState, clash=(EventState.CANCELLED, EventState.REPORTING)),
        Choice(EventState),
        default=EventState.PLANNING,
    )
    cancelled_because: Mapped[str | None] = shared(NEWEST)


class ChecklistTick(Synced, Base):
    """A line of an event's checklist that was dealt with; the list itself is data. Its id is made from event
    and item, so that two laptops tick the same row. `done_at` None: unticked again.
    """

    __tablename__ = "checklist_tick"
    kind = "checklist_tick"

    event_id: Mapped[UUID] = shared(FIXED, index=True)
    item: Mapped[str] = shared(FIXED)
    done_at: Mapped[datetime | None] = shared(NEWEST)
    done_by: Mapped[UUID | None] = shared(NEWEST)


class Station(Synced, Base):
    """A table at the camp. `position` is the usual way round; `service` is its bit in the pass."""

    __tablename__ = "station"
    kind = "station"

    event_id: Mapped[UUID] = shared(FIXED, index=True)
    position: Mapped[int] = shared(NEWEST)
    name: Mapped[str] = shared(ASK)
    name_other: Mapped[str | None] = shared(NEWEST)
    icon: Mapped[str] = shared(NEWEST)
    service: Mapped[int] = shared(FIXED)
    lead: Mapped[str | None] = shared(NEWEST)


class Registration(Synced, Base):
    """Somebody who means to come to an event, or has come. `number` is on the pass; `patient_id` once known."""

    __tablename__ = "registration"
    kind = "registration"
    derive = Derived(index_registrations)

    event_id: Mapped[UUID] = shared(FIXED, index=True)
    number: Mapped[str] = shared(FIXED, index=True)
    name: Mapped[str] = shared(ASK)
    name_other: Mapped[str | None] = shared(NEWEST)
    sex: Mapped[Sex] = shared(ASK, Choice(Sex), default=Sex.UNKNOWN)
    born_on: Mapped[date | None] = shared(ASK)
    birth_is_estimated: Mapped[bool] = shared(ASK, default=False)
    relative_name: Mapped[str | None] = shared(NEWEST)
    phone: Mapped[str | None] = shared(NEWEST, index=True)
    village: Mapped[str | None] = shared(NEWEST)
    conditions: Mapped[str | None] = shared(ASK)
    medications: Mapped[str | None] = shared(ASK)
    referred_by: Mapped[str | None] = shared(NEWEST)
    source: Mapped[RegistrationSource] = shared(FIXED, Choice(RegistrationSource))
    consented_at: Mapped[datetime | None] = shared(NEWEST)
    patient_id: Mapped[UUID | None] = shared(ASK, index=True)


class Pass(Synced, Base):
    """A signed card for one event, known to the laptops its record has reached; others go by the signature.

    `id` is the pass id in the code; `number` stands large on it: the code of the laptop that signed it and its
    count, as a rule the number of the registration too. `withdrawn` revokes it; `replaced_by_id` names the one
    given out instead.
    A blank one, printed before anybody was known, has no `registration_id`: see `PassBinding`.
    """

    __tablename__ = "pass"
    kind = "pass"

    event_id: Mapped[UUID] = shared(FIXED, index=True)
    registration_id: Mapped[UUID | None] = shared(FIXED, index=True)
    number: Mapped[str] = shared(FIXED, index=True)
    code: Mapped[str] = shared(FIXED, index=True)
    text: Mapped[str] = shared(FIXED)
    issue: Mapped[int] = shared(FIXED, default=0)
    replaced_by_id: Mapped[UUID | None] = shared(ASK)


class PassBinding(Synced, Base):
    """A blank pass given to a person. A record of its own, because the laptop that binds may never have seen
    the pass itself. Of two for one pass the earliest counts, and the coordinator is shown both.
    """

    __tablename__ = "pass_binding"
    kind = "pass_binding"

    event_id: Mapped[UUID] = shared(FIXED, index=True)
    pass_id: Mapped[UUID] = shared(FIXED, index=True)
    registration_id: Mapped[UUID] = shared(FIXED, index=True)


class Admission(Synced, Base):
    """Somebody came in. Two for one pass stay two records: the earliest counts, the other is shown to the
    coordinator. `pass_id` may be of a pass this laptop never saw; then `registration_id` is not known yet.
    """

    __tablename__ = "admission"
    kind = "admission"

    event_id: Mapped[UUID] = shared(FIXED, index=True)
    pass_id: Mapped[UUID] = shared(FIXED, index=True)
    registration_id: Mapped[UUID | None] = shared(FIXED, index=True)
    device_id: Mapped[UUID | None] = shared(FIXED)
    at: Mapped[datetime] = shared(FIXED)
    way: Mapped[AdmissionWay] = shared(FIXED, Choice(AdmissionWay))
    token: Mapped[str] = shared(FIXED)


class StationVisit(Synced, Base):
    """A service somebody had at a table of the camp, by whom and when. Like an admission it may know only the
    pass: the table's laptop need not have heard of the registration yet.
    """

    __tablename__ = "station_visit"
    kind = "station_visit"

    event_id: Mapped[UUID] = shared(FIXED, index=True)
    station_id: Mapped[UUID] = shared(FIXED, index=True)
    registration_id: Mapped[UUID | None] = shared(FIXED, index=True)
    pass_id: Mapped[UUID | None] = shared(FIXED, index=True)
    at: Mapped[datetime] = shared(FIXED)
