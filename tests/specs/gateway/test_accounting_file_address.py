"""The books' file at its address, of what billing answers."""

from http.cookies import SimpleCookie
from typing import Any

import httpx

from services.gateway.cookies import SESSION
from tests.specs.gateway.edge import Echo, Reply, an_edge, refusal, send_to

ROW = {
    "date": "2025-10-03", "voucher": "P2025-00001", "account": "1910", "debit": "12.50", "credit": "0.00",
    "vat_code": "", "cost_centre": "=KP", "case_number": "2025-00004", "service_line": "school_support",
    "what": "payment", "number": "23456780-000017", "credited": "", "text": "Payment on invoice",
    "sentence": "Payment on invoice {number}",
}  # fmt: skip
HERE = "/documents/accounting.csv"


class Billing(Echo):
    """Answers with the books, or with a no; it remembers what it was asked."""

    def __init__(self, no: Reply | None = None) -> None:
        super().__init__()
        self.no = no
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        self.asked.append((f"{service}.{request['name']}", request["data"]))
        result = {"rows": [ROW], "debit": "12.50", "credit": "12.50", "case_ids": []}
        return self.no or {"status": 200, "result": result, "position": {}}


def visit(path: str, billing: Billing, language: str = "fi") -> httpx.Response:
    """A request by a browser on which somebody is signed in."""
    with an_edge(billing) as app:
        answer = send_to(app, "POST", "/sign-in", data={"person": "koordinaattori-1"})
        cookie = SimpleCookie(answer.headers["Set-Cookie"])[SESSION].value
        return send_to(app, "GET", path, {SESSION: cookie, "lang": language})


def test_it_is_a_file_in_the_readers_language_and_kept_by_nobody_else() -> None:
    billing = Billing()
    answer = visit(f"{HERE}?from=2025-10-01&to=2025-10-31", billing)
    assert billing.asked == [("billing.accounting", {"from": "2025-10-01", "to": "2025-10-31"})]
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="accounting.2025-10-01.2025-10-31.csv"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    head, row, _ = answer.content.decode("utf-8-sig").split("\r\n")
    assert head.startswith("date;voucher;account")
    assert row == (
        "2025-10-03;P2025-00001;1910;12,50;;;'=KP;2025-00004;school_support;Maksu laskulle 23456780-000017"
    )


def test_a_no_of_billings_is_a_page() -> None:
    answer = visit(f"{HERE}?from=2025-10-01&to=2025-10-31", Billing(refusal(403, "no")))
    assert answer.status_code == 403


def test_days_that_are_missing_are_billings_to_refuse() -> None:
    """The address says no more than the question does."""
    assert visit(HERE, Billing(refusal(422, "no"))).status_code == 422
