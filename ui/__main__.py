"""`python -m ui --data DIR`: the window on a data folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from ui.main import main

if __name__ == "__main__":
    parser = ArgumentParser(prog="shivir")
    parser.add_argument("--data", type=Path, required=True)
    sys.exit(main(parser.parse_args().data, sys.argv[:1]))
