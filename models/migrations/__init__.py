"""The schema's history. Every released version's store opens: `prepare` brings it up to this program's."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HEAD = "0001"
FOLDER = Path(__file__).parent


def version_of(engine: Engine) -> str | None:
    """The schema version a store is at; None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_known(version: str) -> bool:
    """Whether this program has heard of that schema; one it has not comes from a newer program."""
    return any((FOLDER / "versions").glob(f"{version}_*.py"))


def prepare(engine: Engine) -> None:
    """Make the schema, or bring an older one up to date. Does nothing, quickly, when it is current."""
    if version_of(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
