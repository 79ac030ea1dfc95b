"""The text of a UPI payment code, after NPCI's linking specification."""

from urllib.parse import quote

NOTE_LENGTH = 50
REFERENCE_LENGTH = 35


def upi_link(vpa: str, name: str, paise: int | None, *, reference: str = "", note: str = "") -> str:
    """A code that pays `name` at `vpa`; without an amount the payer types it. The bill number is all it tells.

    It proves nothing: a payment counts once somebody has seen the 12-digit number on the payer's phone.
    """
    parts = {"pa": quote(vpa, safe="@"), "pn": quote(name, safe="")}
    if paise is not None:
        if paise <= 0:
            raise ValueError("nothing to pay")
        parts["am"] = f"{paise // 100}.{paise % 100:02}"
    parts["cu"] = "INR"
    if note:
        parts["tn"] = quote(note[:NOTE_LENGTH], safe="")
    if reference:
        parts["tr"] = quote(reference[:REFERENCE_LENGTH], safe="")
    return "upi://pay?" + "&".join(f"{key}={value}" for key, value in parts.items())
