"""Every model, imported: what alembic, sync and the composition need to know them all by name."""

import models.billing.invoice
import models.camps.event
import models.consulting.prescription
import models.consulting.visit
import models.ledger.audit
import models.ledger.crossing
import models.ledger.device
import models.ledger.journal
import models.ledger.leaving
import models.ledger.line
import models.ledger.writer
import models.people.clinic
import models.people.patient
import models.people.staff
import models.reception.appointment
import models.reception.token  # noqa: F401  # imported for their tables
