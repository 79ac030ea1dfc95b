"""Everything the store takes from the machine it runs on, handed in at one stroke."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.store.device_secret import Keyring, SystemKeyring
from models.store.disk import Disk, RealDisk
from models.store.keys import Derivation, Random, argon2id

RESERVE = 64 << 20


@dataclass(frozen=True, slots=True)
class Machine:
    """`program` is the version that people see; `uptime` counts seconds and only a restart sets it back."""

    program: str
    derive: Derivation
    keyring: Keyring
    random: Random
    now: Callable[[], datetime]
    uptime: Callable[[], float]
    disk: Disk
    reserve: int = RESERVE


def this_machine(program: str, now: Callable[[], datetime]) -> Machine:
    return Machine(program, argon2id, SystemKeyring(), os.urandom, now, uptime, RealDisk())


def uptime() -> float:
    """Seconds since the machine was started, sleep included where the system counts it."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
