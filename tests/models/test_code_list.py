from datetime import date

import pytest

from models.code_list import RESOURCES, code_list

LISTS = [
    (path.stem, path.parent.name)
    for folder in ("codes", "demo")
    for path in (RESOURCES / folder).glob("*.toml")
]


@pytest.mark.parametrize(("name", "folder"), sorted(LISTS))
def test_every_list_says_its_version_and_where_it_is_from(name: str, folder: str) -> None:
    listed = code_list(name, folder)
    assert listed["version"]
    if name != "rights":  # says both in its head
        assert len(listed["source"]) > 20
        assert isinstance(listed["valid_from"], date)


def test_a_list_is_read_once() -> None:
    assert code_list("vitals") is code_list("vitals")
