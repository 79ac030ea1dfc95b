"""Which screens each role has, in the order of its rail. A page is imported when it is first shown."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from models.vocabulary import Role
from ui.background import Background
from ui.page import Page, Place
from ui.palette import Command
from ui.speech import _
from ui.tools import Tools

if TYPE_CHECKING:
    from app.door import Door
    from app.supervision.line import ClinicLine

Go = Callable[[str, dict[str, object]], object]

RAILS: dict[Role, tuple[str, ...]] = {
    Role.RECEPTIONIST: ("desk", "patients", "billing", "camp", "camps"),
    Role.DOCTOR: ("consult", "my_queue", "patients", "camp", "conflicts"),
    Role.NURSE: ("my_queue", "consult", "patients", "camp", "stations"),
    Role.PHARMACIST: ("patients", "billing"),
    Role.LAB: ("patients", "billing"),
    Role.CASHIER: ("billing", "patients"),
    Role.VOLUNTEER: ("camp", "stations", "participants"),
    Role.COORDINATOR: ("camps", "camp", "stations", "participants", "overview", "conflicts"),
    Role.SUPERVISOR: ("overview", "camps", "billing", "desk", "patients", "conflicts", "devices", "staff"),
    Role.ADMIN: ("overview", "staff", "devices", "desk", "billing", "camps", "conflicts"),
}
"""The first is where the role's day begins."""

FOOT = ("help", "settings")
AWAY = ("patient", "register", "participants", "stations")


class Builder:
    """Builds the pages of one person."""

    def __init__(
        self, background: Background, tools: Tools, door: "Door", line: "ClinicLine | None" = None
    ) -> None:
        self._given = (background, tools)
        self._line = line
        self._door = door

    def desk(self) -> Page:
        from ui.reception.desk_page import DeskPage

        return DeskPage(*self._given)

    def patients(self) -> Page:
        from ui.people.patients_page import PatientsPage

        return PatientsPage(*self._given)

    def patient(self) -> Page:
        from ui.people.patient_page import PatientPage

        return PatientPage(*self._given)

    def register(self) -> Page:
        from ui.people.registration_page import RegistrationPage

        return RegistrationPage(*self._given)

    def my_queue(self) -> Page:
        from ui.consulting.queue_page import QueuePage

        return QueuePage(*self._given)

    def consult(self) -> Page:
        from ui.consulting.consultation_page import ConsultationPage

        return ConsultationPage(*self._given)

    def billing(self) -> Page:
        from ui.billing.bill_page import BillPage

        return BillPage(*self._given)

    def camp(self) -> Page:
        from ui.camps.gate_page import GatePage

        return GatePage(*self._given)

    def stations(self) -> Page:
        from ui.camps.stations_page import StationsPage

        return StationsPage(*self._given)

    def participants(self) -> Page:
        from ui.camps.participants_page import ParticipantsPage

        return ParticipantsPage(*self._given)

    def camps(self) -> Page:
        from ui.camps.camps_page import CampsPage

        return CampsPage(*self._given)

    def overview(self) -> Page:
        from ui.supervision.overview_page import OverviewPage

        return OverviewPage(*self._given)

    def conflicts(self) -> Page:
        from ui.supervision.conflict_page import ConflictPage

        return ConflictPage(*self._given)

    def devices(self) -> Page:
        from ui.supervision.devices_page import DevicesPage

        return DevicesPage(*self._given, self._line)

    def staff(self) -> Page:
        from ui.people.staff_page import StaffPage

        return StaffPage(*self._given, self._door)

    def settings(self) -> Page:
        from ui.supervision.settings_page import SettingsPage

        return SettingsPage(*self._given, self._door)

    def help(self) -> Page:
        from ui.supervision.help_page import HelpPage

        return HelpPage(*self._given)


def places_for(role: Role | str, builder: Builder) -> list[Place]:
    """The places of a role: on the rail, at its foot, and those one only comes to from elsewhere."""
    on_rail = RAILS.get(Role(role), ()) if role in set(Role) else ()
    away = [key for key in AWAY if key not in on_rail]
    return [
        *(_place(key, builder, "rail") for key in on_rail),
        *(_place(key, builder, "foot") for key in FOOT),
        *(_place(key, builder, "away") for key in away),
    ]


def _place(key: str, builder: Builder, where: str) -> Place:
    words = {
        "desk": (_("Desk"), "home"),
        "patients": (_("Patients"), "users"),
        "patient": (_("Patient"), "user"),
        "register": (_("Register"), "user-plus"),
        "my_queue": (_("My queue"), "list-numbers"),
        "consult": (_("Consult"), "stethoscope"),
        "billing": (_("Billing"), "receipt"),
        "camp": (_("Check-in"), "scan"),
        "stations": (_("Stations"), "list-check"),
        "participants": (_("Participants"), "users"),
        "camps": (_("Camps"), "tent"),
        "overview": (_("Overview"), "chart-bar"),
        "conflicts": (_("Conflicts"), "git-merge"),
        "devices": (_("Devices"), "devices"),
        "staff": (_("Staff"), "users-group"),
        "help": (_("Help"), "help"),
        "settings": (_("Settings"), "settings"),
    }
    word, icon = words[key]
    return Place(key, word, getattr(builder, key), icon, where)  # type: ignore[arg-type]  # one of the three


def commands_for(role: Role | str, go: Go) -> Sequence[Command]:
    """What a role can do from anywhere, by typing it."""
    keys = RAILS.get(Role(role), ()) if role in set(Role) else ()
    register = Command(
        _("Register “{text}” as new patient", text="{text}"),
        "user-plus",
        lambda text: go("register", {"name": text}),
        takes_text=True,
    )
    places = [Command(_say_go(key), "arrow-right", partial(_go_to, go, key)) for key in keys]
    return [register, *places] if "desk" in keys else places


def _go_to(go: Go, key: str, _text: str) -> None:
    go(key, {})


def _say_go(key: str) -> str:
    return {
        "desk": _("Go to the desk"),
        "patients": _("Go to patients"),
        "my_queue": _("Go to my queue"),
        "consult": _("Go to the consultation"),
        "billing": _("Go to billing"),
        "camp": _("Go to check-in"),
        "stations": _("Go to stations"),
        "participants": _("Go to participants"),
        "camps": _("Go to camps"),
        "overview": _("Go to the overview"),
        "conflicts": _("Go to conflicts"),
        "devices": _("Go to devices"),
        "staff": _("Go to staff"),
    }[key]
