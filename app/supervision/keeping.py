"""Looking after the store itself: who may, and that it is told in the audit."""

from app.work import Deed, Work, use_case


@use_case(Deed.KEEP_STORE)
def tell_backup(work: Work) -> None:
    """Somebody asks for a copy of everything."""
    work.tell("backup")
