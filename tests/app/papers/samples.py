"""One clinic, one patient and what she takes, as the mock papers show them; tests change what they are about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from app.papers.camp_pass import Camp, CampPass
from app.papers.head import Clinic, Doctor, Person
from app.papers.invoice import Invoice, InvoiceLine, TaxRow
from app.papers.medicine import Doses, EveryHours, Food, Medicine, Unit, WhenNeeded
from app.papers.prescription import Allergy, ComeAgain, Diagnosis, Prescription
from app.papers.receipt import Paid, Receipt, ReceiptLine
from app.papers.token_slip import TokenSlip
from models.vocabulary import PaymentMethod, Sex

SEEN = datetime(2026, 11, 21, 5, 11, tzinfo=UTC)
PRINTED = datetime(2026, 11, 21, 5, 14, tzinfo=UTC)
REPRINTED = datetime(2026, 11, 21, 10, 35, tzinfo=UTC)

CLINIC = Clinic(
    name="Rampur Clinic",
    address="12 Station Road, Rampur, Uttar Pradesh 244901",
    phone="98000 00000",
    email="accounts@rampurclinic.example",
    hours="Mon–Sat 9:00–17:00",
    registration="RMP/CE/2024/0117",
    state="09 Uttar Pradesh",
)
DOCTOR = Doctor(
    name="Dr S. Rao",
    degrees="MBBS, MD (Medicine)",
    council="Uttar Pradesh Medical Council",
    council_short="UPMC",
    registration="48213",
)
SUNITA = Person(
    name="Sunita Devi",
    number="RC-004512",
    born_on=date(1984, 5, 1),
    sex=Sex.FEMALE,
    village="Kemri",
    weight="61 kg",
)
LONG_NAME = "Venkata Subrahmanya Satyanarayana Lakshminarasimha Rao Peddireddy"
NAME_OF_500 = ("Venkatanarasimharajuvaripeta " * 20)[:500]
HINDI_NAME = "सुनीता देवी श्रीवास्तव"


def tablet(name: str, strength: str, taken: Doses | EveryHours | WhenNeeded, **more: object) -> Medicine:
    facts: dict[str, object] = {"form": "tablet", "days": 30, "quantity": 30, **more}
    return Medicine(name=name, strength=strength, taken=taken, **facts)  # type: ignore[arg-type]  # facts of a medicine


PARACETAMOL = tablet(
    "Paracetamol",
    "500 mg",
    WhenNeeded(amount=1, reason="pain or fever", hours_between=6, most_in_a_day=3),
    days=5,
    quantity=10,
)
FOUR = (
    tablet("Amlodipine", "5 mg", Doses(morning=1), food=Food.AFTER),
    tablet("Metformin", "500 mg", Doses(morning=1, night=1), food=Food.WITH, quantity=60),
    tablet("Atorvastatin", "10 mg", Doses(night=1)),
    PARACETAMOL,
)
TWELVE = (
    *FOUR[:3],
    tablet("Telmisartan + Hydrochlorothiazide", "40 mg + 12.5 mg", Doses(morning=1)),
    tablet("Aspirin", "75 mg", Doses(noon=1), food=Food.AFTER),
    tablet("Glimepiride", "1 mg", Doses(morning=1), food=Food.BEFORE, note="15 minutes before."),
    tablet("Calcium carbonate + Vitamin D3", "500 mg + 250 IU", Doses(noon=1), food=Food.AFTER),
    tablet("Ferrous sulphate + Folic acid", "100 mg + 0.5 mg", Doses(night=1), note="Not with tea or milk."),
    tablet(
        "Alprazolam", "0.25 mg", Doses(night=Fraction(1, 2)), days=7, quantity=4, schedule="H1",
        note="For 7 days, then stop.",
    ),
    tablet(
        "Omeprazole", "20 mg", Doses(morning=1), form="capsule", unit=Unit.CAPSULE, food=Food.BEFORE, days=14,
        quantity=14,
    ),
    tablet(
        "Lactulose", "10 g / 15 ml", Doses(night=15), form="syrup", unit=Unit.ML, days=10, quantity=150,
        quantity_unit="ml", quantity_words="one bottle",
    ),
    PARACETAMOL,
)  # fmt: skip


def a_prescription(**changes: object) -> Prescription:
    content: dict[str, object] = {
        "language": "en",
        "clinic": CLINIC,
        "doctor": DOCTOR,
        "patient": SUNITA,
        "number": "27RC1-R000318",
        "seen_at": SEEN,
        "printed_at": PRINTED,
        "allergies": (
            Allergy(substance="Penicillin", reaction="skin rash (2019)"),
            Allergy(substance="Sulfa medicines", reaction="swollen face"),
        ),
        "medicines": FOUR,
        "found": ("BP 152/94 mmHg", "Pulse 82", "Fasting sugar 148 mg/dl"),
        "diagnoses": (
            Diagnosis(name="Hypertension", code="I10"),
            Diagnosis(name="Type 2 diabetes", code="E11.9"),
        ),
        "advice": (
            "Salt: less than one teaspoon in a day. No pickle or papad.",
            "Walk 30 minutes on 5 days of the week.",
            "Do not stop any medicine when you feel well.",
        ),
        "come_again": ComeAgain(on=date(2026, 12, 21), note="after 30 days, with fasting sugar and BP diary"),
        "come_at_once": "chest pain, breathlessness, weakness of one side, or sweating and shaking (low sugar).",
        "code": "SHV:R:27RC1-R000318-8F3K2QWZ",
        **changes,
    }
    return Prescription(**content)  # type: ignore[arg-type]  # the fields of a prescription, some of them changed


HINDI = {
    "language": "hi",
    "allergies": (
        Allergy(substance="Penicillin", reaction="चमड़ी पर दाने (2019)"),
        Allergy(substance="Sulfa दवाएँ", reaction="चेहरे पर सूजन"),
    ),
    "diagnoses": (
        Diagnosis(name="Hypertension", code="I10", plain="हाई बीपी"),
        Diagnosis(name="Type 2 diabetes", code="E11.9", plain="शुगर"),
    ),
    "medicines": (
        *FOUR[:3],
        tablet(
            "Paracetamol", "500 mg", WhenNeeded(amount=1, reason="दर्द या बुखार", hours_between=6, most_in_a_day=3),
            days=5, quantity=10,
        ),
    ),
    "advice": (
        "नमक दिन भर में एक छोटी चम्मच से कम। अचार और पापड़ नहीं।",
        "हफ़्ते में 5 दिन, 30 मिनट पैदल चलें।",
        "ठीक लगे तब भी दवा बंद न करें।",
    ),
    "come_again": ComeAgain(on=date(2026, 12, 21), note="30 दिन बाद, खाली पेट शुगर और BP की पर्ची साथ लाएँ"),
    "come_at_once": "सीने में दर्द, साँस फूलना, शरीर का एक हिस्सा कमज़ोर, या पसीना और काँपना (शुगर कम)।",
}  # fmt: skip


REGISTERED = replace(CLINIC, gstin="09AAACR1234F1ZR")
CONSULTATION = InvoiceLine(text="Doctor consultation", code="9993", rate=30000, less=5000, value=25000)
ECG = InvoiceLine(text="ECG, 12 lead", code="9993", rate=15000, value=15000)
METFORMIN = InvoiceLine(
    text="METFORMIN 500 mg", strength="tablets", code="3004", quantity="6 × 10", rate=2000, value=12000,
    gst_percent=5, gst=600, batch="MF2603", expiry="08/2028", mrp=2100, mrp_per="strip of 10",
)  # fmt: skip
AMLODIPINE = InvoiceLine(
    text="AMLODIPINE 5 mg", strength="tablets", code="3004", quantity="3 × 10", rate=2400, value=7200,
    gst_percent=5, gst=360, batch="AM1177", expiry="03/2028", mrp=2520, mrp_per="strip of 10",
)  # fmt: skip
UPI = "upi://pay?pa=rampurclinic@examplebank&pn=Rampur%20Clinic&am=302.00&cu=INR&tn=27RC1-000412&tr=27RC1-000412"


def an_invoice(**changes: object) -> Invoice:
    """The one with both kinds of lines, part of it paid."""
    content: dict[str, object] = {
        "language": "en",
        "clinic": REGISTERED,
        "number": "27RC1-000412",
        "issued_at": SEEN,
        "printed_at": PRINTED,
        "patient": SUNITA,
        "address": "Village Kemri, Rampur, Uttar Pradesh",
        "place_of_supply": "09 Uttar Pradesh",
        "doctor": DOCTOR,
        "lines": (CONSULTATION, ECG, METFORMIN, AMLODIPINE),
        "taxes": (
            TaxRow(code="9993", exempt=True),
            TaxRow(code="3004", taxable=19200, cgst=480, sgst=480),
        ),
        "exempt_value": 40000,
        "taxable_value": 19200,
        "cgst": 480,
        "sgst": 480,
        "sum": 60160,
        "round_off": 40,
        "total": 60200,
        "payments": (Paid(method=PaymentMethod.CASH, amount=30000),),
        "due": 30200,
        "upi": UPI,
        "upi_address": "rampurclinic@examplebank",
        **changes,
    }
    return Invoice(**content)  # type: ignore[arg-type]  # the fields of an invoice, some of them changed


BILL_OF_SUPPLY: dict[str, object] = {
    "number": "27RC1-000413",
    "lines": (CONSULTATION, ECG, InvoiceLine(text="Fasting blood sugar", code="9993", rate=6000, value=6000)),
    "taxes": (),
    "exempt_value": 46000,
    "taxable_value": 0,
    "cgst": 0,
    "sgst": 0,
    "sum": 46000,
    "round_off": 0,
    "total": 46000,
    "payments": (Paid(method=PaymentMethod.CASH, amount=46000),),
    "due": 0,
}
TAX_INVOICE: dict[str, object] = {
    "number": "27RC1-000414",
    "lines": (METFORMIN, AMLODIPINE),
    "taxes": (TaxRow(code="3004", taxable=19200, cgst=480, sgst=480),),
    "exempt_value": 0,
    "sum": 20160,
    "total": 20200,
    "payments": (),
    "due": 20200,
    "upi": UPI.replace("302.00", "202.00"),
}


SLIP: dict[str, object] = {
    "clinic": CLINIC,
    "number": "A-015",
    "given_at": SEEN,
    "patient": SUNITA,
    "room": "2",
    "doctor": "Dr S. Rao",
    "department": "General OPD",
    "before_you": 6,
    "minutes": 40,
    "code": "T:27RC1-A015-9F3K2",
}


def a_slip(language: str = "hi", **changes: object) -> TokenSlip:
    return TokenSlip(language=language, **{**SLIP, **changes})  # type: ignore[arg-type]  # the fields of a slip


RECEIPT: dict[str, object] = {
    "clinic": CLINIC,
    "number": "27RC1-M000877",
    "issued_at": SEEN,
    "patient": SUNITA,
    "doctor": DOCTOR,
    "lines": (
        ReceiptLine(text="Consultation", amount=30000, local="डॉक्टर से सलाह"),
        ReceiptLine(text="ECG", amount=15000, local="ईसीजी"),
        ReceiptLine(text="Fasting sugar", amount=6000, local="खाली पेट शुगर"),
    ),
    "sum": 51000,
    "reduction": 11000,
    "total": 40000,
    "payments": (
        Paid(method=PaymentMethod.CASH, amount=30000),
        Paid(method=PaymentMethod.UPI, amount=10000, reference="632511804471"),
    ),
    "cashier": "Meena K.",
    "code": "27RC1-M000877",
}


def a_receipt(language: str = "en", **changes: object) -> Receipt:
    return Receipt(language=language, **{**RECEIPT, **changes})  # type: ignore[arg-type]  # the fields of a receipt


CAMP = Camp(
    name="Healthy Heart",
    local_name="स्वस्थ हृदय शिविर",
    opens_at=datetime(2026, 11, 22, 3, 30, tzinfo=UTC),
    closes_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    place="Govt School, Kemri",
    phone="98000 00000",
)


def passes(many: int, first: int = 409) -> tuple[CampPass, ...]:
    """Signed ones look like this: 170 characters of the alphanumeric mode."""
    return tuple(
        CampPass(
            number=f"{number:04}",
            text="SHV1:" + (f"{number:05}{number * 7919 % 99991:05}AB$+" + "Q9:C-Z./7%" * 16)[:165],
            code=f"MK31-D{number % 1000:03}"[:9],
        )
        for number in range(first, first + many)
    )
