"""What tests ask of the bytes on a disk."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path


def assert_not_on_disk(folder: Path, strings: Iterable[str]) -> None:
    """No file under `folder` shows any of `strings`, plain or in a usual disguise, nor any file name."""
    sought = {text: tuple(_disguises(text)) for text in strings if len(text) > 3}
    assert sought, "strings of four letters and more, please: shorter ones turn up in any noise"
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        data = path.read_bytes() + path.name.encode()
        folded = data.lower()
        for text, forms in sought.items():
            shown = any(form in data for form in forms) or text.casefold().encode() in folded
            assert not shown, f"{text!r} stands in {path.relative_to(folder)}"


def _disguises(text: str) -> Iterator[bytes]:
    """UTF-8 and UTF-16, hexadecimal, and base64 at each of its three offsets."""
    plain = text.encode()
    yield plain
    yield text.encode("utf-16-le")
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for offset in range(3):
        coded = b64encode(bytes(offset) + plain).rstrip(b"=")
        yield coded[offset + 1 if offset else 0 : -1]
