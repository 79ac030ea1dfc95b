"""Base45 (RFC 9285): bytes in the characters a QR code packs tightest."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Three characters for two bytes, two for a last one."""
    letters = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        rest = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            rest, value = divmod(rest, 45)
            letters.append(ALPHABET[value])
    return "".join(letters)


def decode(text: str) -> bytes:
    """The bytes again. `ValueError` for anything `encode` would not have written."""
    data = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        if len(group) == 1:
            raise ValueError("a single character says nothing")
        number = 0
        for letter in reversed(group):
            if letter not in VALUES:
                raise ValueError("not a character of Base45")
            number = number * 45 + VALUES[letter]
        if number >> 8 * (len(group) - 1):
            raise ValueError("too large for its bytes")
        data += number.to_bytes(len(group) - 1, "big")
    return bytes(data)
