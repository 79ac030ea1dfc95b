"""Looking after the store itself: who may, and that it is told in the audit."""

from hashlib import sha256

from app.work import Deed, Lane, Work, use_case
from models.ledger.digest import digests


@use_case(Deed.KEEP_STORE)
def tell_backup(work: Work) -> None:
    """Somebody asks for a copy of everything."""
    work.tell("backup")


@use_case(Deed.USE_LAPTOP, Lane.READ)
def fingerprint(work: Work) -> str:
    """One number for all records here: the same on two laptops that agree."""
    whole = sha256()
    for kind, digest in digests(work.session.connection()).items():
        whole.update(kind.encode() + digest)
    return whole.hexdigest()


def know_every_kind() -> None:
    """Bring in every model. Whoever puts a program together calls it before anything is synced or checked:
    a kind that was not imported would count as one of a newer version.
    """
    import models.everything  # noqa: F401
