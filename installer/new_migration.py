"""Write the migration that brings the last released schema to today's models: `new_migration.py 0002 "what changed"`.

It is a draft: full-text tables, triggers and CHECKs on new columns are not seen and are written by hand.
"""

import sys

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from models.migrations import FOLDER


def main() -> None:
    number, message = sys.argv[1:3]
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = create_engine("sqlite://", module=dbapi2)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        if list((FOLDER / "versions").glob("0*.py")):
            command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main()
