"""One of each paper of the demo's day, for whoever wants to see them without a printer."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from app.billing.paper import invoice_paper, receipt_paper
from app.camps.pass_paper import pass_card_paper, pass_sheet_paper, passes_to_print
from app.consulting.prescription_paper import prescription_paper
from app.demo.camps import Camps
from app.demo.cast import Stage
from app.papers.page import Paper
from app.reception.slip import print_slip
from app.work import Deed, Lane, Work, use_case
from models.billing.invoice import Invoice, LineItem
from models.consulting.prescription import MedicineLine, Prescription
from models.reception.token import Token
from models.vocabulary import PrescriptionState, Role, TokenState

ON_THE_SHEETS = 16


def save_papers(stage: Stage, camps: Camps, folder: Path) -> tuple[str, ...]:
    """Write them as PDF; their file names."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name, paper in _papers(stage, camps):
        (folder / f"{name}.pdf").write_bytes(paper.pdf)
        names.append(f"{name}.pdf")
    return tuple(names)


def _papers(stage: Stage, camps: Camps) -> Iterator[tuple[str, Paper]]:
    desk, cashier = stage.desk(Role.RECEPTIONIST), stage.desk(Role.CASHIER)
    yield "token-slip", desk.run(print_slip, desk.run(_waiting_token))
    for doctor in stage.doctors:
        own = stage.desk_of(doctor)
        visit = own.run(_visit_with_most_medicines)
        if visit is not None:
            for language in ("en", "hi"):
                yield f"prescription-{language}", own.run(prescription_paper, visit, language, False)
            break
    invoice = cashier.run(_longest_bill)
    yield "receipt", cashier.run(receipt_paper, invoice)
    yield "invoice", cashier.run(invoice_paper, invoice)
    gate = stage.desk(Role.VOLUNTEER)
    passes = gate.run(passes_to_print, camps.today)
    yield "passes", gate.run(pass_sheet_paper, camps.today, passes[:ON_THE_SHEETS])[0]
    yield "pass", gate.run(pass_card_paper, camps.today, passes[0])


@use_case(Deed.SEE_QUEUE, Lane.READ)
def _waiting_token(work: Work) -> UUID:
    return work.session.scalars(
        select(Token.id)
        .where(Token.day == work.today, Token.state == TokenState.WAITING)
        .order_by(Token.number.desc())
    ).first() or UUID(int=0)


@use_case(Deed.READ_NOTES, Lane.READ)
def _visit_with_most_medicines(work: Work) -> UUID | None:
    several = (
        select(Prescription.visit_id)
        .join(MedicineLine, MedicineLine.prescription_id == Prescription.id)
        .where(Prescription.doctor_id == work.actor.id, Prescription.state == PrescriptionState.SIGNED)
        .group_by(Prescription.visit_id)
    )
    return work.session.scalars(
        several.order_by(func.count(MedicineLine.id).desc(), Prescription.visit_id)
    ).first()


@use_case(Deed.SEE_BILL, Lane.READ)
def _longest_bill(work: Work) -> UUID:
    lines = select(LineItem.invoice_id).join(Invoice, Invoice.id == LineItem.invoice_id)
    ordered = lines.group_by(LineItem.invoice_id).order_by(
        func.count(LineItem.id).desc(), LineItem.invoice_id
    )
    return work.session.scalars(ordered).first() or UUID(int=0)
