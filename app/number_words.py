"""Whole numbers spelled out, in lakh and crore, so that no pen can alter a quantity or an amount."""

ENGLISH_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_SCALES = ("crore", "lakh", "thousand", "hundred")

HINDI_TO_99 = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस "
    "बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस "
    "तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस "
    "चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास "
    "पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ "
    "साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी "
    "अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी "
    "नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
HINDI_SCALES = ("करोड़", "लाख", "हज़ार", "सौ")

SCALES = (10_000_000, 100_000, 1_000, 100)


def in_words(number: int, language: str) -> str:
    """`number` as people say it: 30 → "thirty" or "तीस"; English for languages without a table here."""
    if number < 0:
        raise ValueError("only counts are spelled out")
    hindi = language == "hi"
    scales = HINDI_SCALES if hindi else ENGLISH_SCALES
    said = []
    for size, name in zip(SCALES, scales, strict=True):
        count, number = divmod(number, size)
        if count:
            said += [in_words(count, language), name]
    if number or not said:
        said.append(HINDI_TO_99.split()[number] if hindi else _english_to_99(number))
    return " ".join(said)


def _english_to_99(number: int) -> str:
    if number < 20:
        return ENGLISH_ONES.split()[number]
    tens = ENGLISH_TENS[number // 10 - 2]
    return tens if number % 10 == 0 else f"{tens}-{ENGLISH_ONES.split()[number % 10]}"
