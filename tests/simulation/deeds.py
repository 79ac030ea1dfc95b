"""What people do all day: some of it through the real use cases, the rest through the same ledger, of every kind."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.people.edit import edit_patient
from app.people.register import NewPatient, register_patient
from app.reception.call import call_next
from app.reception.give_token import NewToken, give_token
from app.refused import Refused
from models.base import (
    Choice,
    Day,
    Identity,
    Moment,
    Synced,
    milliseconds,
    shared_fields,
    synced_kinds,
    table_of,
)
from models.billing.invoice import Invoice, LineItem, Payment
from models.consulting.visit import Visit
from models.identity import shared_identity
from models.ledger import rows
from models.ledger.apply import Derive, take_in
from models.ledger.audit import AuditEntry, Told, chained
from models.ledger.capture import Ledger, seen_of
from models.ledger.change import Change, Edit, SavedWork, digest_of
from models.ledger.device import Here
from models.people.patient import Patient
from models.vocabulary import InvoiceKind, InvoiceState, ItemKind, PaymentMethod, VisitState
from tests.simulation.machines import Form, Machine, Person

WORDS = (
    "Asha",
    "Ramesh",
    "Sunita",
    "Meera",
    "Birsa",
    "Fatima",
    "Oraon",
    "Devi",
    "Tudu",
    "Kanke",
    "Bundu",
    "आशा",
)
HOT = 5
"""So many rows of each kind are where most edits meet."""

Dice = random.Random
LINES, RECEIPT = 3, "three lines"
"""Every bill of the simulation has so many lines and such a receipt, so that one seen without them shows."""

MADE_SINGLY = (
    "admission", "allergy", "appointment", "consent", "diagnosis", "event", "identifier", "kept_warning",
    "medicine_line", "pass", "pass_binding", "patient", "payer_share", "payment", "prescription", "price_item",
    "programme", "registration", "station", "station_visit", "token", "visit", "vitals",
)  # fmt: skip
EDITED = tuple(
    kind for kind in sorted(synced_kinds()) if kind not in ("device", "role_grant", "writer", "account")
)


class Notes:
    """What people saw when they saved from a form: (writer, number, record, field) → the edits that stood there.

    `overreached` are works that their author's role does not allow.
    """

    def __init__(self) -> None:
        self.seen: dict[tuple[bytes, int, bytes, str], frozenset[Edit]] = {}
        self.overreached: set[Edit] = set()

    def keep(self, ledger: Ledger, form: Form, names: list[str]) -> None:
        edit = ledger._stamp.edit
        for name in names:
            self.seen[edit.writer, edit.number, form.id.bytes, name] = frozenset(form.seen.of(name))


def do_something(machine: Machine, person: Person, dice: Dice, notes: Notes) -> None:
    """One deed; a No of a use case is an answer like any other, and somebody does something else instead."""
    deed = dice.choices(DEEDS, WEIGHTS)[0]
    try:
        deed(machine, person, dice, notes)
    except Refused:
        make_one(machine, person, dice, notes)


def register(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    name = f"{dice.choice(WORDS)} {dice.choice(WORDS)}"
    person.desk.run(register_patient, NewPatient(name, phone=f"9{dice.randrange(10**9):09}"))


def queue_up(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    patient = some_row(machine, "patient", dice)
    if patient is None or not person.desk.actor.grant.role.value.startswith(("rec", "nur", "sup", "adm")):
        raise _No
    person.desk.run(give_token, patient, NewToken(reason=dice.choice(WORDS)))


def call(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    if person.desk.run(call_next) is None:
        raise _No


def correct_patient(machine: Machine, person: Person, dice: Dice, notes: Notes) -> None:
    form = open_form(machine, Patient, some_row(machine, "patient", dice))
    field = dice.choice(("village", "name", "address"))
    person.desk.run(edit_patient, form.id, form.seen, {field: dice.choice(WORDS)})


def make_one(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    kinds = [kind for kind in MADE_SINGLY if kind in person.kinds]
    if not kinds:
        return
    record = new_record(machine, synced_kinds()[dice.choice(kinds)], dice)
    machine.save(person, "make", lambda _session, ledger: ledger.add(record))


def make_alike(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    """A row that another laptop makes too, with the same id."""
    token = some_row(machine, "token", dice)
    if token is None or "visit" not in person.kinds:
        raise _No
    key = shared_identity(token, "visit")

    def act(session: Session, ledger: Ledger) -> None:
        if session.get(Visit, key) is None:
            ledger.add(
                Visit(
                    id=key, patient_id=UUID(int=dice.getrandbits(128)), day=machine.clock().date(),
                    complaint=dice.choice(WORDS), started_at=machine.clock(), state=VisitState.OPEN,
                )
            )  # fmt: skip

    machine.save(person, "open_visit", act)


def bill(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    """A bill with its lines and its payment: one work of several records."""
    patient = some_row(machine, "patient", dice)
    if patient is None or "payment" not in person.kinds or "line_item" not in person.kinds:
        raise _No
    invoice = Invoice(id=machine.ids(), what=InvoiceKind.INVOICE, patient_id=patient, state=InvoiceState.DRAFT,
                      discount_paise=0, round_off_paise=0, total_paise=100 * LINES)  # fmt: skip

    def act(_session: Session, ledger: Ledger) -> None:
        ledger.add(invoice)
        for position in range(LINES):
            ledger.add(LineItem(invoice_id=invoice.id, position=position, item=ItemKind.SERVICE, text="OPD",
                                quantity=1, rate_paise=100, discount_paise=0, tax_bp=0))  # fmt: skip
        ledger.add(Payment(patient_id=patient, invoice_id=invoice.id, method=PaymentMethod.CASH,
                           amount_paise=100 * LINES, taken_at=machine.clock(), number=RECEIPT))  # fmt: skip

    machine.save(person, "issue_and_pay", act)


def edit(machine: Machine, person: Person, dice: Dice, notes: Notes) -> None:
    """A form that was opened now or hours ago, saved; or one opened and left lying."""
    if machine.forms and dice.random() < 0.4:
        form = machine.forms.pop(dice.randrange(len(machine.forms)))
    else:
        form = open_form(machine, *some_editable(machine, person, dice))
        if dice.random() < 0.3:
            machine.forms.append(form)
    if form.model.kind not in person.kinds:
        raise _No
    names = editable(form.model)
    some = dice.sample(names, min(len(names), dice.choice((1, 1, 2))))
    values = {name: new_value(machine, form.model, name, dice) for name in some}

    def act(session: Session, ledger: Ledger) -> None:
        record = session.get_one(form.model, form.id)
        ledger.revise(record, form.seen, values)
        notes.keep(ledger, form, list(ledger._revised[record].replaces))

    machine.save(person, "edit", act)


def put(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    """One to three records changed by a deed without a form, in one work; perhaps one more made."""
    wanted = [some_editable(machine, person, dice) for _ in range(dice.choice((1, 1, 2, 3)))]
    made = dice.random() < 0.3

    def act(session: Session, ledger: Ledger) -> None:
        for model, key in dict.fromkeys(wanted):
            name = dice.choice(editable(model))
            if key is not None:
                ledger.put(session.get_one(model, key), {name: new_value(machine, model, name, dice)})
        if made and "vitals" in person.kinds:
            ledger.add(new_record(machine, synced_kinds()["vitals"], dice))

    machine.save(person, "put", act)


def withdraw(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    model, key = some_editable(machine, person, dice)

    def act(session: Session, ledger: Ledger) -> None:
        if key is not None:
            ledger.put(session.get_one(model, key), {"withdrawn": dice.choice(WORDS)})

    machine.save(person, "withdraw", act)


def write_newer(machine: Machine, person: Person, dice: Dice, _notes: Notes) -> None:
    """What a newer program writes: fields, and words for states, that nobody here has heard of."""
    patient = some_row(machine, "patient", dice)
    if patient is None or "patient" not in person.kinds or person.grant is None:
        raise _No
    with machine.store.write_engine.begin() as connection:
        here = connection.execute(
            select(Here.writer, Here.number, Here.clock_offset_ms, Here.audit_number, Here.audit_hash)
        ).one()
        state = rows.read(connection, Patient, [patient.bytes])[patient.bytes]
        fields = {"favourite_colour": dice.choice(WORDS), "allergies_asked": "half_asked"}
        stands = {name: [(one.edit.writer, one.edit.number) for one in state.of(name)] for name in fields}
        change = Change("patient", patient.bytes, False, state.known.get(here.writer, 0), fields, stands)
        work = SavedWork(here.writer, here.number + 1, "paint", person.id.bytes, person.grant.bytes,
                         milliseconds(machine.clock()), here.clock_offset_ms, [change])  # fmt: skip
        assert take_in(connection, [work], Derive.NOW).taken == [Edit(work.writer, work.number)]
        told = Told(work.at, work.deed, work.author, work=work.number, digest=digest_of(work))
        entry = next(chained(here.writer, here.audit_number, here.audit_hash, [told]))
        connection.execute(insert(AuditEntry), [entry])
        connection.execute(
            update(Here).values(number=work.number, audit_number=entry["number"], audit_hash=entry["hash"])
        )


def overreach(machine: Machine, person: Person, dice: Dice, notes: Notes) -> None:
    """Something the role may not do, past every use case, under a name that sounds allowed."""
    kinds = [kind for kind in MADE_SINGLY if kind not in person.kinds and kind != "payer_share"]
    if not kinds:
        raise _No
    record = new_record(machine, synced_kinds()[dice.choice(kinds)], dice)

    def act(_session: Session, ledger: Ledger) -> None:
        ledger.add(record)
        notes.overreached.add(ledger._stamp.edit)

    machine.save(person, "register_patient", act)


class _No(Refused):
    """Not possible here and now."""

    def __init__(self) -> None:
        """Nobody reads why."""


Act = Callable[[Machine, Person, Dice, Notes], None]
CHANCES: dict[Act, float] = {
    register: 8, queue_up: 4, call: 3, correct_patient: 2, make_one: 26, make_alike: 4, bill: 7, edit: 30, put: 13,
    withdraw: 2, write_newer: 2, overreach: 0.3,
}  # fmt: skip
DEEDS, WEIGHTS = list(CHANCES), list(CHANCES.values())


def some_row(machine: Machine, kind: str, dice: Dice) -> UUID | None:
    """A row of a kind that is here, most often one of the first few."""
    raw = machine.memory.raw
    table = f'"{table_of(synced_kinds()[kind]).name}"'
    (many,) = raw.execute(f"SELECT count(*) FROM {table}").fetchone()
    if not many:
        return None
    place = dice.randrange(min(many, HOT)) if dice.random() < 0.7 else dice.randrange(many)
    found = raw.execute(f"SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET ?", (place,)).fetchone()
    return UUID(bytes=bytes(found[0]))


def some_editable(machine: Machine, person: Person, dice: Dice) -> tuple[type[Synced], UUID | None]:
    kinds = [kind for kind in EDITED if kind in person.kinds and editable(synced_kinds()[kind])]
    for kind in dice.sample(kinds, min(4, len(kinds))):
        key = some_row(machine, kind, dice)
        if key is not None:
            return synced_kinds()[kind], key
    raise _No


def open_form(machine: Machine, model: type[Synced], key: UUID | None) -> Form:
    if key is None:
        raise _No
    with Session(machine.store.read_engine) as session:
        return Form(model, key, seen_of(session.get_one(model, key)))


def editable(model: type[Synced]) -> list[str]:
    return [name for name, rule in shared_fields(model).items() if rule.name not in ("fixed", "withdrawn")]


def new_record(machine: Machine, model: type[Synced], dice: Dice) -> Synced:
    columns = table_of(model).columns
    values = {}
    for name in shared_fields(model):
        if name != "withdrawn" and not (columns[name].nullable and dice.random() < 0.6):
            values[name] = new_value(machine, model, name, dice)
    for parent in columns:
        for key in parent.foreign_keys:
            values[parent.name] = some_row(machine, key.column.table.name, dice)
            if values[parent.name] is None:
                raise _No
    return model(**values)


def new_value(machine: Machine, model: type[Synced], name: str, dice: Dice) -> Any:
    column = table_of(model).columns[name]
    kind = column.type
    if column.nullable and dice.random() < 0.1:
        return None
    if isinstance(kind, Choice):
        return dice.choice([*kind.words.__members__.values()]) if dice.random() < 0.98 else "unheard_of"
    if isinstance(kind, Identity):
        parent = {"person_id": "patient"}.get(name, name.removesuffix("_id"))
        found = some_row(machine, parent, dice) if parent in MADE_SINGLY else None
        return found or UUID(int=dice.getrandbits(128))
    if isinstance(kind, Moment):
        return machine.clock().replace(microsecond=0) + timedelta(minutes=dice.randrange(600))
    if isinstance(kind, Day):
        return machine.clock().date() - timedelta(days=dice.randrange(20_000))
    plain: dict[Any, Any] = {
        str: f"{dice.choice(WORDS)} {dice.randrange(1000)}", int: dice.randrange(100), bool: dice.random() < 0.5,
        bytes: dice.randbytes(8),
    }  # fmt: skip
    return plain[kind.python_type]


def revoke(machine: Machine, person: Person, device: UUID) -> None:
    model = synced_kinds()["device"]
    machine.save(
        person, "revoke_device",
        lambda session, ledger: ledger.put(session.get_one(model, device), {"withdrawn": "lost"}),
    )  # fmt: skip


def rename(machine: Machine, person: Person, device: UUID, name: str) -> None:
    model = synced_kinds()["device"]
    machine.save(
        person, "rename",
        lambda session, ledger: ledger.put(session.get_one(model, device), {"name": name}),
    )  # fmt: skip


def may_revoke(person: Person) -> bool:
    return person.desk.actor.grant.role.value in ("supervisor", "admin")
