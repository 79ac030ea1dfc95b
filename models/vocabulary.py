"""The words the clinic uses for kinds and states. Everybody may import these; nobody shows them raw.

Values travel on the wire and lie in stores: they are only ever added.
"""

from enum import StrEnum


class Role(StrEnum):
    RECEPTIONIST = "receptionist"
    DOCTOR = "doctor"
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    LAB = "lab"
    CASHIER = "cashier"
    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    SYSTEM = "system"


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"
    OTHER = "O"
    UNKNOWN = "U"


class AllergiesAsked(StrEnum):
    """How far the question got; once something is known, nobody un-knows it by asking less."""

    NOT_ASKED = "not_asked"
    NONE = "none"
    KNOWN = "known"


class TokenState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    WITH_DOCTOR = "with_doctor"
    DONE = "done"
    LEFT = "left"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    NONE = "none"
    CHILD = "child"
    PREGNANT = "pregnant"
    ELDERLY = "elderly"
    EMERGENCY = "emergency"


class AppointmentState(StrEnum):
    BOOKED = "booked"
    ARRIVED = "arrived"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class VisitState(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"


class PrescriptionState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    CANCELLED = "cancelled"


class InvoiceState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    CANCELLED = "cancelled"


class InvoiceKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class ItemKind(StrEnum):
    SERVICE = "service"
    LAB = "lab"
    MEDICINE = "medicine"


class PaymentMethod(StrEnum):
    CASH = "cash"
    UPI = "upi"
    CARD = "card"
    CHEQUE = "cheque"
    ONLINE = "online"
    ADVANCE = "advance"


class EventState(StrEnum):
    PLANNING = "planning"
    PREPARATION = "preparation"
    REGISTRATION = "registration"
    EXECUTION = "execution"
    FOLLOW_UP = "follow_up"
    REPORTING = "reporting"
    CANCELLED = "cancelled"


class RegistrationSource(StrEnum):
    WALK_IN = "walk_in"
    PHONE = "phone"
    LIST = "list"
    REFERRAL = "referral"


class AdmissionWay(StrEnum):
    SCAN = "scan"
    TYPED = "typed"
    WALK_IN = "walk_in"


class DeviceScope(StrEnum):
    """What a laptop holds: the whole clinic, one camp, or what a front desk needs."""

    CLINIC = "clinic"
    CAMP = "camp"
    DESK = "desk"


class LineChip(StrEnum):
    """How the line stands, in one word: no server yet, all confirmed, something waits, a round runs, no line,
    or something a person must do.
    """

    NEVER = "never"
    SYNCED = "synced"
    WAITING = "waiting"
    SYNCING = "syncing"
    OFFLINE = "offline"
    PROBLEM = "problem"
