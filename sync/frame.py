"""Messages as bytes: msgpack under zstd, or JSON for people. Whatever comes in is bounded before it is unpacked."""

from functools import cache
from typing import Any, TypeVar

import msgspec

M = TypeVar("M", bound=msgspec.Struct)

MEDIA = "application/vnd.shivir"
"""What marks an answer as ours: a captive portal's page never has it."""

JSON = "application/json"
MOST_PACKED = 4 << 20
MOST_UNPACKED = 16 << 20
WINDOW = 8 << 20


class Unreadable(ValueError):
    """The bytes are not such a message: torn, damaged, too large, or something else altogether."""


def pack(message: msgspec.Struct, level: int = 3) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor(level=level, write_checksum=True).compress(_encoder().encode(message))


def unpack(kind: type[M], data: bytes) -> M:
    """`Unreadable` for anything that is not exactly one whole message."""
    try:
        message: M = _decoder(kind).decode(_inflated(data))
        return message
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Unreadable("not such a message") from error


def _inflated(data: bytes) -> bytes:
    import zstandard

    if len(data) > MOST_PACKED:
        raise Unreadable("too large")
    try:
        if not 0 <= zstandard.frame_content_size(data) <= MOST_UNPACKED:
            raise Unreadable("too large when unpacked")
        unpacker = zstandard.ZstdDecompressor(max_window_size=WINDOW)
        return unpacker.decompress(data, max_output_size=MOST_UNPACKED, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Unreadable("torn or damaged") from error


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


@cache
def _decoder(kind: type[M]) -> Any:
    return msgspec.msgpack.Decoder(kind)
