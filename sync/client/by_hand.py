"""An answer that came in a file is kept as one that came over the line: only later, and perhaps too late."""

from datetime import datetime

from msgspec.structs import replace

from sync.client.laptop import Laptop, Load, Outcome
from sync.exchange import VERSION, Cursor, Reply, Request

ELSEWHERE = "elsewhere"
"""The page goes on from another place than ours: we have read past it, or lost what was before."""


def keep_answer(
    laptop: Laptop, writers: list[bytes], after: Cursor | None, reply: Reply, at: datetime
) -> Outcome:
    """Nothing confirmed since is taken back, and a page counts only where it goes on from our place."""
    before = laptop.page()
    told = dict(zip(writers, reply.confirmed, strict=True))
    numbers = [
        max(before.confirmed.get(name, 0), min(told.get(name, 0), number)) for name, number in before.own
    ]
    reply = replace(
        reply, now=0, confirmed=numbers, chain=max(before.audit_number, reply.chain),
        backed_up=max(before.backed_up, reply.backed_up),
    )  # fmt: skip
    if after != before.cursor():
        reply = replace(reply, batch=None, entered=[], left=[], scope=None, fault=ELSEWHERE)
    request = Request(VERSION, "", before.own, 0, after)
    return laptop.keep(Load(request, dict(before.own), True, before), reply, at, at)
