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
)

_KNOWN = {said.text: said for said in (*USUAL, *MORE)}


def reason_words(reason: str | None) -> Said | str:
    """A reason as it is shown: a usual one can be put into any language, another stays as somebody typed it."""
    return _KNOWN.get(reason or "", reason or "")
