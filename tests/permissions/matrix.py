"""The permission matrix as people read it: the tables of docs/permissions.md, and what they say.

python -m tests.permissions.matrix SERVICE ROLE     prints a role's rows as the policies have them now: to be
                                                    read by a person before they go into the file
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import services.billing.commands
import services.billing.queries
import services.feedback.commands
import services.feedback.queries
import services.intake.commands
import services.intake.queries
import services.matching.commands
import services.matching.queries
import services.reporting.queries
from shared.plumbing.policy import SERVICE, Policy, read_policy
from tests.permissions.people import COLUMNS, PEOPLE, asker
from tests.permissions.told import about

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "permissions.md"
LISTS = {"referrals", "cases", "similar_contacts", "orders", "invoices", "match_requests"}
"""Questions that are always answered: a matter is in the answer, or it is left out."""
COUNTED = {
    "my_meetings", "queue", "contact_statistics", "goal_areas", "network_map", "costs", "expert_load",
    "bottlenecks", "days_to_match", "outcomes", "region_year", "behind",
}  # fmt: skip
"""Questions whose answers hold many matters together: specs and test_lists_say_the_same.py look into them."""
KINDS = (
    "Contact", "Case", "Person", "NewContact", "NewOrder", "Order", "Invoice", "Professional", "MatchRequest",
    "Team", "ContactPost", "FollowUp",
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """What comes of asking, and the policy that decides. outcome: as docs/permissions.md explains it."""

    outcome: str
    policy: str = ""

    def __str__(self) -> str:
        return f"{self.outcome} `{self.policy}`" if self.policy else self.outcome


NOTHING = Cell("–")
Row = tuple[Cell, ...]
Asks = tuple[str, str, str]
"""Service, role, and what is asked for: its name, with the kind of matter where it may be about several."""


@cache
def policy_of(service: str) -> Policy:
    return read_policy(service, ROOT / "services" / service / "policies")


def names_of(service: str) -> list[str]:
    """Every command and every query of a service, and what else it is asked by RPC (Desk)."""
    own = {
        "intake": [*services.intake.commands.COMMANDS, *services.intake.queries.QUERIES, "safe_contact"],
        "matching": [*services.matching.commands.COMMANDS, *services.matching.queries.QUERIES, "accesses"],
        "billing": [*services.billing.commands.COMMANDS, *services.billing.queries.QUERIES, "accesses"],
        "feedback": [
            *services.feedback.commands.COMMANDS,
            *services.feedback.queries.QUERIES,
            "recipients_scores",
            "accesses",
        ],
        "reporting": [*services.reporting.queries.QUERIES, "accesses", "events", "subscribers"],
    }
    return [*own[service], "operate"]


@cache
def actions_of(service: str) -> Mapping[str, tuple[str, ...]]:
    """Action → the kinds of matters it may be about, by the schema; groups of actions are left out."""
    text = (ROOT / "services" / service / "policies" / f"{service}.cedarschema").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for names, kinds in re.findall(r"action ([^;{]+?)\s+(?:in \[[^\]]*\]\s+)?appliesTo \{([^}]*)\}", text):
        resources = kinds.partition("resource:")[2]
        of_matters = tuple(kind for kind in KINDS if re.search(rf"\b{kind}\b", resources))
        found |= {name.strip().strip('"'): of_matters for name in names.split(",")}
    return found


def questions_of(service: str) -> Iterator[tuple[str, str, str]]:
    """(as the table names it, its action, the kind of matter or "")."""
    for name, kinds in actions_of(service).items():
        asked_of = () if name in COUNTED else kinds
        for kind in asked_of or ("",):
            yield (f"{name} ({kind.lower()})" if len(asked_of) > 1 else name), name, kind


def row_by_policies(service: str, role: str, name: str, kind: str) -> Row:
    """What the policies say of a role and something asked for, column by column."""
    policy, who = policy_of(service), asker(role, name)
    ever = policy.decide(who, SERVICE)
    if not ever.allowed:
        return (Cell("refused", ever.policy),) * len(COLUMNS)
    if not kind:
        return (Cell("may", ever.policy), *[NOTHING] * (len(COLUMNS) - 1))
    cells = []
    for column in COLUMNS:
        decided = policy.decide(who, about(service, kind, column, role))
        yes, no = ("listed", "left out") if name in LISTS else ("may", "unknown")
        if kind == "NewContact":
            no = "refused"
        cells.append(Cell(yes if decided.allowed else no, decided.policy))
    return (*cells[:2], *[NOTHING] * (len(COLUMNS) - 2)) if kind == "NewContact" else tuple(cells)


def read_page() -> dict[Asks, Row]:
    """The tables: (service, role, what is asked for) → its cells. Several that are alike share a row."""
    rows: dict[Asks, Row] = {}
    service = role = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"### (\w+): (\w+)", line):
            service, role = heading.groups()
        elif service and line.startswith("| `"):
            asked, *cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            told = tuple(_cell(cell.strip("| ")) for cell in cells)
            for name in re.findall(r"`([^`]+)`", asked):
                if (service, role, name) in rows:
                    msg = f"{service}, {role}: {name} has two rows"
                    raise ValueError(msg)
                rows[service, role, name] = told
    return rows


def _cell(text: str) -> Cell:
    outcome, _, policy = text.partition(" `")
    return Cell(outcome, policy.rstrip("`"))


def proposed(service: str, role: str) -> str:
    """A role's table as the policies have it; what is refused whatever it is about is left out."""
    together: dict[Row, list[str]] = {}
    for shown, name, kind in questions_of(service):
        row = row_by_policies(service, role, name, kind)
        if row[0].outcome != "refused" or row[0] != row[1]:
            together.setdefault(row, []).append(f"`{shown}`")
    lines = [f"| asks for | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for row, asked in together.items():
        lines.append(f"| {', '.join(asked)} | {' | '.join(map(str, row))} |")
    return "\n".join(lines) if together else ""


if __name__ == "__main__":
    for each in sys.argv[2:] or PEOPLE:
        sys.stdout.write(f"### {sys.argv[1]}: {each}\n{proposed(sys.argv[1], each)}\n\n")
