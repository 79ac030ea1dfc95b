"""The first schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


FIND_TABLE = """
CREATE VIRTUAL TABLE person_find USING fts5(
    words, sounds, places, content='', contentless_delete=1, detail=column, prefix='1 2 3 4 5',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
)"""
ALIKE_TABLE = (
    "CREATE VIRTUAL TABLE person_find_alike USING fts5(keys, content='', contentless_delete=1, detail=none)"
)


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_other", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("qualification", sa.String(), nullable=True),
        sa.Column("speciality", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("council", sa.String(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("fee_paise", sa.Integer(), nullable=True),
        sa.Column("languages", sa.String(), nullable=True),
        sa.Column("seal_public", sa.LargeBinary(), nullable=True),
        sa.Column("sign_public", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_table(
        "admission",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("pass_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("registration_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
    )
    with op.batch_alter_table("admission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_admission_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_admission_pass_id"), ["pass_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_admission_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "alarm",
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=True),
        sa.PrimaryKeyConstraint("writer", "what", "number", name=op.f("pk_alarm")),
    )
    op.create_table(
        "allergy",
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("substance", sa.String(), nullable=False),
        sa.Column("reaction", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allergy")),
    )
    with op.batch_alter_table("allergy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allergy_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("place_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("doctor_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("token_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "audit",
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("account", sa.LargeBinary(length=16), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("record", sa.LargeBinary(length=16), nullable=True),
        sa.Column("work", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("writer", "number", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_account"), ["account"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_record"), ["record"], unique=False)

    op.create_table(
        "camp_row",
        sa.Column("event", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("named", sa.LargeBinary(length=16), nullable=True),
        sa.PrimaryKeyConstraint("event", "kind", "record", name=op.f("pk_camp_row")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("camp_row", schema=None) as batch_op:
        batch_op.create_index("ix_camp_row_named", ["named"], unique=False)
        batch_op.create_index("ix_camp_row_record", ["record"], unique=False)

    op.create_table(
        "change",
        sa.Column("arrival", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("arrival", "position", name=op.f("pk_change")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_record", ["record"], unique=False)

    op.create_table(
        "checklist_tick",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_tick")),
    )
    with op.batch_alter_table("checklist_tick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checklist_tick_event_id"), ["event_id"], unique=False)

    op.create_table(
        "clinic",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_other", sa.String(), nullable=True),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("address_other", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("registration", sa.String(), nullable=True),
        sa.Column("gstin", sa.String(), nullable=True),
        sa.Column("state_code", sa.String(), nullable=True),
        sa.Column("upi", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("root_public", sa.LargeBinary(), nullable=True),
        sa.Column("discount_limit_bp", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )
    op.create_table(
        "confirmed",
        sa.Column("peer_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("peer_id", "writer", name=op.f("pk_confirmed")),
    )
    op.create_table(
        "consent",
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "crossing",
        sa.Column("arrival", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("arrival", "scope", "kind", "record", name=op.f("pk_crossing")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "device",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("scope", sa.String(length=24), nullable=False),
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("place_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("sign_public", sa.LargeBinary(), nullable=False),
        sa.Column("seal_public", sa.LargeBinary(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("valid_to", sa.BigInteger(), nullable=False),
        sa.Column("is_server", sa.Boolean(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_device_key_id"), ["key_id"], unique=False)

    op.create_table(
        "diagnosis",
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("visit_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_long_term", sa.Boolean(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosis")),
    )
    with op.batch_alter_table("diagnosis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_diagnosis_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_diagnosis_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "disagreement",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record", "field", name=op.f("pk_disagreement")),
    )
    with op.batch_alter_table("disagreement", schema=None) as batch_op:
        batch_op.create_index("ix_disagreement_record", ["record"], unique=False)

    op.create_table(
        "draft",
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "form", name=op.f("pk_draft")),
    )
    op.create_table(
        "event",
        sa.Column("programme_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_other", sa.String(), nullable=True),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("latitude_e6", sa.Integer(), nullable=True),
        sa.Column("longitude_e6", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("activities", sa.String(), nullable=True),
        sa.Column("coordinator_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("cancelled_because", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "former_writer",
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("writer", name=op.f("pk_former_writer")),
    )
    op.create_table(
        "heard_laptop",
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("program", sa.String(), nullable=True),
        sa.Column("founded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_heard_laptop")),
    )
    op.create_table(
        "held_work",
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("writer", "number", "digest", name=op.f("pk_held_work")),
    )
    op.create_table(
        "here",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.LargeBinary(length=8), nullable=False),
        sa.Column("clinic_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("sign_private", sa.LargeBinary(), nullable=True),
        sa.Column("seal_private", sa.LargeBinary(), nullable=True),
        sa.Column("root_private", sa.LargeBinary(), nullable=True),
        sa.Column("certificate", sa.LargeBinary(), nullable=True),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("audit_number", sa.BigInteger(), nullable=False),
        sa.Column("audit_hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_here_is_alone")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_here")),
    )
    op.create_table(
        "identifier",
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("valid_until", sa.String(length=10), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifier")),
    )
    with op.batch_alter_table("identifier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identifier_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("proof", sa.LargeBinary(length=32), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("grant_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("scope", sa.String(length=24), nullable=False),
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("place_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=True),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_invitation")),
    )
    op.create_table(
        "invoice",
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("visit_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("place_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("corrects_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("issued_at", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("discount_paise", sa.Integer(), nullable=False),
        sa.Column("discount_reason", sa.String(), nullable=True),
        sa.Column("discount_approved_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("round_off_paise", sa.Integer(), nullable=False),
        sa.Column("total_paise", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
    )
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoice_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_issued_at"), ["issued_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "kept_warning",
        sa.Column("prescription_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_warning")),
    )
    with op.batch_alter_table("kept_warning", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_kept_warning_prescription_id"), ["prescription_id"], unique=False
        )

    op.create_table(
        "known_writer",
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.Column("audit_number", sa.BigInteger(), nullable=False),
        sa.Column("audit_work", sa.BigInteger(), nullable=False),
        sa.Column("audit_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("writer", name=op.f("pk_known_writer")),
    )
    with op.batch_alter_table("known_writer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_writer_device_id"), ["device_id"], unique=False)

    op.create_table(
        "left_row",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.Column("safe_at", sa.BigInteger(), nullable=True),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record", name=op.f("pk_left_row")),
    )
    with op.batch_alter_table("left_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_left_row_is_gone"), ["is_gone"], unique=False)

    op.create_table(
        "medicine_line",
        sa.Column("prescription_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("pattern", sa.String(), nullable=False),
        sa.Column("food", sa.String(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("sold", sa.String(), nullable=False),
        sa.Column("holds", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("instruction", sa.String(), nullable=True),
        sa.Column("is_schedule_h1", sa.Boolean(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicine_line")),
    )
    with op.batch_alter_table("medicine_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_medicine_line_prescription_id"), ["prescription_id"], unique=False
        )

    op.create_table(
        "pass",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("registration_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("replaced_by_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass")),
    )
    with op.batch_alter_table("pass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pass_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_pass_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pass_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_pass_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "pass_binding",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("pass_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("registration_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_binding")),
    )
    with op.batch_alter_table("pass_binding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pass_binding_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pass_binding_pass_id"), ["pass_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_pass_binding_registration_id"), ["registration_id"], unique=False
        )

    op.create_table(
        "patient",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_other", sa.String(), nullable=True),
        sa.Column("sex", sa.String(length=24), nullable=False),
        sa.Column("born_on", sa.String(length=10), nullable=True),
        sa.Column("birth_is_estimated", sa.Boolean(), nullable=False),
        sa.Column("relative_name", sa.String(), nullable=True),
        sa.Column("relative_is", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("phone_other", sa.String(), nullable=True),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("pin", sa.String(), nullable=True),
        sa.Column("blood_group", sa.String(), nullable=True),
        sa.Column("abha_number", sa.String(), nullable=True),
        sa.Column("abha_address", sa.String(), nullable=True),
        sa.Column("emergency_name", sa.String(), nullable=True),
        sa.Column("emergency_phone", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("allergies_asked", sa.String(length=24), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_patient_is_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
    )
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_abha_number"), ["abha_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_patient_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_patient_phone"), ["phone"], unique=False)

    op.create_table(
        "payment",
        sa.Column("invoice_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("amount_paise", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_invoice_id"), ["invoice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_taken_at"), ["taken_at"], unique=False)

    op.create_table(
        "peer",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("root_public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("epoch", sa.LargeBinary(length=8), nullable=True),
        sa.Column("scope_version", sa.Integer(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=8), nullable=True),
        sa.Column("backed_up", sa.BigInteger(), nullable=False),
        sa.Column("audit_number", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("trouble_at", sa.BigInteger(), nullable=True),
        sa.Column("is_hub", sa.Boolean(), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("pin", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer")),
    )
    op.create_table(
        "person_key",
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_person_key")),
        sa.UniqueConstraint("id", name=op.f("uq_person_key_id")),
    )
    op.create_table(
        "place",
        sa.Column("clinic_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_table(
        "prescription",
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("visit_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("doctor_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("replaces_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("advice", sa.String(), nullable=True),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescription")),
    )
    with op.batch_alter_table("prescription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prescription_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_prescription_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "price_item",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_other", sa.String(), nullable=True),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("price_paise", sa.Integer(), nullable=False),
        sa.Column("tax_bp", sa.Integer(), nullable=False),
        sa.Column("hsn", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_item")),
    )
    op.create_table(
        "programme",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("objective", sa.String(), nullable=True),
        sa.Column("target_group", sa.String(), nullable=True),
        sa.Column("target_count", sa.Integer(), nullable=True),
        sa.Column("eligibility", sa.String(), nullable=True),
        sa.Column("staff_needed", sa.String(), nullable=True),
        sa.Column("volunteers_needed", sa.Integer(), nullable=True),
        sa.Column("equipment_needed", sa.String(), nullable=True),
        sa.Column("sponsor", sa.String(), nullable=True),
        sa.Column("partners", sa.String(), nullable=True),
        sa.Column("scheme", sa.String(), nullable=True),
        sa.Column("budget_paise", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.String(length=10), nullable=True),
        sa.Column("ends_on", sa.String(length=10), nullable=True),
        sa.Column("approved_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_table(
        "registration",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_other", sa.String(), nullable=True),
        sa.Column("sex", sa.String(length=24), nullable=False),
        sa.Column("born_on", sa.String(length=10), nullable=True),
        sa.Column("birth_is_estimated", sa.Boolean(), nullable=False),
        sa.Column("relative_name", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("medications", sa.String(), nullable=True),
        sa.Column("referred_by", sa.String(), nullable=True),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("consented_at", sa.BigInteger(), nullable=True),
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_phone"), ["phone"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("scope", sa.String(length=24), nullable=False),
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("valid_to", sa.BigInteger(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_account_id"), ["account_id"], unique=False)

    op.create_table(
        "series",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_series")),
    )
    op.create_table(
        "setting",
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "name", name=op.f("pk_setting")),
    )
    op.create_table(
        "signed_batch",
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("works", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("delivered", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_signed_batch")),
    )
    with op.batch_alter_table("signed_batch", schema=None) as batch_op:
        batch_op.create_index("ix_signed_batch_signature", ["signature"], unique=False)

    op.create_table(
        "station",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_other", sa.String(), nullable=True),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("service", sa.Integer(), nullable=False),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
    )
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_event_id"), ["event_id"], unique=False)

    op.create_table(
        "station_visit",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("station_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("registration_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("pass_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_visit")),
    )
    with op.batch_alter_table("station_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_visit_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_station_visit_pass_id"), ["pass_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_station_visit_registration_id"), ["registration_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_station_visit_station_id"), ["station_id"], unique=False)

    op.create_table(
        "token",
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("place_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("doctor_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("priority", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("waits_from", sa.BigInteger(), nullable=False),
        sa.Column("skips", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
    )
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.create_index("ix_token_day_doctor_id", ["day", "doctor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_token_patient_id"), ["patient_id"], unique=False)

    op.create_table(
        "underived",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record", name=op.f("pk_underived")),
    )
    op.create_table(
        "visit",
        sa.Column("patient_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("doctor_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("place_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("complaint", sa.String(), nullable=True),
        sa.Column("history", sa.String(), nullable=True),
        sa.Column("examination", sa.String(), nullable=True),
        sa.Column("advice", sa.String(), nullable=True),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_doctor_id"), ["doctor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_token_id"), ["token_id"], unique=False)

    op.create_table(
        "vitals",
        sa.Column("person_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("visit_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("systolic_mmhg", sa.Integer(), nullable=True),
        sa.Column("diastolic_mmhg", sa.Integer(), nullable=True),
        sa.Column("pulse_per_min", sa.Integer(), nullable=True),
        sa.Column("breaths_per_min", sa.Integer(), nullable=True),
        sa.Column("spo2_percent", sa.Integer(), nullable=True),
        sa.Column("temperature_milli_c", sa.Integer(), nullable=True),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("height_mm", sa.Integer(), nullable=True),
        sa.Column("waist_mm", sa.Integer(), nullable=True),
        sa.Column("muac_mm", sa.Integer(), nullable=True),
        sa.Column("sugar_mg_dl", sa.Integer(), nullable=True),
        sa.Column("sugar_is_fasting", sa.Boolean(), nullable=True),
        sa.Column("hba1c_tenths", sa.Integer(), nullable=True),
        sa.Column("haemoglobin_tenths", sa.Integer(), nullable=True),
        sa.Column("is_alert", sa.Boolean(), nullable=True),
        sa.Column("is_on_oxygen", sa.Boolean(), nullable=True),
        sa.Column("pain", sa.Integer(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vitals")),
    )
    with op.batch_alter_table("vitals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vitals_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vitals_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vitals_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "waiting_work",
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("part", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("writer", "number", name=op.f("pk_waiting_work")),
    )
    op.create_table(
        "work",
        sa.Column("arrival", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("writer", sa.LargeBinary(length=8), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("author", sa.LargeBinary(), nullable=True),
        sa.Column("grant", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=True),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("arrival", name=op.f("pk_work")),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index("ix_work_writer_number", ["writer", "number"], unique=True)

    op.create_table(
        "writer",
        sa.Column("device_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writer")),
    )
    with op.batch_alter_table("writer", schema=None) as batch_op:
        batch_op.create_index("ix_writer_origin", ["origin"], unique=False)

    op.create_table(
        "line_item",
        sa.Column("invoice_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("price_item_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("corrects_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("rate_paise", sa.Integer(), nullable=False),
        sa.Column("discount_paise", sa.Integer(), nullable=False),
        sa.Column("tax_bp", sa.Integer(), nullable=False),
        sa.Column("hsn", sa.String(), nullable=True),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_line_item_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_item")),
    )
    with op.batch_alter_table("line_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_item_invoice_id"), ["invoice_id"], unique=False)

    op.create_table(
        "payer_share",
        sa.Column("invoice_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("amount_paise", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("origin", sa.LargeBinary(length=8), nullable=False),
        sa.Column("edit", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_surely", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"], name=op.f("fk_payer_share_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payer_share")),
    )
    with op.batch_alter_table("payer_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payer_share_invoice_id"), ["invoice_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FIND_TABLE)
        op.execute(ALIKE_TABLE)
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_keeps_{deed.lower()} BEFORE {deed} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit chain is only added to'); END"
            )
