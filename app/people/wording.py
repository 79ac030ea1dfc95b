"""The few fixed choices of a registration form, each with the words people see for it."""

from collections.abc import Mapping

from models.said import Said
from models.values import masked_abha, masked_phone
from models.vocabulary import Priority, Sex

__all__ = [
    "BLOOD_GROUPS",
    "IDENTIFIER_TYPES",
    "LANGUAGES",
    "PRIORITIES",
    "RELATIONS",
    "SEXES",
    "masked_abha",
    "masked_phone",
]

SEXES: Mapping[Sex, Said] = {
    Sex.FEMALE: Said("Female"),
    Sex.MALE: Said("Male"),
    Sex.OTHER: Said("Other"),
}
RELATIONS: Mapping[str, Said] = {
    "father": Said("Father"),
    "husband": Said("Husband"),
    "mother": Said("Mother"),
    "guardian": Said("Guardian"),
}
BLOOD_GROUPS = ("A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-")
LANGUAGES: Mapping[str, str] = {
    "hi": "हिन्दी", "en": "English", "bn": "বাংলা", "gu": "ગુજરાતી", "kn": "ಕನ್ನಡ", "ml": "മലയാളം",
    "mr": "मराठी", "or": "ଓଡ଼ିଆ", "pa": "ਪੰਜਾਬੀ", "ta": "தமிழ்", "te": "తెలుగు", "ur": "اردو",
}  # fmt: skip
"""What a patient reads, each in its own script. Papers fall back to English where we have no words yet."""

IDENTIFIER_TYPES: Mapping[str, Said] = {
    "ration_card": Said("Ration card"),
    "ayushman": Said("Ayushman card (PM-JAY)"),
    "state_scheme": Said("State health scheme"),
    "insurance": Said("Insurance policy"),
    "voter_id": Said("Voter card"),
    "driving_licence": Said("Driving licence"),
    "pan": Said("PAN card"),
    "passport": Said("Passport"),
    "disability": Said("Disability card"),
    "mother_child": Said("Mother and child card"),
    "other": Said("Other document"),
}
"""Documents somebody may show. Aadhaar is not among them: its number is never kept."""

PRIORITIES: Mapping[Priority, Said] = {
    Priority.EMERGENCY: Said("Emergency"),
    Priority.PREGNANT: Said("Pregnant"),
    Priority.ELDERLY: Said("Elderly"),
    Priority.CHILD: Said("Small child"),
}
