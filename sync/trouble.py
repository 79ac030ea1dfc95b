"""What can go wrong on the line, in words for people. None of it loses anything, and each sentence says so."""

from models.ledger.line_state import LineTrouble
from models.said import Said

SAFE = Said("Everything is saved on this laptop.")

TROUBLES: dict[str, tuple[Said, Said]] = {
    "unreachable": (
        Said("The server does not answer."),
        Said("Everything is saved on this laptop. It is tried again by itself."),
    ),
    "not_ours": (
        Said("Something else answered in place of the server: the network may want you to sign in first."),
        Said("Open a web browser, sign in to the network, then try again."),
    ),
    "torn": (
        Said("The line broke in the middle."),
        Said("Nothing is lost and nothing is doubled. It goes on from the same place."),
    ),
    "slow": (
        Said("The line is too slow to finish now."),
        Said("What arrived is kept. It goes on from the same place."),
    ),
    "busy": (
        Said("The server is busy."),
        Said("Everything is saved on this laptop. It is tried again by itself."),
    ),
    "server_ill": (
        Said("The server has a problem of its own."),
        Said("Everything is saved on this laptop. Tell whoever looks after the server."),
    ),
    "server_full": (
        Said("The server cannot save at the moment."),
        Said("Everything is saved on this laptop. Tell whoever looks after the server."),
    ),
    "unknown_laptop": (
        Said("The server does not know this laptop."),
        Said("A supervisor can let it join again with a code."),
    ),
    "revoked": (
        Said("This laptop was taken out of the clinic."),
        Said("What was written here since is kept at the server for a supervisor."),
    ),
    "expired": (
        Said("The certificate of this laptop has ended."),
        Said("A supervisor can let it join again with a code."),
    ),
    "other_clinic": (
        Said("This server belongs to another clinic."),
        Said("Check the address of the server."),
    ),
    "no_clinic": (
        Said("This server does not belong to a clinic yet."),
        Said("Bring it into the clinic first, from the laptop the clinic was founded on."),
    ),
    "has_clinic": (
        Said("This server belongs to a clinic already."),
        Said("Check the address, or set up an empty server."),
    ),
    "update_here": (
        Said("The server needs a newer Shivir than the one on this laptop."),
        Said("Update Shivir on this laptop. Everything is saved."),
    ),
    "update_there": (
        Said("The Shivir on the server is too old for this laptop."),
        Said("Update the server first. Everything is saved."),
    ),
    "insecure": (
        Said("This address is not protected: anybody on the way could read the records."),
        Said("Use an address that begins with https."),
    ),
    "untrusted": (
        Said("The server could not prove who it is."),
        Said("Check the date and time of this laptop, then the address of the server."),
    ),
    "bad_address": (
        Said("This is not an address of a server."),
        Said("It looks like https://sync.example.org."),
    ),
    "unreadable": (
        Said("The server could not read what this laptop sent."),
        Said("Everything is saved on this laptop. If it stays so, send the log file to support."),
    ),
    "mistyped": (
        Said("This code cannot be right: a letter is wrong or missing."),
        Said("Compare it letter by letter with the other screen."),
    ),
    "wrong_code": (Said("The server does not know this code."), Said("Ask for a new code.")),
    "code_used": (Said("This code was used."), Said("Ask for a new code.")),
    "code_ended": (Said("This code has ended."), Said("Ask for a new code.")),
    "no_person": (
        Said("The server does not know this person yet."),
        Said("Sync this laptop, then ask for the code again."),
    ),
    "may_not": (Said("Your role may not do this."), Said("Ask a supervisor.")),
    "only_hub": (
        Said("This is a camp's hub. It cannot do what only the server can."),
        Said("Everything is saved on this laptop. Do it when the server can be reached."),
    ),
    "no_hub": (
        Said("No hub answers here."),
        Said("Look on the hub's screen whether it serves, and whether both are on the same Wi-Fi."),
    ),
    "other_hub": (
        Said("The laptop that answers is not the hub whose code was scanned."),
        Said("Scan the code on the hub's screen once more."),
    ),
    "not_a_hub": (
        Said("What answers there is not a hub of this clinic."),
        Said("Look at the address on the hub's screen."),
    ),
    "hub_port": (
        Said("Another program on this laptop answers where the hub would."),
        Said("Close it, or restart this laptop, then try again."),
    ),
    "file_other": (
        Said("This is not a file of Shivir's to carry works."),
        Said("Choose the file that was saved on the other laptop. Its name ends in .shivir."),
    ),
    "file_damaged": (
        Said("The file is torn, or was changed on the way. Nothing was taken in."),
        Said("Copy it once more from the laptop it comes from."),
    ),
    "file_not_for_us": (
        Said("The file is for other laptops: this one cannot open it."),
        Said("Save it once more on the other laptop, and choose this one among its receivers."),
    ),
    "file_other_clinic": (
        Said("The file belongs to another clinic. Nothing was taken in."),
        Said("Choose a file of this clinic."),
    ),
    "file_too_new": (
        Said("The file was saved by a newer Shivir than the one here."),
        Said("Update Shivir on this laptop, then choose the file again."),
    ),
    "file_too_old": (
        Said("The file was saved by a Shivir that is too old."),
        Said("Update Shivir on the other laptop and save the file there again."),
    ),
    "file_unreadable": (
        Said("The file cannot be read from the stick."),
        Said("Put the stick in once more, or copy the file again."),
    ),
    "file_too_large": (
        Said("The file is too large."),
        Said("Save it once more on the laptop it comes from."),
    ),
    "file_unknown_sender": (
        Said("The clinic's key does not know the laptop this file comes from. Nothing was taken in."),
        Said("Ask whoever gave you the file where it was saved."),
    ),
    "no_receiver": (
        Said("Nobody is chosen who could open the file."),
        Said("Choose the server or a laptop."),
    ),
    "never": (
        Said("This laptop has no server yet."),
        Said("Everything is saved on this laptop."),
    ),
}
"""Key → what happened, and what is safe or to be done."""


class Trouble(LineTrouble):
    """A round, or a question on the line, that did not come to its end. `key` is one of `TROUBLES`.

    `retry_after` is what the server asked for, in seconds.
    """

    def __init__(self, key: str, retry_after: float | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.retry_after = retry_after

    @property
    def reason(self) -> Said:
        return words_of(self.key)[0]

    @property
    def advice(self) -> Said:
        return words_of(self.key)[1]


def words_of(key: str) -> tuple[Said, Said]:
    """The sentences for a key; a newer server may send one we do not know."""
    return TROUBLES.get(key, TROUBLES["server_ill"])
