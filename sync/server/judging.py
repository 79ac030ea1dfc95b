"""Whether an arriving work is one its author may do, by the grant it names.

Judged by the kinds it touches, not by the name it gives itself: a name costs a dishonest sender nothing, the
kinds are what it wants. A grant counts if the clinic's key signed it; so does a laptop's row.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from models.base import milliseconds, moment, shared_fields, synced_kinds, table_of
from models.code_list import code_list
from models.fields import FIXED
from models.ledger.certificate import Certificate, GrantWords, vouched
from models.ledger.change import Change, SavedWork
from models.ledger.writer import Writer
from models.people.rights import Deed, Grant, Reach, may, reach_of
from models.people.staff import RoleGrant
from models.vocabulary import DeviceScope, Role
from sync.server.sessions import Caller

LEEWAY = timedelta(days=1)
"""A role is given by one laptop's clock and used by another's."""

VOUCHED = frozenset({"device", "role_grant"})
"""Kinds whose rows carry a signature of the clinic's key over what they say."""


@cache
def deeds_of(kind: str) -> tuple[Deed, ...]:
    """The deeds that write records of a kind; settling a conflict may touch any."""
    known = code_list("kinds")["kinds"]
    return (*(Deed(deed) for deed in known[kind]), Deed.SETTLE_CONFLICT) if kind in known else ()


class Judge:
    """Judges the works of one batch. Reads each grant once."""

    def __init__(self, connection: Connection, caller: Caller, root_public: bytes, now: datetime) -> None:
        self._connection = connection
        self._caller = caller
        self._root = root_public
        self._now = now
        self._grants: dict[bytes, Grant | str] = {}
        self._made_for: dict[bytes, bytes] = {}
        self._allowed: dict[tuple[bytes, str], tuple[Deed, ...]] = {}

    def judge(self, work: SavedWork) -> str | None:
        """The key of the reason to hold the work; None if it may be taken."""
        if self._caller.is_revoked:
            return "revoked"
        self._note_made(work)
        if work.author is None or work.grant is None:
            return self._judge_machine(work)
        grant = self.grant(work.grant)
        if isinstance(grant, str):
            return grant
        reasons = (self._judge_change(change, grant, work.grant) for change in work.changes)
        return self._judge_grant(work, grant) or next((reason for reason in reasons if reason), None)

    def _note_made(self, work: SavedWork) -> None:
        """The camps of new records: they are not in their tables before the whole batch is judged."""
        for change in work.changes:
            if change.made and change.fields.get("event_id") is not None:
                self._made_for[change.record] = change.fields["event_id"]

    def may_answer(self, work: SavedWork) -> bool:
        """Whether the author of a work that may be taken may also answer for works that are held."""
        grant = None if work.grant is None else self.grant(work.grant)
        return isinstance(grant, Grant) and may(grant, Deed.SETTLE_CONFLICT, grant.valid_from)

    def _judge_grant(self, work: SavedWork, grant: Grant) -> str | None:
        """Whether the grant was the author's, then. A clock nobody ever set right is not asked."""
        if grant.account is None or grant.account.bytes != work.author:
            return "not_allowed"
        at = moment(work.corrected) if work.is_sure else self._now
        if grant.valid_to is not None and at >= grant.valid_to:
            return "grant_ended"
        return "grant_not_begun" if at < grant.valid_from - LEEWAY else None

    def _judge_machine(self, work: SavedWork) -> str | None:
        """Nobody's work: only what founding a clinic writes, from the laptop it was founded on."""
        if not self._caller.founded:
            return "not_allowed"
        for change in work.changes:
            if not any(reach_of(Role.SYSTEM, deed) is not Reach.NONE for deed in deeds_of(change.kind)):
                return "not_allowed"
            if change.kind in VOUCHED and not self._is_vouched(change):
                return "not_vouched"
        return None

    def _judge_change(self, change: Change, grant: Grant, grant_id: bytes) -> str | None:
        if change.kind not in synced_kinds():
            return "too_new"
        deeds = self._deeds(grant, grant_id, change.kind)
        if not deeds:
            return "not_allowed"
        if change.kind in VOUCHED and not self._is_vouched(change):
            return "not_vouched"
        if change.kind == Writer.kind and change.fields.get("device_id") != self._caller.device_id.bytes:
            return "not_yours"
        return None if self._is_in_reach(change, grant, deeds) else "other_camp"

    def _deeds(self, grant: Grant, grant_id: bytes, kind: str) -> tuple[Deed, ...]:
        """The deeds of a kind that the role may do at all."""
        if (grant_id, kind) not in self._allowed:
            self._allowed[grant_id, kind] = tuple(
                deed for deed in deeds_of(kind) if may(grant, deed, grant.valid_from)
            )
        return self._allowed[grant_id, kind]

    def _is_in_reach(self, change: Change, grant: Grant, deeds: Iterable[Deed]) -> bool:
        """Whether one of the deeds goes as far as this record: camp people stay in their camp."""
        if "event_id" not in shared_fields(synced_kinds()[change.kind]):
            return True
        far = {reach_of(grant.role, deed) for deed in deeds}
        if grant.event_id is None and far != {Reach.CAMP}:
            return True
        event = self._event_of(change)
        if event is None:
            return grant.scope is not DeviceScope.CAMP and far != {Reach.CAMP}
        return grant.event_id is None or event == grant.event_id.bytes

    def _event_of(self, change: Change) -> bytes | None:
        if "event_id" in change.fields:
            event: bytes | None = change.fields["event_id"]
            return event
        if len(change.record) != 16:
            return None
        table = table_of(synced_kinds()[change.kind])
        found: UUID | None = self._connection.scalar(
            select(table.c.event_id).where(table.c.id == UUID(bytes=change.record))
        )
        return self._made_for.get(change.record) if found is None else found.bytes

    def grant(self, key: bytes) -> Grant | str:
        """The grant, or the key of the reason why it is none."""
        if key not in self._grants:
            self._grants[key] = self._read_grant(key)
        return self._grants[key]

    def _read_grant(self, key: bytes) -> Grant | str:
        if len(key) != 16:
            return "malformed"
        table = table_of(RoleGrant)
        row = self._connection.execute(select(table).where(table.c.id == UUID(bytes=key))).one_or_none()
        if row is None:
            return "no_grant"
        if row.withdrawn is not None:
            return "grant_ended"
        words = vouched(GrantWords, row.signature, self._root)
        if words is None or not _says(words, row):
            return "not_vouched"
        return Grant(row.account_id, row.role, row.valid_from, row.valid_to, row.scope, row.event_id)

    def _is_vouched(self, change: Change) -> bool:
        """Whether the clinic's key signed what a new row says; and no signed word is changed afterwards."""
        if not change.made:
            rules = shared_fields(synced_kinds()[change.kind])
            return all(rules[name] is not FIXED for name in change.fields if name in rules)
        if change.kind == "device":
            return _is_certified(change, self._root)
        signed = change.fields.get("signature")
        words = vouched(GrantWords, signed, self._root) if isinstance(signed, bytes) else None
        return words is not None and _matches(change, words)


def _says(words: GrantWords, row: Row[Any]) -> bool:
    """Whether a grant's row is what was signed."""
    return (
        words.grant == row.id.bytes
        and words.account == row.account_id.bytes
        and words.role == str(row.role)
        and words.scope == str(row.scope)
        and words.event == (None if row.event_id is None else row.event_id.bytes)
        and words.since == milliseconds(row.valid_from)
        and words.until == (None if row.valid_to is None else milliseconds(row.valid_to))
    )


def _matches(change: Change, words: GrantWords) -> bool:
    given = change.fields
    return change.record == words.grant and _same(
        given,
        account_id=words.account, role=words.role, scope=words.scope, event_id=words.event,
        valid_from=words.since, valid_to=words.until,
    )  # fmt: skip


def _is_certified(change: Change, root: bytes) -> bool:
    signed = change.fields.get("certificate")
    words = vouched(Certificate, signed, root) if isinstance(signed, bytes) else None
    return (
        words is not None
        and change.record == words.device
        and _same(
            change.fields,
            code=words.code, lane=words.lane, scope=words.scope, event_id=words.event,
            sign_public=words.sign_public, seal_public=words.seal_public, valid_to=words.until,
            is_server=words.is_server,
        )
    )  # fmt: skip


def _same(fields: Mapping[str, Any], **signed: Any) -> bool:
    return all(fields.get(name) == value for name, value in signed.items())
