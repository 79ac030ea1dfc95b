"""A central server as a process of its own: `server_process.py DATA KEY_FILE PORT [DATABASE WORKERS]`. First says
where it answers."""

import json
import sys
from pathlib import Path

from app.supervision.keeping import know_every_kind
from sync.server.main import Told, serve


def tell(told: Told) -> None:
    sys.stdout.write(json.dumps({"address": told.address, "code": told.code}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    know_every_kind()
    data, key_file, port, database, workers = [*sys.argv[1:], "", "1"][:5]
    serve(
        Path(data), Path(key_file), port=int(port), program="1.0", tell=tell, database=database or None,
        workers=int(workers),
    )  # fmt: skip
