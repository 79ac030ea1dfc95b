from app.words import Said
from models.vocabulary import Role

WORDS = {
    Role.RECEPTIONIST: Said("Receptionist"),
    Role.DOCTOR: Said("Doctor"),
    Role.NURSE: Said("Nurse"),
    Role.PHARMACIST: Said("Pharmacist"),
    Role.LAB: Said("Lab technician"),
    Role.CASHIER: Said("Cashier"),
    Role.VOLUNTEER: Said("Camp volunteer"),
    Role.COORDINATOR: Said("Camp coordinator"),
    Role.SUPERVISOR: Said("Supervisor"),
    Role.ADMIN: Said("Administrator"),
}


def role_words(role: str) -> Said:
    """A role as people say it; one that a newer version added as it is written."""
    known = {str(key): words for key, words in WORDS.items()}
    return known.get(str(role)) or Said("{role}", role=str(role))
