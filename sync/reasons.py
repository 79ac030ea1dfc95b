"""Why a work is held, in words for people. The keys travel; the words are chosen where they are shown."""

from models.said import Said

HELD: dict[str, tuple[Said, Said]] = {
    "malformed": (
        Said("It was written in a way nobody can read."),
        Said("Enter it again, and send the log file to support."),
    ),
    "too_large": (Said("It is too large to send."), Said("Enter it again in smaller parts.")),
    "does_not_fit": (
        Said("It does not fit what the clinic has on record."),
        Said("A supervisor decides what to do with it."),
    ),
    "forked": (
        Said("This laptop sent something else under the same number before."),
        Said("A supervisor compares the two."),
    ),
    "not_allowed": (
        Said("The role of the person does not allow it."),
        Said("A supervisor can enter it instead, or give the role."),
    ),
    "other_camp": (
        Said("It belongs to a camp the person has no role at."),
        Said("A supervisor can enter it instead, or give the role."),
    ),
    "no_grant": (
        Said("The server does not know the role it was done under yet."),
        Said("Nothing to do. It is taken when the role arrives."),
    ),
    "grant_ended": (
        Said("The role of the person had ended."),
        Said("A supervisor decides what to do with it."),
    ),
    "grant_not_begun": (
        Said("The role of the person had not begun."),
        Said("A supervisor decides what to do with it."),
    ),
    "too_new": (
        Said("It was written by a newer Shivir than the server's."),
        Said("Nothing to do. It is taken when the server is updated."),
    ),
    "not_vouched": (
        Said("The clinic's key does not vouch for it."),
        Said("A supervisor decides what to do with it."),
    ),
    "not_yours": (
        Said("Another laptop writes under the same name."),
        Said("Restart Shivir on this laptop, then sync again."),
    ),
    "revoked": (
        Said("It was written on a laptop that was taken out of the clinic."),
        Said("A supervisor decides what to do with it."),
    ),
}
"""Key → what happened, and what to do about it."""

UNKNOWN = (
    Said("The server gave a reason that this program does not know."),
    Said("Update Shivir on this laptop."),
)


def reason_of(key: str) -> tuple[Said, Said]:
    """What happened and what to do; a newer server may have reasons of its own."""
    return HELD.get(key, UNKNOWN)
