"""One joint order to measure with, carried out by billing itself: three payers and an agreement."""

from typing import Any
from uuid import uuid4

import psycopg

from services.billing.commands.parts import EVIDENCE, PAYER, PRICE, PROVIDER
from services.billing.service import BillingDesk, open_billing
from shared.plumbing.keys import signing_key
from shared.plumbing.settings import Settings
from shared.plumbing.tokens import issue

REGION, COUNTY, LINE = "sisa-suomi", "08", "school_support"
FINANCE = {"sub": "talous-1", "role": "finance", "organisation": "OT-keskus", "region": REGION}
PLACED = "2025-08-20T09:00:00+03:00"
STARTS = "2025-09-01"
SHARES = {"fsw": "33.3334", "edu": "33.3333", "psy": "33.3333"}
SECTORS = {"fsw": "family_social_work", "edu": "education", "psy": "youth_psychiatry"}
CASE = """
INSERT INTO cases (case_id, number, region, county, service_line, controller, register, service_task)
VALUES (%s, '2025-00001', %s, %s, %s, %s, 'family_services', 'family_services')
"""


class Ordering:
    """An order whose work is invoiced to three payers. case_id: of a case that intake told of."""

    def __init__(self, settings: Settings) -> None:
        self.desk: BillingDesk = open_billing(settings)
        self.case_id, self.order_id, self.agreement_id = (str(uuid4()) for _ in range(3))
        self._key = signing_key(settings.keys)
        with psycopg.connect(settings.database_of("billing"), options="-c search_path=billing") as rows:
            rows.execute(CASE, (self.case_id, REGION, COUNTY, LINE, COUNTY))

    def places(self) -> None:
        """The order, each payer's decision, its part, and the agreement with all of its evidence."""
        payers = [{**PAYER, **_buyer(payer)} for payer in SHARES]
        self._does("place_order", FINANCE, case_id=self.case_id, service_line=LINE, provider=PROVIDER,
                   payers=payers, price=PRICE, starts_on=STARTS)  # fmt: skip
        for payer in SHARES:
            who = {"sub": f"tilaaja-{payer}", "role": "buyer", "region": REGION, **_buyer(payer)}
            self._does("commit_to_pay", who, payer_id=payer, decision_ref="Päätös 12/2025",
                       decided_on="2025-08-18")  # fmt: skip
        self._does("agree_cost_shares", FINANCE, effective_from=STARTS, shares=SHARES)
        term = {"from": STARTS, "to": "2026-05-31"}
        self._does("sign_agreement", FINANCE, agreement_id=self.agreement_id, vat_exemption=EVIDENCE,
                   parties=["Tilaajat", "Esimerkkituottaja Oy"], starts_on=STARTS, term=term,
                   rights_and_duties="Sopimuksen mukaan.")  # fmt: skip

    def _does(self, name: str, who: dict[str, str], **told: Any) -> None:
        """A command about the order. RuntimeError where it is refused."""
        data, token = {"order_id": self.order_id, **told}, issue(self._key, {**who, "clock": PLACED})
        reply = self.desk.carry_out({"name": name, "data": data, "id": str(uuid4()), "token": token})
        if reply["status"] != 200:  # noqa: PLR2004 - HTTP's OK
            raise RuntimeError(name, reply)


def _buyer(payer: str) -> dict[str, str]:
    return {"payer_id": payer, "sector": SECTORS[payer], "organisation": f"Tilaaja {payer}"}
