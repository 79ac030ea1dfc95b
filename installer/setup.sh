#!/bin/sh
# Makes everything `make run` and `make test` need, in this folder alone: system packages where it may,
# the virtual environment from requirements.lock, bytecode, fonts, words. Quick when nothing is missing.
set -eu
cd "$(dirname "$0")/.."

# What Qt needs to start with no screen, to open a window on X11, and to see a camera.
QT_NEEDS="libegl1 libgl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3 libgssapi-krb5-2 libpulse0
libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
# A screen that nobody sees and hands that type, for the test that works the program by keyboard alone.
TEST_NEEDS="xvfb xdotool postgresql"

say() { printf 'shivir: %s\n' "$*"; }

find_python() {
    for name in python3.11 python3.12 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "Python 3.11 or 3.12 is needed and was not found. On Debian: apt-get install python3 python3-venv" >&2
    exit 1
}

missing_packages() {
    for package in $QT_NEEDS $TEST_NEEDS "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

install_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    extra=""
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || extra="python3-venv"
    missing=$(missing_packages $extra)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing system packages: $missing"
        { apt-get install -y --no-install-recommends $missing ||
            { apt-get update && apt-get install -y --no-install-recommends $missing; }; } >"$LOG" 2>&1 ||
            { tail -n 20 "$LOG" >&2; exit 1; }
    else
        say "these system packages are missing: $missing"
        say "install them with: sudo apt-get install -y $missing"
    fi
}

make_environment() {
    stamp=.venv/.made-from-$(cat requirements.lock installer/setup.sh | sha256sum | cut -c1-16)
    [ -e "$stamp" ] && return 0
    say "making the virtual environment from requirements.lock (a few minutes, once)"
    rm -rf .venv
    "$PYTHON" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
        -r requirements.lock >"$LOG" 2>&1 || { tail -n 20 "$LOG" >&2; exit 1; }
    pwd >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')/shivir.pth"
    cat >.venv/bin/shivir <<'END'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -m ui.console "$@"
END
    chmod +x .venv/bin/shivir
    touch "$stamp"
}

mkdir -p build
LOG=build/setup.log
PYTHON=$(find_python)
install_packages
make_environment
.venv/bin/python -m compileall -q -j 0 app models sync ui
.venv/bin/python installer/translate.py compile
.venv/bin/python installer/bake_fonts.py build/fonts
