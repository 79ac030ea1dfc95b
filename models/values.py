"""What people type at a desk, turned into values as early as possible, or refused with a sentence."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import decimal

from models.said import Said, counted

LONGEST_LIFE = 120
NAME_LENGTH = 120
MOST_RUPEES = 10_00_00_000
THREE_NUMBERS = re.compile(r"\d{1,4}[\s\-/.]+\d{1,2}[\s\-/.]+\d{1,4}")
"""Ten crore: no bill of a clinic comes near, a slipped key does."""


class BadValue(ValueError):
    """Something typed that cannot be what it should be. What was typed never goes into its own text."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.text)
        self.said = said


@dataclass(frozen=True, slots=True)
class Abha:
    """A health account number. The check digit is a strong habit, not a published rule: only a warning."""

    number: str
    is_plausible: bool


@dataclass(frozen=True, slots=True)
class Birth:
    """A day of birth; `estimated` when only an age or a year was told, and then no rule may lean on it."""

    born_on: date
    estimated: bool


def read_name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise BadValue(Said("Type a name."))
    if len(name) > NAME_LENGTH:
        raise BadValue(Said("This name is too long. Use {most} letters or fewer.", most=NAME_LENGTH))
    if not any(letter.isalpha() for letter in name):
        raise BadValue(Said("A name needs letters."))
    return name


def read_phone(text: str) -> str:
    """Ten digits for India, +44… for elsewhere."""
    typed = re.sub(r"[\s().\-]", "", _western(text))
    abroad = re.fullmatch(r"(?:\+|00)([1-9]\d{6,14})", typed)
    if abroad and not abroad[1].startswith("91"):
        return _foreign_phone("+" + abroad[1])
    if not re.fullmatch(r"\+?\d*", typed):
        raise BadValue(Said("A phone number has only digits."))
    digits = re.sub(r"^(?:\+91|0091|91(?=\d{10}$)|0(?=\d{10}$))", "", typed).removeprefix("+")
    if len(digits) < 10:
        missing = 10 - len(digits)
        raise BadValue(
            counted("Type 10 digits. {n} is missing.", "Type 10 digits. {n} are missing.", n=missing)
        )
    if len(digits) > 10:
        more = len(digits) - 10
        raise BadValue(
            counted("Type 10 digits. {n} is too many.", "Type 10 digits. {n} are too many.", n=more)
        )
    if digits[0] not in "6789":
        raise BadValue(Said("A mobile number starts with 6, 7, 8 or 9."))
    return digits


def _foreign_phone(number: str) -> str:
    import phonenumbers

    try:
        is_real = phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        is_real = False
    if not is_real:
        raise BadValue(Said("This is not a phone number of any country."))
    return number


def read_pin(text: str) -> str:
    pin = re.sub(r"\s", "", _western(text))
    if not re.fullmatch(r"[1-9]\d{5}", pin):
        raise BadValue(Said("A PIN code has 6 digits and does not start with 0."))
    return pin


def read_gstin(text: str) -> str:
    gstin = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", gstin, re.ASCII):
        raise BadValue(Said("A GSTIN looks like {example}.", example="09ABCDE1234F1Z5"))
    if _gstin_check(gstin[:14]) != gstin[14]:
        raise BadValue(Said("The last letter of this GSTIN does not fit the rest. Check each one."))
    return gstin


def _gstin_check(first: str) -> str:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = 0
    for place, letter in enumerate(first):
        product = alphabet.index(letter) * (1 + place % 2)
        total += product // 36 + product % 36
    return alphabet[-total % 36]


def read_abha(text: str) -> Abha:
    digits = re.sub(r"[\s\-]", "", _western(text))
    if not re.fullmatch(r"\d{14}", digits):
        raise BadValue(Said("An ABHA number has 14 digits."))
    return Abha(digits, _luhn(digits))


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def read_vpa(text: str) -> str:
    """The address money is sent to by UPI."""
    vpa = text.strip()
    if not re.fullmatch(r"[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}", vpa):
        raise BadValue(Said("A UPI address looks like {example}.", example="clinic@bank"))
    return vpa


def read_money(text: str) -> int:
    """Rupees as typed, in paise: "1,234.5", "₹ 500", "500/-"."""
    typed = re.sub(r"\s", "", _western(text))
    typed = re.sub(r"(?i)^(?:₹|rs\.?|inr|रु\.?)|/-$", "", typed)
    if not typed:
        raise BadValue(Said("Type an amount."))
    if typed.startswith(("-", "−")):
        raise BadValue(Said("An amount cannot be less than zero."))
    if not re.fullmatch(r"\d{1,3}(?:,?\d{2,3})*(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+", typed):
        raise BadValue(Said("An amount has only digits, like {example}.", example="1,250.50"))
    rupees, _, paise = typed.replace(",", "").partition(".")
    if len(paise) > 2:
        raise BadValue(Said("There is nothing smaller than a paisa. Use two digits after the point."))
    if len(rupees) > 15 or int(rupees or "0") > MOST_RUPEES:
        raise BadValue(Said("This amount is too large. Check the number of zeros."))
    return int(rupees or "0") * 100 + int(paise.ljust(2, "0"))


def read_day(text: str, today: date, ahead: int = 0) -> date:
    """A day as people here write it, day first: 25/6/1990, 25-6-90, 25 Jun 1990, or ISO.

    A year of two digits lies at most `ahead` years from now.
    """
    day = _day(text, today, ahead)
    if day is None and THREE_NUMBERS.fullmatch(_western(text).strip()):
        raise BadValue(Said("This day does not exist. Look at the month."))
    if day is None:
        raise BadValue(Said("Type a date like {example}.", example="25/6/1990"))
    return day


def read_birth(text: str, today: date) -> Birth:
    """A day of birth, a year, or an age: 25/6/1990, 1990, 42, "7 mo", "20 d"."""
    typed = _western(text).strip().lower()
    for form in (_birth_by_age, _birth_by_year):
        birth = form(typed, today)
        if birth is not None:
            return _lived(birth, today)
    day = _day(typed, today)
    if day is None:
        raise BadValue(
            Said(
                "Type a date of birth like {date}, or an age like {age}.", date="25/6/1990", age="42 or 7 mo"
            )
        )
    return _lived(Birth(day, estimated=False), today)


def _lived(birth: Birth, today: date) -> Birth:
    born_on = birth.born_on
    if born_on > today:
        raise BadValue(Said("This date of birth is in the future."))
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    if today.year - born_on.year - (not had_birthday) > LONGEST_LIFE:
        raise BadValue(Said("Nobody is older than {most} years. Check the year.", most=LONGEST_LIFE))
    return birth


AGE = re.compile(
    r"(?:(?P<years>\d{1,4})\s*(?:y|yr|yrs|year|years|साल|वर्ष)\.?)?\s*"
    r"(?:(?P<months>\d{1,4})\s*(?:m|mo|mon|month|months|माह|महीने|महीना|मास)\.?)?\s*"
    r"(?:(?P<weeks>\d{1,4})\s*(?:w|wk|week|weeks|हफ्ते|हफ़्ते|सप्ताह)\.?)?\s*"
    r"(?:(?P<days>\d{1,4})\s*(?:d|day|days|दिन)\.?)?"
)


def _birth_by_age(typed: str, today: date) -> Birth | None:
    bare = re.fullmatch(r"\d{1,3}", typed)
    if bare:
        return _years_ago(int(typed), today)
    age = AGE.fullmatch(typed)
    if age is None or not typed:
        return None
    years, months, weeks, days = (int(part or 0) for part in age.group("years", "months", "weeks", "days"))
    if not age["months"] and not age["weeks"] and not age["days"]:
        return _years_ago(years, today)
    if years > LONGEST_LIFE or months > 12 * LONGEST_LIFE:
        return _years_ago(LONGEST_LIFE + 1, today)
    born_on = _months_before(today, 12 * years + months) - timedelta(days=7 * weeks + days)
    return Birth(born_on, estimated=True)


def _years_ago(years: int, today: date) -> Birth:
    """Somebody so many years old: born on a 1 July, the one that makes them that old today."""
    if years > LONGEST_LIFE:
        raise BadValue(Said("Nobody is older than {most} years. Check the year.", most=LONGEST_LIFE))
    if years == 0:
        raise BadValue(
            Said("For a baby type months or days, like {months} or {days}.", months="7 mo", days="20 d")
        )
    had_july = (today.month, today.day) >= (7, 1)
    return Birth(date(today.year - years - (not had_july), 7, 1), estimated=True)


def _birth_by_year(typed: str, today: date) -> Birth | None:
    if not re.fullmatch(r"\d{4}", typed):
        return None
    year = int(typed)
    if not date.min.year <= year <= today.year:
        raise BadValue(
            Said("This date of birth is in the future.")
            if year
            else Said("Type a year like {year}.", year=1990)
        )
    middle = date(year, 7, 1)
    return Birth(min(middle, today), estimated=True)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return _first_real(year, month + 1, day.day)


def _first_real(year: int, month: int, day: int) -> date:
    """That day, or the last one of a shorter month."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _day(text: str, today: date, ahead: int = 0) -> date | None:
    typed = _western(text).strip().lower()
    named = re.fullmatch(r"(\d{1,2})[\s\-/.]*([a-z]{3,9})[\s\-/.,]*(\d{4}|\d{2})", typed)
    if named:
        months = [n for n, name in enumerate(MONTH_NAMES, 1) if named[2].startswith(name)]
        return _real(_year(named[3], today, ahead), months[0], int(named[1])) if months else None
    iso = re.fullmatch(r"(\d{4})[\-/.](\d{1,2})[\-/.](\d{1,2})", typed)
    if iso:
        return _real(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = re.fullmatch(r"(\d{1,2})[\s\-/.]+(\d{1,2})[\s\-/.]+(\d{4}|\d{2})", typed)
    if not numbers:
        numbers = re.fullmatch(r"(\d{2})(\d{2})(\d{4})", typed)
    return _real(_year(numbers[3], today, ahead), int(numbers[2]), int(numbers[1])) if numbers else None


def _year(typed: str, today: date, ahead: int) -> int:
    """Two digits mean the last such year that has begun, or begins at most `ahead` years from now."""
    if len(typed) == 4:
        return int(typed)
    year = today.year // 100 * 100 + int(typed)
    last = today.year + ahead
    return max(one for one in (year - 100, year, year + 100) if one <= last)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def masked_phone(phone: str) -> str:
    """98••• ••210: enough to recognise, not enough to call."""
    if len(phone) != 10:
        return "•" * max(len(phone) - 3, 0) + phone[-3:]
    return f"{phone[:2]}••• ••{phone[-3:]}"


def masked_abha(number: str) -> str:
    """91-••••-••••-4821"""
    return f"{number[:2]}-••••-••••-{number[-4:]}"


DIHEDRAL = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
PERMUTED = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870",
    "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def looks_like_aadhaar(text: str) -> bool:
    """Whether a 12-digit number that only Aadhaar should be stands in `text`. We may not keep those."""
    runs = re.finditer(r"(?<!\d)[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}(?!\d)", _western(text))
    return any(_verhoeff(re.sub(r"\D", "", run[0])) for run in runs)


def _verhoeff(digits: str) -> bool:
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(DIHEDRAL[check][int(PERMUTED[place % 8][int(digit)])])
    return check == 0


def _western(text: str) -> str:
    """Digits of any script as Western ones; other text as it is."""
    return "".join(str(decimal(letter)) if letter.isdecimal() else letter for letter in text)
