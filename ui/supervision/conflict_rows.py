"""What the lists of the conflict desk show: records that wait, a record as it stands, what happened to it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.clock import clinic_day
from app.supervision.conflicts import Conflict, ConflictLine, Weight
from app.words import Said, counted
from ui.kit.row import Row, Section
from ui.speech import _, words

Key = tuple[str, UUID]
GROUPS = {
    Weight.CARE: Said("Care"),
    Weight.PERSON: Said("People"),
    Weight.QUEUE: Said("Queue and bookings"),
    Weight.MONEY: Said("Money"),
    Weight.CAMP: Said("Camps"),
    Weight.CLINIC: Said("Clinic"),
}


def rows_of(
    lines: Sequence[ConflictLine], finished: Sequence[tuple[Key, str]], now: datetime
) -> list[Row | Section]:
    """By what matters, then what others settle, then what was settled here."""
    rows: list[Row | Section] = []
    groups = [
        (said, [one for one in lines if one.may_settle and one.weight is weight])
        for weight, said in GROUPS.items()
    ]
    for said, group in [*groups, (Said("For others"), [one for one in lines if not one.may_settle])]:
        rows += [Section(_(said), str(len(group)))] if group else []
        rows += [_row(line, now) for line in group]
    rows += [Section(_("Finished"))] if finished else []
    return rows + [Row(("finished", key), name, _("Settled by you"), dim=True) for key, name in finished]


def _row(line: ConflictLine, now: datetime) -> Row:
    fields = _(counted("{n} field", "{n} fields", n=line.fields))
    is_today = clinic_day(line.at) == clinic_day(now)
    when = words().time(line.at) if is_today else words().ago(line.at, now)
    return Row(line.key, words().slot(line.title), " · ".join((words()(line.said), fields)), note=when)


def record_rows(shown: Conflict) -> list[Row]:
    """The record as it stands now."""
    return [
        Row(place, words().slot(value), lead=words()(said))
        for place, (said, value) in enumerate(shown.record)
    ]


def past_rows(shown: Conflict) -> list[Row]:
    """Every value that was ever written, the newest first."""
    return [
        Row(
            place,
            f"{words()(past.label)}: {words().slot(past.said)}",
            " · ".join(part for part in (past.who, past.laptop, words().moment(past.at)) if part),
        )
        for place, past in enumerate(shown.history)
    ]
