"""`shivir user`: who may sign in on this laptop."""

from argparse import Namespace

from app.refused import Refused
from app.words import Said
from models.vocabulary import Role
from ui.console.outcome import Outcome
from ui.console.signing_in import signed_in
from ui.console.terminal import Terminal

NEW_PASSWORD = "SHIVIR_NEW_PASSWORD"  # noqa: S105  # the name of a variable


def list_users(terminal: Terminal, options: Namespace) -> Outcome:
    """Everybody with a way in here."""
    from app.people.staff import see_staff

    with signed_in(terminal, options) as inside:
        inside.desk.run(see_staff)
        people = sorted((who.name, who.role) for who in inside.door.ways.everybody())
    terminal.show_table(people)
    terminal.answer(done=True, people=[{"name": name, "role": role} for name, role in people])
    return Outcome.DONE


def add_user(terminal: Terminal, options: Namespace) -> Outcome:
    """Somebody new, with a role from now on and a way in on this laptop."""
    from app.people.staff import add_staff, may_let_in

    with signed_in(terminal, options) as inside:
        new = terminal.secret(
            terminal.words("Password of {name}", name=options.name), NEW_PASSWORD, options.password_stdin
        )
        weak = inside.door.weakness(new, options.name)
        if weak is not None:
            raise Refused(weak)
        if not inside.door.ways.is_free(options.name):
            raise Refused(Said("Somebody of this name signs in here already. Add a second name."))
        typed = {"name": options.name} | ({"phone": options.phone} if options.phone else {})
        member = inside.desk.run(add_staff, Role(options.role), typed)
        inside.desk.run(may_let_in, member.id)
        said = inside.door.let_in(member.id, member.name, options.role, new)
        if said is not None:
            raise Refused(said)
    terminal.say(Said("{name} may sign in on this laptop now.", name=member.name))
    terminal.answer(done=True, id=member.id, name=member.name, role=options.role)
    return Outcome.DONE
