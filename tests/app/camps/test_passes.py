import pytest
from sqlalchemy import select

from app.camps.pass_paper import blanks_to_print, pass_card_paper, pass_sheet_paper, passes_to_print
from app.camps.passes import MOST_BLANKS, bind_pass, issue_pass, print_blank_passes, replace_pass, revoke_pass
from app.camps.registering import NewParticipant
from app.work import Errand, Interrupted, Lane, Refused
from models.camps.event import Pass
from models.camps.pass_code import LENGTH, PRINTED_BLANK, PassBody, read_pass, short_code
from models.ledger.device import Device
from models.vocabulary import Role
from tests.camps import Camp


def body_of(camp: Camp, text: str) -> PassBody:
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        keys = {one.key_id: one.sign_public for one in session.scalars(select(Device))}
    body = read_pass(text, keys.get)
    assert isinstance(body, PassBody)
    return body


def test_a_pass_says_what_the_camp_is_and_nothing_of_the_person(camp: Camp) -> None:
    savitri = camp.register()
    card = camp.pass_of(savitri)
    body = body_of(camp, card.text)

    assert len(card.text) == LENGTH
    assert body.is_for(camp.id)
    assert (body.pass_id, body.number, body.services, body.issue, body.flags) == (card.id, 1, 0b111111, 0, 0)
    assert body.not_before < camp.clinic.clock.now < body.not_after
    assert (card.number, card.code) == (savitri.number, short_code(card.id))


def test_asking_again_gives_the_same_pass(camp: Camp) -> None:
    savitri = camp.register()
    assert camp.pass_of(savitri) == camp.pass_of(savitri)


def test_a_pass_issued_for_somebody_registered_elsewhere_has_a_number_of_this_laptop(
    camp: Camp, apart: Camp
) -> None:
    from tests.camps import carry

    savitri = apart.register()
    carry(apart.clinic, camp.clinic)
    camp.coordinator.run(revoke_pass, camp.id, apart.pass_of(savitri).id, "smudged")
    card = camp.gate.run(issue_pass, camp.id, savitri.id)
    assert (savitri.number, card.number) == ("B2-00001", "A1-00001")
    assert body_of(camp, card.text).number == 1


def test_replacements_are_counted(camp: Camp) -> None:
    savitri = camp.register()
    for issue in (1, 2):
        card = camp.gate.run(replace_pass, camp.id, savitri.id)
        assert body_of(camp, card.text).issue == issue
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        passes = session.scalars(select(Pass).order_by(Pass.issue)).all()
        assert [(one.withdrawn, one.replaced_by_id is None) for one in passes] == [
            ("lost", False), ("lost", False), (None, True)
        ]  # fmt: skip


def test_blank_passes_have_numbers_that_nobody_else_gets(camp: Camp) -> None:
    first = camp.register()
    blanks = camp.gate.run(print_blank_passes, camp.id, 3)
    second = camp.register(NewParticipant("Raju Munda"))
    numbers = [first.number, *(one.number for one in blanks), second.number]
    assert numbers == [f"A1-{count:05d}" for count in range(1, 6)]
    assert body_of(camp, blanks[0].text).flags == PRINTED_BLANK
    camp.gate.run(bind_pass, camp.id, first.id, blanks[1].text)
    assert camp.gate.run(blanks_to_print, camp.id) == (blanks[0].id, blanks[2].id)


@pytest.mark.parametrize("count", [0, -1, MOST_BLANKS + 1])
def test_a_wrong_number_of_blank_passes_is_refused(camp: Camp, count: int) -> None:
    with pytest.raises(Refused):
        camp.gate.run(print_blank_passes, camp.id, count)


def test_the_most_blank_passes_fit_into_one_work(camp: Camp) -> None:
    assert len(camp.gate.run(print_blank_passes, camp.id, MOST_BLANKS)) == MOST_BLANKS


def test_a_revoked_pass_is_not_revoked_twice_nor_printed(camp: Camp) -> None:
    card = camp.pass_of(camp.register())
    with pytest.raises(Refused):
        camp.coordinator.run(revoke_pass, camp.id, card.id, " ")
    camp.coordinator.run(revoke_pass, camp.id, card.id, "stolen")
    with pytest.raises(Refused, match="already"):
        camp.coordinator.run(revoke_pass, camp.id, card.id, "stolen")
    with pytest.raises(Refused):
        camp.gate.run(pass_card_paper, camp.id, card.id)
    assert camp.gate.run(passes_to_print, camp.id) == ()


def test_passes_are_printed_in_parts_that_can_be_watched(camp: Camp) -> None:
    people = [camp.register(NewParticipant(f"Person {letter}")) for letter in "abc"]
    camp.gate.run(print_blank_passes, camp.id, 90)
    ids = [*camp.gate.run(passes_to_print, camp.id), *camp.gate.run(blanks_to_print, camp.id)]
    told: list[float] = []
    papers = camp.gate.run_errand(Errand(told.append), pass_sheet_paper, camp.id, ids)

    assert [paper.pages for paper in papers] == [1, 10, 2]
    assert all(paper.pdf.startswith(b"%PDF") for paper in papers)
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)
    assert camp.gate.run(passes_to_print, camp.id, [people[1].id]) == (camp.pass_of(people[1]).id,)


def test_a_long_run_stops_when_it_is_called_off(camp: Camp) -> None:
    blanks = [one.id for one in camp.gate.run(print_blank_passes, camp.id, 90)]
    errand = Errand(lambda done: errand.stop() if done else None)
    with pytest.raises(Interrupted):
        camp.gate.run_errand(errand, pass_sheet_paper, camp.id, blanks)


def test_printing_is_told_in_the_audit_chain(camp: Camp) -> None:
    from models.ledger.audit import AuditEntry

    card = camp.pass_of(camp.register())
    paper = camp.gate.run(pass_card_paper, camp.id, card.id)
    assert paper.pages == 1
    with camp.clinic.opened.sessions.begin(Lane.READ) as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert last is not None
        assert (last.deed, last.kind, last.record) == ("print", "pass", card.id.bytes)


def test_a_lab_prints_no_passes(camp: Camp) -> None:
    with pytest.raises(Refused):
        camp.clinic.desk(Role.LAB).run(print_blank_passes, camp.id, 1)
