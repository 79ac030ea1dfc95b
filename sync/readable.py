"""The same messages as JSON, for a person who wants to read along: works one by one, bytes as hexadecimal."""

from typing import Any, TypeVar

import msgspec

from models.ledger.change import SavedWork
from sync.batch import Batch, Malformed, pack, unpack
from sync.frame import MOST_UNPACKED, Unreadable

M = TypeVar("M", bound=msgspec.Struct)
HEX, TEXT = "hex:", "text:"
CHANGE = ("kind", "record", "made", "after", "fields", "replaces")
WORK = ("writer", "number", "deed", "author", "grant", "at", "offset", "changes", "label")


def write(message: msgspec.Struct) -> bytes:
    plain = msgspec.to_builtins(message, builtin_types=(bytes,))
    batch = getattr(message, "batch", None)
    if isinstance(batch, Batch):
        plain["batch"] = {"arrivals": batch.arrivals, "works": [_work(work) for work in unpack(batch)]}
    return msgspec.json.format(msgspec.json.encode(_readable(plain)), indent=1)


def read(kind: type[M], data: bytes) -> M:
    """`Unreadable` for anything that is not exactly one whole message."""
    if len(data) > MOST_UNPACKED:
        raise Unreadable("too large")
    try:
        plain = _exact(msgspec.json.decode(data))
        if isinstance(plain, dict) and isinstance(plain.get("batch"), dict):
            plain["batch"] = _batch(plain["batch"])
        return msgspec.convert(plain, kind, builtin_types=(bytes,))
    except (msgspec.DecodeError, msgspec.ValidationError, Malformed, RecursionError, ValueError) as error:
        raise Unreadable("not such a message") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable("not such a message") from error


def _work(work: SavedWork) -> dict[str, Any]:
    plain = dict(zip(WORK, msgspec.to_builtins(work, builtin_types=(bytes,)), strict=False))
    plain["changes"] = [dict(zip(CHANGE, change, strict=False)) for change in plain["changes"]]
    return plain


def _batch(plain: dict[str, Any]) -> Any:
    works = [
        msgspec.convert(
            [*(work[name] for name in WORK[:7]), _changes(work["changes"]), work.get("label")],
            SavedWork,
            builtin_types=(bytes,),
        )
        for work in plain["works"]
    ]
    batch = pack(works)
    batch.arrivals = plain.get("arrivals", [])
    return msgspec.to_builtins(batch, builtin_types=(bytes,))


def _changes(several: list[dict[str, Any]]) -> list[list[Any]]:
    return [[*(change[name] for name in CHANGE[:5]), change.get("replaces", {})] for change in several]


def _readable(value: Any) -> Any:
    if isinstance(value, bytes):
        return HEX + value.hex()
    if isinstance(value, str) and value.startswith((HEX, TEXT)):
        return TEXT + value
    if isinstance(value, dict):
        return {name: _readable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(item) for item in value]
    return value


def _exact(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(HEX):
        return bytes.fromhex(value[len(HEX) :])
    if isinstance(value, str):
        return value.removeprefix(TEXT)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("larger than the line carries")
    if isinstance(value, dict):
        return {name: _exact(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_exact(item) for item in value]
    return value
