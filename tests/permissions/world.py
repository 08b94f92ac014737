"""The matters of the matrix in a running system: a contact and a case for each column, made as people do."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from services.intake.commands import COMMANDS
from shared.plumbing.tokens import issue
from tests.permissions.follow_ups import make_follow_up
from tests.permissions.matters import Matters
from tests.permissions.orders import Orders
from tests.permissions.people import (
    COLUMNS,
    COUNTY,
    FAR_COUNTY,
    FAR_REGION,
    OTHER_COUNTY,
    PEOPLE,
    REGION,
    ROLE_OF,
)
from tests.permissions.searches import Searches
from tests.permissions.told import BREAK_GLASS, IN_NETWORK, NAMED, STRANGE

Ask = Callable[[str, str, dict[str, Any]], dict[str, Any]]
"""service, method and request → the reply."""
EXAMPLE = dict(COMMANDS["receive_referral"].example)
COUNTIES = {"other": OTHER_COUNTY, "broken glass": OTHER_COUNTY, "other region": FAR_COUNTY}
COORDINATORS = {"other": "koordinaattori-2", "other region": "koordinaattori-8", "restricted": NAMED}
SECTORS = {"professional": "education", "police": "police"}


__all__ = ["EXAMPLE", "Ask", "Matters", "World"]


class World:
    """Makes the matters and knows the tokens. key: by which the installation's tokens are signed."""

    def __init__(self, ask: Ask, key: Any) -> None:
        self._ask = ask
        self._key = key
        self.matters: dict[str, Matters] = {}
        self._tokens: dict[str, str] = {}

    def token(self, role: str, **claims: Any) -> str:
        """Of the role's person in the matrix; a link's opens the own contact."""
        said = {"role": ROLE_OF.get(role, role), "region": REGION, **PEOPLE[role], **claims}
        if role == "link" and self.matters:
            own = self.matters["own"]
            names = ("referral_id", "step_id", "professional_id")
            said["may"] = {name: getattr(own, name) for name in names}
        if role == "integrator":
            said["may"] = {"token": self._subscribed(str(said["sub"]))}
        return issue(self._key, said)

    def token_of(self, role: str) -> str:
        """The same, made once: of a link's there is one, to the own contact."""
        return self._tokens.get(role) or self._tokens.setdefault(role, self.token(role))

    def _subscribed(self, name: str) -> str:
        """The integrator is a subscriber; the id of its token."""
        wish = {"name": "add_subscriber", "data": {"subscriber": name, "events": ["billing.*"]}}
        reply = self._ask("reporting", "subscribers", wish | {"token": self.token("operator")})
        return str(reply["result"]["subscriber"]["token_id"])

    def make(self) -> None:
        """All of them, one after the other."""
        for column in COLUMNS:
            self.matters[column] = self._make(column)
        opened = self.matters["broken glass"]
        for kind, roles in BREAK_GLASS.items():
            about = {"case_id": opened.case_id} if kind == "Case" else {"referral_id": opened.referral_id}
            for role in roles:
                self._do(self.token(role), "break_glass", about | {"reason": "Lapsi on päivystyksessä."})
        orders = Orders(self._ask, self.token)
        for column in COLUMNS:
            self.matters[column] = orders.make(column, self.matters[column])

    def _make(self, column: str) -> Matters:
        coordinator = self._coordinator(column)
        made = Matters(*(str(uuid4()) for _ in range(12)))
        self._receive(column, made)
        about = {"referral_id": made.referral_id}
        case = {"case_id": made.case_id}
        self._do(coordinator, "gather_background", about | {"summary": "Lyhyesti.", "agencies": []})
        for skipped in ("structuring", "expertise"):
            self._do(coordinator, "skip_step", about | {"step": skipped, "reason": "Ei tarvita."})
        self._do(coordinator, "record_assessment", about | {"hypothesis": "Palvelut eivät kohtaa."})
        sector = "police" if column in STRANGE else "health_care"
        step = {"step_id": made.step_id, "what": "Kutsutaan koolle.", "due": "2099-01-01",
                "responsible": {"sector": sector, "organisation": "Esimerkkila"}}  # fmt: skip
        self._do(
            coordinator, "agree_consultation_plan", about | {"steps": [step], "evaluate_on": "2099-02-01"}
        )
        self._do(
            coordinator, "open_case",
            about | case | {"person_id": made.person_id, "service_line": "neuropsychiatric_coaching",
                            "process_lead": "child_welfare"},
        )  # fmt: skip
        self._fill_network(column, coordinator, case, made.meeting_id)
        Searches(self._ask).make(column, made, coordinator)
        make_follow_up(self._ask, made, coordinator)
        self._as_the_column_says(column, coordinator, about, case, made.person_id)
        return made

    def _receive(self, column: str, made: Matters) -> None:
        """In one's own matters the professional makes the contact by web, in the others the police calls."""
        strange = column in STRANGE
        who = self._coordinator(column) if strange else self.token("professional")
        subject = {**EXAMPLE["subject"], "person_id": made.person_id, "given_name": f"Lapsi {column}"}
        referrer = {**EXAMPLE["referrer"], "sector": "police" if strange else "education"}
        self._do(who, "receive_referral", EXAMPLE | {
            "referral_id": made.referral_id, "county": COUNTIES.get(column, COUNTY), "subject": subject,
            "referrer": referrer, "channel": "phone" if strange else "web",
        })  # fmt: skip

    def _fill_network(self, column: str, who: str, case: dict[str, str], meeting_id: str) -> None:
        members: list[dict[str, Any]] = [{"role": "other", "sector": "police"}]
        if column not in STRANGE:
            users = {role: PEOPLE[role]["sub"] for role in IN_NETWORK}
            members = [
                {"role": "worker", "user": users["worker"]},
                {"role": "other", "user": users["expert"]},
                {"role": "buyer", "user": users["buyer"], "sector": "child_welfare"},
                {"role": "other", "sector": "education"},
            ]
        ids = [str(uuid4()) for _ in members]
        for member_id, member in zip(ids, members, strict=True):
            self._do(who, "add_network_member", case | {"member": member | {"id": member_id}})
        self._do(who, "schedule_meeting", case | {
            "meeting_id": meeting_id, "kind": "start", "starts_at": "2099-09-03T14:00:00+03:00",
            "minutes": 60,
            "place": "home", "participants": ids[:1], "service_line": "neuropsychiatric_coaching",
        })  # fmt: skip

    def _as_the_column_says(
        self, column: str, who: str, about: dict[str, str], case: dict[str, str], person_id: str
    ) -> None:
        if column == "restricted":
            self._do(who, "change_restriction", case | {"restricted_to": [NAMED], "reason": "Turva."})
        if column == "closed":
            self._do(who, "withdraw_referral", about | {"reason": "Tilanne ratkesi."})
            self._do(who, "close_case", case | {"reason": "Valmis.", "outcome": "resolved"})
        if column == "protected":
            self._do(who, "protect_person", {"person_id": person_id, "order": "non_disclosure"})

    def _coordinator(self, column: str) -> str:
        region = FAR_REGION if column == "other region" else REGION
        return self.token("coordinator", sub=COORDINATORS.get(column, "koordinaattori-3"), region=region)

    def _do(self, token: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
        request = {"name": name, "data": data, "id": str(uuid4()), "token": token}
        reply = self._ask("intake", "carry_out", request)
        assert reply["status"] == 200, (name, reply)
        return dict(reply["result"])
