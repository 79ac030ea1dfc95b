"""Private keys in a store: as they are in an encrypted file, sealed in a database that is not encrypted itself."""

from typing import Protocol

from sqlalchemy import Dialect, Engine, LargeBinary
from sqlalchemy.types import TypeDecorator


class Lock(Protocol):
    """Puts a secret away under a key that is not in the database."""

    def shut(self, plain: bytes) -> bytes: ...

    def open(self, kept: bytes) -> bytes: ...


_LOCK = "shivir_lock"


def bring_lock(engine: Engine, lock: Lock) -> None:
    """From now on whatever is `Private` passes through `lock` on this engine."""
    setattr(engine.dialect, _LOCK, lock)


def shut(dialect: Dialect, plain: bytes) -> bytes:
    """The secret as it may lie in a store of this dialect."""
    lock: Lock | None = getattr(dialect, _LOCK, None)
    return plain if lock is None else lock.shut(plain)


def opened(dialect: Dialect, kept: bytes) -> bytes:
    lock: Lock | None = getattr(dialect, _LOCK, None)
    return kept if lock is None else lock.open(kept)


class Private(TypeDecorator[bytes]):
    """A private key."""

    impl = LargeBinary
    cache_ok = True

    @property
    def python_type(self) -> type[bytes]:
        return bytes

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else shut(dialect, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else opened(dialect, value)
