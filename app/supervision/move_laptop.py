"""What a laptop of the clinic is to hold from now on: the whole clinic, what a front desk needs, or one camp."""

from uuid import UUID

from app.work import Deed, Refused, Work, use_case
from models.camps.event import Event
from models.ledger.device import Device
from models.said import Said
from models.vocabulary import DeviceScope


@use_case(Deed.ENROL_DEVICE)
def move_laptop(work: Work, device_id: UUID, scope: DeviceScope, event_id: UUID | None = None) -> None:
    """With its next round the laptop fetches what it lacks; what it may not hold any more is sent, then removed."""
    device = work.session.get(Device, device_id)
    if device is None or device.withdrawn is not None:
        raise Refused(Said("This laptop is not known here."), advice=Said("Sync, then try again."))
    if device.is_server:
        raise Refused(Said("The server holds the whole clinic."), advice=Said("Choose a laptop."))
    if (event_id is not None) != (scope is DeviceScope.CAMP):
        raise Refused(Said("A laptop of a camp needs the camp."), field="event")
    if event_id is not None and work.session.get(Event, event_id) is None:
        raise Refused(Said("This camp is not known here."), advice=Said("Sync, then try again."))
    work.put(device, scope=scope, event_id=event_id)
