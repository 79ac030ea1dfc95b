"""Weeks of a clinic's life, put straight into the tables: as much as an overview has to count, with nobody's names."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from app.clock import hours_of
from models.base import Synced, table_of
from models.billing.invoice import Invoice, Payment
from models.camps.event import Event, Registration, Station, StationVisit
from models.consulting.visit import Visit, Vitals
from models.identity import uuid7
from models.ledger.device import Device, Here
from models.people.clinic import Place
from models.reception.token import Token
from models.vocabulary import (
    EventState,
    InvoiceState,
    PaymentMethod,
    RegistrationSource,
    Sex,
    TokenState,
    VisitState,
)

TABLES = ("Vitals", "Blood sugar", "Eye test", "Doctor", "Medicines", "Dental")
HINDI = ("जाँच", "शुगर", "आँख की जाँच", "डॉक्टर", "दवा", "दाँत")


class DaysOf:
    """Fills the days up to `today`."""

    def __init__(self, connection: Connection, today: date, seed: int = 5) -> None:
        self._connection = connection
        self._today = today
        self._chance = random.Random(seed)
        self._writer = connection.execute(select(Here.writer)).scalar_one()
        self._place = connection.execute(select(Place.id)).scalars().first()
        self._lane = connection.execute(select(Device.lane)).scalars().first() or "A"
        self._number = 0

    def fill(self, days: int, visits_a_day: int) -> None:
        """A token, a visit, a bill and its payment for each; Sundays are quiet."""
        for back in range(days):
            day = self._today - timedelta(days=back)
            count = 0 if day.weekday() == 6 else round(visits_a_day * self._chance.uniform(0.75, 1.25))
            people = [self._one(day, number) for number in range(1, count + 1)]
            for model, place in ((Token, 0), (Visit, 1), (Invoice, 2), (Payment, 3)):
                self._insert(model, [row for rows in people if (row := rows[place]) is not None])

    def hold(self, name: str, name_other: str, day: date, people: int) -> UUID:
        """A camp on that day at which so many people were at some of its tables."""
        opens = hours_of(day)[0] + timedelta(hours=9)
        event = self._row(
            opens, programme_id=self._id(opens), name=name, name_other=name_other, venue="School",
            starts_at=opens, ends_at=opens + timedelta(hours=7), state=EventState.EXECUTION,
        )  # fmt: skip
        self._insert(Event, [event])
        stations = [
            self._row(opens, event_id=event["id"], position=at, name=table, name_other=HINDI[at], icon="heart",
                      service=at)
            for at, table in enumerate(TABLES)
        ]  # fmt: skip
        self._insert(Station, stations)
        came = [self._participant(event["id"], opens, number) for number in range(people)]
        self._insert(Registration, came)
        self._insert(Vitals, [self._vitals(event["id"], one["id"], opens) for one in came])
        self._insert(
            StationVisit, list(self._stops(event["id"], [one["id"] for one in stations], came, opens))
        )
        key: UUID = event["id"]
        return key

    def _one(self, day: date, number: int) -> tuple[dict[str, Any] | None, ...]:
        chance = self._chance
        given = hours_of(day)[0] + timedelta(hours=9, minutes=chance.randrange(420))
        begun, patient = given + timedelta(minutes=chance.randrange(4, 60)), self._id(given)
        unseen = chance.random() < 0.04
        state = TokenState.LEFT if unseen else TokenState.DONE
        token = self._row(
            given, patient_id=patient, place_id=self._place, day=day, lane=self._lane, number=number,
            state=state, waits_from=given, started_at=None if unseen else begun,
        )  # fmt: skip
        if unseen:
            return token, None, None, None
        visit = self._row(
            begun, patient_id=patient, token_id=token["id"], place_id=self._place, day=day, started_at=begun,
            ended_at=begun + timedelta(minutes=8), state=VisitState.COMPLETED,
        )  # fmt: skip
        self._number += 1
        total = chance.choice((10000, 15000, 20000, 27000, 43500))
        bill = self._row(
            begun, patient_id=patient, visit_id=visit["id"], place_id=self._place,
            number=f"2627-A1-{self._number:06d}", issued_at=begun, total_paise=total, state=InvoiceState.ISSUED,
        )  # fmt: skip
        paid = None
        if chance.random() < 0.93:
            paid = self._row(
                begun, invoice_id=bill["id"], patient_id=patient, method=PaymentMethod.CASH, amount_paise=total,
                taken_at=begun, number=f"R2627-A1-{self._number:05d}",
            )  # fmt: skip
        return token, visit, bill, paid

    def _participant(self, event_id: UUID, opens: datetime, number: int) -> dict[str, Any]:
        sex = self._chance.choice((Sex.FEMALE, Sex.MALE))
        born = date(opens.year - self._chance.randrange(4, 80), 7, 1)
        return self._row(
            opens, event_id=event_id, number=f"A1-{number:04d}", name=f"Person {number}", sex=sex, born_on=born,
            source=RegistrationSource.WALK_IN,
        )  # fmt: skip

    def _vitals(self, event_id: UUID, person: UUID, opens: datetime) -> dict[str, Any]:
        chance = self._chance
        return self._row(
            opens, person_id=person, event_id=event_id, taken_at=opens, systolic_mmhg=chance.randrange(95, 175),
            diastolic_mmhg=chance.randrange(60, 105), weight_g=chance.randrange(38_000, 90_000),
            height_mm=chance.randrange(1480, 1780), sugar_mg_dl=chance.choice((None, 95, 130, 150, 180, 260)),
            haemoglobin_tenths=chance.choice((None, 95, 110, 125, 140)),
        )  # fmt: skip

    def _stops(
        self, event_id: UUID, stations: list[UUID], came: list[dict[str, Any]], opens: datetime
    ) -> Iterator[dict[str, Any]]:
        for one in came:
            for place, station in enumerate(stations):
                if place == 0 or self._chance.random() < 0.9 - 0.13 * place:
                    at = opens + timedelta(minutes=self._chance.randrange(400))
                    yield self._row(
                        at, event_id=event_id, station_id=station, registration_id=one["id"], at=at
                    )

    def _id(self, at: datetime) -> UUID:
        return uuid7(at, self._chance.randbytes(10))

    def _row(self, made_at: datetime, **values: Any) -> dict[str, Any]:
        own = {
            "id": self._id(made_at),
            "origin": self._writer,
            "edit": 1,
            "made_at": made_at,
            "made_surely": True,
        }
        return own | values

    def _insert(self, model: type[Synced], rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table_of(model)), rows)
