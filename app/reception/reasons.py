"""Why people come, in a word: the usual ones are kept in English and shown in whoever's language."""

from models.said import Said

USUAL = (Said("Fever"), Said("BP check"), Said("Sugar"), Said("Follow-up"))
MORE = (
    Said("Antenatal"),
    Said("Vaccination"),
    Said("Cough"),
    Said("Joint pain"),
    Said("Injury"),
    Said("Review"),
    Said("First visit"),
    Said("Health check-up"),
    Said("Sugar check"),
    Said("BP and sugar"),
    Said("Diabetes follow-up"),
    Said("Antenatal visit"),
    Said("Antenatal visit 3"),
    Said("Cough and cold"),
    Said("Fever, child"),
    Said("Loose motions"),
    Said("Stomach ache, child"),
    Said("Burning in stomach"),
    Said("Burning urine"),
    Said("Weakness"),
    Said("Headache"),
    Said("Breathless"),
    Said("Breathless, asthma"),
    Said("Knee pain"),
    Said("Back pain"),
    Said("Skin rash"),
    Said("Itching at night"),
    Said("Itching, ring on skin"),
    Said("Thyroid tablets"),
    Said("Cut on hand"),
    Said("Dog bite, second dose"),
)

_KNOWN = {said.text: said for said in (*USUAL, *MORE)}


def reason_words(reason: str | None) -> Said | str:
    """A reason as it is shown: a usual one can be put into any language, another stays as somebody typed it."""
    return _KNOWN.get(reason or "", reason or "")
