"""What can be asked of the server as OpenAPI, made from the messages themselves.

The readable form is described: JSON with bytes as `hex:…` and works one by one. On the line the same messages go as
msgpack under zstd.
"""

from typing import Any, get_type_hints

import msgspec

from sync import frame
from sync.exchange import Fault
from sync.readable import CHANGE, WORK
from sync.server.doors import DOORS, Door, Nothing

REF = "#/components/schemas/{name}"
BYTES = {"type": "string", "pattern": "^hex:([0-9a-f]{2})*$"}
REFUSED = {
    "400": "The message is not one, or not signed",
    "401": "No session, or one that has ended",
    "403": "Not allowed, a wrong code, or an unknown laptop",
    "404": "No such thing",
    "409": "Not in this state of the server",
    "413": "Larger than a message may be",
    "426": "The laptop's program is newer than the server",
    "429": "Too often; `Retry-After` says when again",
    "500": "A mistake of ours; nothing was done",
    "503": "The store is unwell or busy; `Retry-After` says when again",
}


def described(prefix: str, program: str) -> dict[str, Any]:
    """The whole description."""
    kinds = [kind for door in DOORS.values() for kind in (door.kind, given_by(door))]
    _, components = msgspec.json.schema_components([*kinds, Fault], ref_template=REF)
    components |= _readable_batch()
    paths: dict[str, Any] = {prefix + path: {"post": _asked(path, door)} for path, door in DOORS.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shivir", "version": program, "description": __doc__},
        "paths": paths | _plain(),
        "components": {
            "schemas": _with_hex(components),
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def given_by(door: Door) -> type[msgspec.Struct]:
    """What is answered behind a door, as the function there says itself."""
    told = get_type_hints(door.inner or door.open).get("return")
    return told if isinstance(told, type) and issubclass(told, msgspec.Struct) else Nothing


def _asked(path: str, door: Door) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "operationId": path.strip("/").replace("/", "_"),
        "summary": (door.kind.__doc__ or "").split("\n")[0],
        "requestBody": {"required": True, "content": _content(door.kind)},
        "responses": {
            "200": {"description": "Done", "content": _content(given_by(door))},
            **{status: {"description": told, "content": _content(Fault)} for status, told in REFUSED.items()},
        },
    }
    return asked if door.inner is None else asked | {"security": [{"session": []}]}


def _content(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return {
        frame.JSON: {"schema": {"$ref": REF.format(name=kind.__name__)}},
        frame.MEDIA: {"schema": {"type": "string", "format": "binary"}},
    }


def _plain() -> dict[str, Any]:
    """What is asked by people and machines that look after the server."""
    busy = {"description": REFUSED["429"]}
    health = {frame.JSON: {"schema": {"type": "object", "required": ["ok", "program"]}}}
    return {
        "/health": {
            "get": {
                "operationId": "health",
                "summary": "Whether the store answers, and whether a clinic lives here",
                "responses": {
                    "200": {"description": "Well", "content": health},
                    "503": {"description": "Unwell", "content": health},
                },
            }
        },
        "/metrics": {
            "get": {
                "operationId": "metrics",
                "summary": "Counts for whoever looks after the server, as Prometheus reads them",
                "responses": {
                    "200": {
                        "description": "Counts",
                        "content": {"text/plain": {"schema": {"type": "string"}}},
                    },
                    "429": busy,
                    "503": {"description": "The store does not answer"},
                },
            }
        },
    }


def _readable_batch() -> dict[str, Any]:
    """Works one by one, as `sync/readable.py` writes them, in place of the columns of the line."""
    change = {
        "kind": {"type": "string"},
        "record": BYTES,
        "made": {"type": "boolean"},
        "after": {"type": "integer"},
        "fields": {"type": "object"},
        "replaces": {"type": "object"},
    }
    work: dict[str, Any] = {
        "writer": BYTES,
        "number": {"type": "integer"},
        "deed": {"type": "string"},
        "author": {"anyOf": [BYTES, {"type": "null"}]},
        "grant": {"anyOf": [BYTES, {"type": "null"}]},
        "at": {"type": "integer"},
        "offset": {"type": ["integer", "null"]},
        "label": {"type": ["string", "null"]},
        "changes": {"type": "array", "items": {"$ref": REF.format(name="Change")}},
    }
    works = {"type": "array", "items": {"$ref": REF.format(name="SavedWork")}}
    arrivals = {"type": "array", "items": {"type": "integer"}}
    return {
        "Change": {"type": "object", "properties": change, "required": list(CHANGE[:5])},
        "SavedWork": {"type": "object", "properties": work, "required": list(WORK[:8])},
        "Batch": {
            "type": "object",
            "properties": {"works": works, "arrivals": arrivals},
            "required": ["works"],
        },
    }


def _with_hex(schema: Any) -> Any:
    if isinstance(schema, dict):
        if schema.get("contentEncoding") == "base64":
            return BYTES | ({"default": "hex:"} if "default" in schema else {})
        return {name: _with_hex(inner) for name, inner in schema.items()}
    return [_with_hex(inner) for inner in schema] if isinstance(schema, list) else schema
