#!/bin/sh
# Format, lint, types, contracts, words, tests. Stops at the first that fails.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
step() { printf '\n== %s\n' "$1"; shift; "$@"; }

step "format" $bin/ruff format --check --quiet .
step "lint" $bin/ruff check --quiet .
step "words" $bin/python installer/translate.py extract --check
step "import contracts" $bin/lint-imports --no-cache
step "types" $bin/mypy app models sync ui installer tests
QT_QPA_PLATFORM=offscreen step "tests" $bin/python -m pytest -q -n 2 --dist worksteal "$@"
