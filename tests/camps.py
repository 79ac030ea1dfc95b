"""A camp for tests, and a second laptop of the same clinic that was apart when things happened."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, select, update

from app.camps.answers import CheckIn
from app.camps.check_in import check_in
from app.camps.events import NewEvent, plan_event
from app.camps.participants import ParticipantCard
from app.camps.passes import PassCard, issue_pass
from app.camps.programmes import NewProgramme, approve_programme, plan_programme
from app.camps.registering import NewParticipant, register_participant
from app.supervision.found import DeviceKeys, certify
from app.supervision.founding import new_device_keys
from app.work import Deed, Desk, Lane, Work, use_case
from models.ledger.apply import TakenIn, take_in
from models.ledger.device import Device, Here, Series
from models.ledger.journal import read_works
from models.vocabulary import Role, Sex
from tests.clinics import KEY, Clinic, bytes_from

OPENS = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
CLOSES = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
SAVITRI = NewParticipant(
    "Savitri Bai", Sex.FEMALE, phone="9876543210", village="Bhimpur", conditions=("hypertension",)
)


@dataclass(frozen=True, slots=True)
class Camp:
    """A camp at a laptop, with the people who run it there."""

    clinic: Clinic
    programme_id: UUID
    id: UUID

    @property
    def gate(self) -> Desk:
        return self.clinic.desk(Role.VOLUNTEER)

    @property
    def coordinator(self) -> Desk:
        return self.clinic.desk(Role.COORDINATOR)

    def at(self, laptop: Clinic) -> "Camp":
        """The same camp at another laptop."""
        return Camp(laptop, self.programme_id, self.id)

    def register(self, new: NewParticipant = SAVITRI) -> ParticipantCard:
        return self.gate.run(register_participant, self.id, new)

    def pass_of(self, who: ParticipantCard) -> PassCard:
        return self.gate.run(issue_pass, self.id, who.id)

    def scan(self, text: str, anyway: bool = False) -> CheckIn:
        return self.gate.run(check_in, self.id, text, anyway=anyway)


def a_camp(
    clinic: Clinic, name: str = "Bhimpur health camp", opens: datetime = OPENS, closes: datetime = CLOSES
) -> Camp:
    """An approved screening camp, open at the hour of the test clock."""
    supervisor = clinic.desk(Role.SUPERVISOR)
    programme = supervisor.run(plan_programme, NewProgramme("Healthy Heart", "screening"))
    supervisor.run(approve_programme, programme)
    new = NewEvent(name, "Govt School, Bhimpur", opens, closes, name_other="भीमपुर स्वास्थ्य शिविर")
    return Camp(clinic, programme, supervisor.run(plan_event, programme, new))


@use_case(Deed.FOUND_CLINIC)
def certify_laptop(work: Work, keys: DeviceKeys, code: str, event_id: UUID | None = None) -> UUID:
    here = work.session.get(Here, 1)
    assert here is not None
    return certify(work, here, keys, f"Gate {code}", code=code, lane=code[0], event_id=event_id).id


def second_laptop(
    clinic: Clinic, path: Path, code: str = "B2", certified_for: UUID | None = None, seed: int = 7
) -> Clinic:
    """A laptop that joined now: it has all there is, a key and a certificate of its own."""
    fresh = bytes_from(seed)
    keys = new_device_keys(fresh)
    device = clinic.opened.machine_desk("enrolment").run(certify_laptop, keys, code, certified_for)
    clinic.store.copy_into(path, KEY)
    other = Clinic(path, KEY, seed=seed)
    other.clock.now = clinic.clock.now
    with other.store.write_engine.begin() as connection:
        connection.execute(delete(Series))
        connection.execute(
            update(Here).values(
                writer=fresh(8), epoch=fresh(8), number=0, audit_number=0, audit_hash=bytes(32), device_id=device,
                sign_private=keys.sign_private, seal_private=keys.seal_private, root_private=None,
            )
        )  # fmt: skip
    return other


def carry(one: Clinic, other: Clinic) -> TakenIn:
    """Everything that `one` knows comes to `other`."""
    with one.store.read_engine.begin() as connection:
        works = [work for _, work in read_works(connection, 0, 100_000)]
    with other.store.write_engine.begin() as connection:
        return take_in(connection, works)


def exchange(one: Clinic, other: Clinic) -> None:
    """Both learn all the other knows."""
    carry(one, other)
    carry(other, one)


def rows(clinic: Clinic, table: str) -> int:
    with clinic.opened.sessions.begin(Lane.READ) as session:
        count: int = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        return count


def teach_clock(clinic: Clinic, offset: timedelta = timedelta()) -> None:
    """As if a server had told the time."""
    with clinic.store.write_engine.begin() as connection:
        connection.execute(update(Here).values(clock_offset_ms=int(offset.total_seconds() * 1000)))


@use_case(Deed.FOUND_CLINIC)
def revoke_laptop(work: Work, code: str) -> None:
    work.withdraw(work.session.scalars(select(Device).where(Device.code == code)).one(), "stolen")


def break_certificate(clinic: Clinic, code: str) -> None:
    """Put another laptop's certificate where this one's was."""
    with clinic.store.write_engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE device SET certificate = (SELECT certificate FROM device d WHERE d.code = 'A1') "
            "WHERE code = ?",
            (code,),
        )
