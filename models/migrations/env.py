"""Run by alembic, on the connection it is handed."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

import models.everything  # noqa: F401  # every table, for autogenerate
from models.base import Base


def plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our column types as the plain ones they are made of: a migration must not change when the models do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def ours(name: str | None, kind: str, _parents: Any) -> bool:
    return not (kind == "table" and name is not None and name.startswith("person_find"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plainly,
    include_name=ours,
    transaction_per_migration=False,
)
context.run_migrations()
