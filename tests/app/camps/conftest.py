from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from uuid import UUID

import pytest

from tests.camps import Camp, a_camp, second_laptop
from tests.clinics import KEY, Clinic


@pytest.fixture(scope="session")
def camp_stores(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, UUID, UUID]:
    """The stores of two laptops with a camp both know, made once; and the ids of programme and camp."""
    folder = tmp_path_factory.mktemp("camp")
    first = Clinic.copied(founded, folder / "first.db", KEY)
    camp = a_camp(first)
    second_laptop(first, folder / "second.db").close()
    first.close()
    return folder / "first.db", folder / "second.db", camp.programme_id, camp.id


@pytest.fixture
def camp(camp_stores: tuple[Path, Path, UUID, UUID], tmp_path: Path) -> Iterator[Camp]:
    """A camp that is open now, at the laptop where it was planned."""
    first, _, programme, event = camp_stores
    laptop = Clinic(copyfile(first, tmp_path / "first.db"), KEY, seed=11)
    yield Camp(laptop, programme, event)
    laptop.close()


@pytest.fixture
def apart(camp_stores: tuple[Path, Path, UUID, UUID], tmp_path: Path) -> Iterator[Camp]:
    """The same camp at a second laptop, which has not heard of anything since it joined."""
    _, second, programme, event = camp_stores
    laptop = Clinic(copyfile(second, tmp_path / "second.db"), KEY, seed=12)
    yield Camp(laptop, programme, event)
    laptop.close()
