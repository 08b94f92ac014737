"""Every rule of the domain that is built has a test that names it in its docstring."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
RULE = re.compile(r"R-[A-Z]\d+")
RULES = [
    "R-T1",  # as_of answers the same later as then
    "R-T2",  # controller, register and service task of each fact
    "R-I1",  # no plan before the background
    "R-I2",  # what a plan, an assessment and an evaluation need
    "R-I3",  # screening never blocks
    "R-I4",  # a court case blocks no step
    "R-I5",  # a plan's steps
    "R-I6",  # the days due of a child welfare notification
    "R-I7",  # possible duplicates
    "R-I8",  # two contacts about one child
    "R-I9",  # without a name, advised and closed; endings and reopening
    "R-I10",  # the duty to report
    "R-C1",  # the first plan comes of a start meeting with the client and a buyer
    "R-C2",  # a plan's baseline, goals and means
    "R-C3",  # revisions are immutable and say why
    "R-C4",  # cadence and duration of a service line
    "R-C5",  # flagged, never refused
    "R-C6",  # the standing team of a demanding separation
    "R-C7",  # a month's report, also of a month without meetings
    "R-C8",  # past 18 months: shown, never blocked
    "R-C9",  # in a separation neither parent sees the other's
    "R-C10",  # restricted to named people
    "R-C11",  # a worker in a meeting is in the network
    "R-C12",  # the child's view before a plan
    "R-C13",  # an order masks places, organisations and contacts
    "R-C14",  # what a buyer may supervise
    "R-P1",  # no name, birth date, address or free text in public
    "R-P4",  # every reading of personal data is logged, disclosures in a log of their own
    "R-M1",  # nobody is proposed who may not be
    "R-M2",  # why somebody is proposed, and why not
    "R-M3",  # a person decides
    "R-M4",  # no dead end: the search widens, the local professional stays the owner
    "R-M5",  # the smallest team that covers it all
    "R-M6",  # many requests planned together, with the bound proved
    "R-M7",  # what a no does to who said it
    "R-M8",  # unassigned and assigned again
    "R-M9",  # what is asked of another region says nothing of a client
    "R-X2",  # shared nationally, and no more
    "R-F1",  # a link opens without an account, once, for its days
    "R-F2",  # not answering is counted
    "R-F3",  # goal attainment as one figure
    "R-F4",  # it is getting worse
    "R-F5",  # instruments of our own, licensed ones without their words
    "R-F6",  # a closed consultation is followed up, once
    "R-F7",  # nothing is sent without a safe contact
    "R-B1",  # shares of exactly 100; whose a meeting is
    "R-B2",  # the shares in force on the day
    "R-B3",  # not a cent lost, nobody favoured
    "R-B4",  # shares revised back in time
    "R-B5",  # a payer's finance sees its own
    "R-B6",  # ceilings
    "R-B7",  # no share without its payer's commitment
    "R-A1",  # work and the agreement it stands on
    "R-A2",  # notice before the start and in the first month
    "R-A3",  # notice of coaching
    "R-A4",  # notice of other work
    "R-V1",  # what is invoiced, once
    "R-V2",  # VAT, and the evidence for its exemption
    "R-V3",  # references and identifiers are checked
    "R-V4",  # numbers without a gap; documents
    "R-V5",  # an invoice names nobody
    "R-R1",  # contacts and mentions are counted apart
    "R-R2",  # small counts are hidden, and what would give them away
    "R-R3",  # redelivery changes no figure
    "R-R4",  # rows made anew are the living ones
]


def docstrings(file: Path) -> list[str]:
    """The docstrings of a file's tests and its own; none where no rule stands in it at all."""
    source = file.read_text(encoding="utf-8")
    if not RULE.search(source):
        return []
    tree = ast.parse(source)
    places = [
        each for each in ast.walk(tree) if isinstance(each, (ast.Module, ast.FunctionDef, ast.ClassDef))
    ]
    return [text for place in places if (text := ast.get_docstring(place))]


@cache
def rules_named() -> frozenset[str]:
    """The rules named in the tests' docstrings."""
    files = (each for each in TESTS.rglob("test_*.py") if each != Path(__file__))
    said = " ".join(text for file in files for text in docstrings(file))
    return frozenset(RULE.findall(said))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_test_that_names_it(rule: str) -> None:
    assert rule in rules_named()
