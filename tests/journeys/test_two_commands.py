"""Two laptops and one server as real processes: the server is killed in the middle, and all end with the same."""

import signal
from pathlib import Path

from app.clock import system_clock
from app.door import CameIn, Door
from app.people.details import NewPatient
from app.people.register import register_patient
from tests.journeys.commands import server, shivir

ASHA, RECEPTION, DOCTOR = "a long road to kemri", "Priya Nair", "Dr S. Rao"
SMALL = ("--patients", 12, "--visits", 6, "--registrations", 10)


def register(folder: Path, name: str, password: str, patient: str) -> None:
    door = Door.at(folder, system_clock)
    inside = door.come_in(name, password)
    assert isinstance(inside, CameIn)
    inside.desk.run(register_patient, NewPatient(patient))
    door.close()


def test_two_laptops_agree_although_the_server_was_killed_between_them(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    staff = {who["name"]: who["password"] for who in shivir("demo", "--data", one, *SMALL)["staff"]}
    password = staff[DOCTOR]
    signed = ("--user", DOCTOR)

    with server(tmp_path) as (process, told):
        address = told["address"]
        shivir("sync", "--data", one, "--server", address, "--server-code", told["code"])
        code = shivir("device", "code", "--data", one, "--for", DOCTOR)["code"]
        joined = shivir("device", "join", address, code, "--data", two, password=password)
        assert joined["done"]
        register(one, RECEPTION, staff[RECEPTION], "Kamla Rathore")
        shivir("sync", "--data", one)
        process.send_signal(signal.SIGKILL)
        process.wait()

    register(two, DOCTOR, password, "Bhola Kushwaha")
    alone = shivir("sync", "--data", two, *signed, password=password, code=6)
    assert "reason" in alone
    stick = tmp_path / "stick.shivir"
    saved = shivir("bundle", "export", stick, "--data", two, *signed, password=password)
    taken = shivir("bundle", "import", stick, "--data", tmp_path / "srv", "--key-file", tmp_path / "key")
    back = shivir("bundle", "import", taken["receipt"], "--data", two, *signed, password=password)
    assert saved["changes"] == taken["changes"] == back["confirmed"] > 0
    assert back["was_receipt"]

    with server(tmp_path, int(address.rpartition(":")[2])):
        for _ in range(2):
            shivir("sync", "--data", two, *signed, password=password)
            shivir("sync", "--data", one)
    first, second = (
        shivir("verify", "--data", one),
        shivir("verify", "--data", two, *signed, password=password),
    )
    assert first["right"]
    assert second["right"]
    assert first["digest"] == second["digest"]
    seen = {check["name"]: check["seen"] for check in first["checks"]}
    assert seen["works"] == next(check["seen"] for check in second["checks"] if check["name"] == "works")
