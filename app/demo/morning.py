"""The morning of today: tokens in every state, a doctor with a patient inside, people booked for later."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from app.clock import hours_of
from app.consulting.consultation import consultation
from app.consulting.name_diagnosis import add_diagnosis
from app.consulting.notes import save_notes
from app.consulting.prescribe import NewLine, add_line
from app.consulting.record_vitals import record_vitals
from app.consulting.visits import open_visit
from app.demo.batches import Came, Coming, give_tokens
from app.demo.cases import Case, read_case, vitals_for
from app.demo.cast import Person, Stage
from app.demo.history import History, Known, Told, years_of
from app.people.details import NewAllergy, NewPatient
from app.reception.appointments import NewAppointment, arrive, book_appointment
from app.reception.call import call_token, finish_token, leave_token, start_token
from app.reception.give_token import NewToken, give_token
from app.work import Desk
from models.code_list import code_list
from models.vocabulary import AllergiesAsked, Priority, Role, Sex

OPEN_FOR = timedelta(minutes=150)
FEW_BILLED = 8
TAKES = 5
BOOKED_BEFORE = timedelta(days=4)
NEW_HERE = timedelta(days=45)

Entry = Mapping[str, Any]


class Morning:
    """Plans the past of those who are named in the lists, then makes the day."""

    def __init__(self, stage: Stage, history: History) -> None:
        self._stage, self._history = stage, history
        self._lists = code_list("day", "demo")
        self._known: dict[str, Known] = {}
        self._tokens: dict[str, UUID] = {}
        self._bookings: dict[str, UUID] = {}
        self._tasks: list[tuple[datetime, Callable[[], None]]] = []
        start, _ = hours_of(stage.today)
        self._opened = max(start + timedelta(minutes=1), stage.now - OPEN_FOR)
        for entry in (*self._lists["queue"], *self._lists["appointments"]):
            self._plan_past(entry)

    def make(self, told: Told) -> None:
        """Everything of today up to now."""
        self._already_seen()
        told(0.4)
        for entry in self._lists["queue"]:
            self._plan_token(entry)
        for entry in self._lists["appointments"]:
            if entry.get("state") == "arrived":
                self._plan_arrival(entry)
        for at, task in sorted(self._tasks, key=lambda task: task[0]):
            self._stage.clock.now = at
            task()
        told(1.0)

    def person(self, name: str) -> Known:
        """Somebody named in the lists."""
        return self._known[name]

    def booking(self, name: str) -> UUID:
        """The booking of somebody who has one today."""
        return self._bookings[name]

    def _plan_past(self, entry: Entry) -> None:
        story = self._story(entry)
        visits = story.get("visits", ())
        stage, before = self._stage, max((one["days"] for one in visits), default=NEW_HERE.days)
        first = stage.today - timedelta(days=before)
        self._history.plan(first, partial(self._register, entry, story, first))
        for one in visits:
            day = stage.today - timedelta(days=one["days"])
            doctor, case = stage.doctor_in(one["doctor"]), read_case(one)
            self._history.plan(day, partial(self._visit, entry["name"], doctor, day, case))
        if "minutes" in entry:
            day = stage.today - BOOKED_BEFORE
            self._history.plan(day, partial(self._book, entry, day))

    def _register(self, entry: Entry, story: Entry, day: date) -> None:
        about = _about(entry, story, self._stage.today)
        self._known[entry["name"]] = self._history.enter(day, [about])[0]

    def _visit(self, name: str, doctor: Person, day: date, case: Case) -> None:
        self._history.past_visit(self._known[name], doctor, day, case)

    def _book(self, entry: Entry, day: date) -> None:
        stage = self._stage
        stage.clock.set(day, 15 * 60)
        quarter = stage.now.replace(minute=stage.now.minute // 15 * 15, second=0, microsecond=0)
        new = NewAppointment(
            stage.doctor_in(entry["doctor"]).id,
            quarter + timedelta(minutes=entry["minutes"]),
            entry["service"],
        )
        self._bookings[entry["name"]] = (
            stage.desk(Role.RECEPTIONIST)
            .run(book_appointment, self._known[entry["name"]].id, new)
            .appointment_id
        )

    def _already_seen(self) -> None:
        """The first tokens of the day: all seen, but one who left."""
        stage, lists, desk = self._stage, self._lists, self._stage.desk(Role.RECEPTIONIST)
        stage.clock.now = self._opened
        drawn = stage.dice.sample(
            self._history.register, min(lists["seen_before"], len(self._history.register))
        )
        left, others = drawn[lists["left_at"] - 1 : lists["left_at"]], drawn[: lists["left_at"] - 1]
        comings = [self._coming(one, at) for at, one in enumerate(others)]
        came = list(desk.run(give_tokens, comings))
        for one in left:
            token = desk.run(give_token, one.id, NewToken(stage.doctors[0].id, "BP check")).token
            stage.clock.tick(600)
            desk.run(leave_token, token.id)
        late = [self._coming(one, at) for at, one in enumerate(drawn[lists["left_at"] :], start=len(others))]
        came += desk.run(give_tokens, late)
        self._history.see(came)
        self._pay(came)

    def _pay(self, came: list[Came]) -> None:
        """The last ones seen still have to go to the counter."""
        paid = [one for one in came[:FEW_BILLED] if one.coming.ended_at < self._stage.now]
        self._stage.clock.tick(60)
        self._history.bill(paid)

    def _coming(self, one: Known, turn: int) -> Coming:
        stage, history = self._stage, self._history
        case = history.case_of(one, stage.today)
        vitals = vitals_for(stage.dice, case, years_of(one.about, stage.today))
        room = self._opened + (stage.now - timedelta(minutes=62) - self._opened) / 12 * turn
        return history.coming(one, stage.doctors[turn % 2], case, room + timedelta(minutes=1), vitals)

    def _plan_token(self, entry: Entry) -> None:
        now = self._stage.now
        self._tasks.append((now - timedelta(minutes=entry["ago"]), partial(self._give, entry)))
        if entry["state"] == "waiting":
            return
        is_done = entry["state"] == "done"
        went_in = now - timedelta(minutes=entry["since"] + (TAKES if is_done else 0))
        self._tasks.append((went_in, partial(self._go_in, entry)))
        if is_done:
            self._tasks.append(
                (now - timedelta(minutes=entry["since"]), partial(self._finish, entry["name"]))
            )

    def _plan_arrival(self, entry: Entry) -> None:
        came = self._stage.now - timedelta(minutes=61)
        self._tasks.append((came, partial(self._arrive, entry["name"])))
        self._tasks.append((came + timedelta(minutes=18), partial(self._finish, entry["name"])))

    def _give(self, entry: Entry) -> None:
        stage, who = self._stage, self._known[entry["name"]]
        new = NewToken(
            stage.doctor_in(entry["doctor"]).id, entry["reason"], Priority(entry.get("priority", "none"))
        )
        self._tokens[entry["name"]] = stage.desk(Role.RECEPTIONIST).run(give_token, who.id, new).token.id
        story = self._story(entry)
        measured = story.get("measured") or story.get("today", {}).get("vitals")
        if measured:
            stage.clock.tick(90)
            stage.desk(Role.NURSE).run(record_vitals, who.id, measured, confirmed=True)

    def _arrive(self, name: str) -> None:
        desk = self._stage.desk(Role.RECEPTIONIST)
        self._tokens[name] = desk.run(arrive, self._bookings[name]).given.token.id

    def _finish(self, name: str) -> None:
        self._stage.desk(Role.RECEPTIONIST).run(finish_token, self._tokens[name])

    def _go_in(self, entry: Entry) -> None:
        desk, token = self._stage.desk_of(self._stage.doctor_in(entry["doctor"])), self._tokens[entry["name"]]
        desk.run(call_token, token)
        self._stage.clock.tick(20)
        desk.run(start_token, token)
        if entry["state"] == "done":
            return
        visit = desk.run(open_visit, token)
        written = self._story(entry).get("today")
        if written:
            self._write(desk, visit, read_case({"reason": entry["reason"], **written}))

    def _write(self, desk: Desk, visit: UUID, case: Case) -> None:
        """What the doctor has written so far; the prescription is not signed yet."""
        self._stage.clock.tick(180)
        desk.run(
            save_notes, visit, desk.run(consultation, visit).notes.seen,
            {"complaint": case.complaint, "examination": case.examination},
        )  # fmt: skip
        for named in case.diagnoses:
            desk.run(add_diagnosis, visit, named.name, named.code)
        for one in case.medicines:
            desk.run(
                add_line, visit,
                NewLine(
                    one.name, one.usual, one.strength, one.form, one.unit, one.sold, one.holds, one.food, one.days,
                    route=one.how.value,
                ),
            )  # fmt: skip

    def _story(self, entry: Entry) -> Entry:
        story: Entry = self._lists["stories"].get(entry.get("story", ""), {})
        return story


def _about(entry: Entry, story: Entry, today: date) -> NewPatient:
    if "months" in entry:
        born_on, estimated = today - timedelta(days=round(entry["months"] * 30.5)), False
    else:
        born_on, estimated = date(today.year - entry["age"], 7, 1), True
    allergies = tuple(NewAllergy(*one) for one in story.get("allergies", ()))
    return NewPatient(
        entry["name"], Sex(entry["sex"]), born_on, estimated, entry.get("phone"), entry.get("village"),
        entry.get("name_other"), allergies=allergies, conditions=tuple(story.get("conditions", ())),
        allergies_asked=AllergiesAsked.KNOWN if allergies else AllergiesAsked.NOT_ASKED,
    )  # fmt: skip
