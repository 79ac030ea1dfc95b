"""A central server as a process of its own: `server_process.py DATA KEY_FILE PORT`. First says where it answers."""

import json
import sys
from pathlib import Path

from sync.server.main import Told, serve


def tell(told: Told) -> None:
    sys.stdout.write(json.dumps({"address": told.address, "code": told.code}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), port=int(sys.argv[3]), program="1.0", tell=tell)
