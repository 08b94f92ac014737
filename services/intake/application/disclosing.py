"""What a command gives to another controller: lines of the disclosure log, stored with its facts (R-P4).

A month's report goes to each buyer. The sector that leads the case keeps the register: a buyer for another
sector is another controller, or another register that is never merged with it (R-T2).
"""

from services.intake.domain.case import Case, facts
from shared.kernel.grounds import ground_of, refuse_groundless
from shared.plumbing.access.entries import Disclosure, Reader, Recipient, Told
from shared.plumbing.access.log import row_of_disclosures
from shared.plumbing.store.application import Carrying
from shared.plumbing.store.rows import Rows

FIELDS = ("meetings", "totals", "goals", "sections", "sections.text")
"""Of `monthly_report`: what a version of it tells."""


def rows_of_disclosures(case: Case, carrying: Carrying) -> list[Rows]:
    """The lines that the case's new facts come to; none where nothing was given to anybody else."""
    sent = [fact for fact in case.pending_events if isinstance(fact, facts.MonthlyReportSent)]
    sectors = sorted({each.sector for fact in sent for each in fact.to} - {case.process_lead})
    if not sectors:
        return []
    ground = carrying.ground or ground_of(carrying.asker, None, None)
    refuse_groundless(ground)
    reader = Reader.of(carrying.asker, ground, carrying.correlation_id)
    told = Told(persons=(case.person_id,), mentioned=(), matters=(case.id,), fields=FIELDS)
    to = [Recipient("buyer", sector=sector, county=case.county) for sector in sectors]
    return [row_of_disclosures([Disclosure(reader, "monthly_report", told, each) for each in to])]
