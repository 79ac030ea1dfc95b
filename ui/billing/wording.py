"""How bills and ways of paying are said."""

from app.billing.bill import BillState
from app.words import Said
from models.vocabulary import ItemKind, PaymentMethod
from ui.kit.money import NotMoney, read_money
from ui.kit.pill import Pill
from ui.speech import _

ITEMS = {
    ItemKind.SERVICE: Said("Service"),
    ItemKind.LAB: Said("Lab"),
    ItemKind.MEDICINE: Said("Medicine"),
}
METHODS = {
    PaymentMethod.CASH: (Said("Cash"), "cash"),
    PaymentMethod.UPI: (Said("UPI QR"), "qrcode"),
    PaymentMethod.CARD: (Said("Card"), "credit-card"),
    PaymentMethod.CHEQUE: (Said("Cheque"), "file-invoice"),
    PaymentMethod.ONLINE: (Said("Online"), "world"),
    PaymentMethod.ADVANCE: (Said("Advance"), "pig-money"),
}


def item_words(item: ItemKind | str) -> str:
    return _(ITEMS[ItemKind(item)]) if item in set(ItemKind) else str(item)


def method_words(method: PaymentMethod | str) -> str:
    return _(METHODS[PaymentMethod(method)][0]) if method in set(PaymentMethod) else str(method)


def state_pill(state: BillState) -> Pill:
    """A bill's state as chip: word, colour and icon."""
    return {
        BillState.DRAFT: Pill(_("Draft"), "neutral", "device-floppy"),
        BillState.PENDING: Pill(_("To pay"), "danger", "alert-circle"),
        BillState.PARTIAL: Pill(_("Part paid"), "warn", "progress"),
        BillState.PAID: Pill(_("Paid"), "ok", "check"),
        BillState.CANCELLED: Pill(_("Cancelled"), "neutral", "x"),
    }[state]


def read_discount(text: str, amount_paise: int) -> int:
    """Paise off `amount_paise` from what was typed: rupees, or a percentage. `NotMoney` says what to type."""
    plain = text.strip()
    if not plain or plain == "—":
        return 0
    if not plain.endswith("%"):
        return read_money(plain)
    try:
        hundredths = read_money(plain[:-1])
    except NotMoney as wrong:
        raise NotMoney(_("Type rupees, or a percentage like 10%.")) from wrong
    if hundredths > 10_000:
        raise NotMoney(_("A reduction is at most 100%."))
    return amount_paise * hundredths // 10_000
