"""A checked file is carried out by the services: nothing half done, the same file twice adds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from services.console.importing.contacts import CONTACTS
from services.console.importing.experts import EXPERTS
from services.console.importing.kinds import Kind
from services.console.importing.sending import CHANGED, Ask, Told, as_dict, asking, bring, lines_of
from services.console.operating import SaidNo
from shared.contracts.masking import MASK
from shared.plumbing.embedded.postgres import Postgres
from tests.specs.console.importing.files import checked, written
from tests.support.intake_store import Beside
from tests.support.matching_store import MatchingStore
from tests.support.servers import passing_database

Reply = dict[str, Any]


@dataclass
class Importing:
    """The services beside each other, with an empty store for each file of specs."""

    store: MatchingStore

    def ask(self, kind: Kind, user: str = "koordinaattori-1") -> Ask:
        desks = Beside(intake=self.store.intake.desk, matching=self.store.desk)
        return asking(desks, self.store.intake.settings, kind, user)

    def brings(
        self, kind: Kind, *rows: dict[str, str], dry_run: bool = False, user: str = "koordinaattori-1"
    ) -> Told:
        return bring(checked(written(kind, *rows), kind), self.ask(kind, user), dry_run=dry_run)

    def facts(self) -> int:
        """How many facts the two services have stored."""
        desks = (self.store.intake.desk, self.store.desk)
        return sum(desk.positions()[desk.service] for desk in desks)


@pytest.fixture(scope="module")
def importing(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Importing]:
    with passing_database(postgres) as url:
        yield Importing(MatchingStore(tmp_path_factory.mktemp("data"), url))


def stopping_after(ask: Ask, commands: int) -> Ask:
    """The same services, until so many commands were carried out; then nobody answers."""
    left = [commands]

    def until_then(method: str, request: Reply) -> Reply:
        if method == "carry_out":
            left[0] -= 1
        if left[0] < 0:
            raise SaidNo("nobody answers")
        return ask(method, request)

    return until_then


def test_experts_are_in_the_directory(importing: Importing) -> None:
    told = importing.brings(EXPERTS, {"key": "E1", "name": "Aino Esimerkki"}, {"key": "E2"})
    assert (told.new, told.known, told.carried_out) == (2, 0, True)
    (line, _) = told.checked.lines
    reply = importing.store.ask("professional", {"professional_id": str(line.named.id)})
    assert (reply["result"]["name"], reply["result"]["state"]) == ("Aino Esimerkki", "active")


def test_old_contacts_are_there_with_their_days_and_their_end(importing: Importing) -> None:
    told = importing.brings(
        CONTACTS, {"key": "C1", "received_on": "4.3.2021"}, {"key": "C2", "ending": "declined"}
    )
    states = []
    for line in told.checked.lines:
        answer = importing.store.intake.ask("referral", {"referral_id": str(line.named.id)})["result"]
        states.append(answer["state"])
        assert answer["number"].startswith("referral/2021-")
    assert states == ["closed", "declined"]


@pytest.mark.parametrize("kind", [EXPERTS, CONTACTS], ids=lambda kind: kind.name)
def test_the_same_file_twice_adds_nothing(importing: Importing, kind: Kind) -> None:
    rows = ({"key": "T1"}, {"key": "T2"})
    importing.brings(kind, *rows)
    before = importing.facts()
    again = importing.brings(kind, *reversed(rows))
    assert (again.new, again.known, again.faults) == (0, 2, ())
    assert importing.facts() == before


@pytest.mark.parametrize("kind", [EXPERTS, CONTACTS], ids=lambda kind: kind.name)
def test_a_dry_run_says_what_is_new_and_adds_nothing(importing: Importing, kind: Kind) -> None:
    importing.brings(kind, {"key": "D1"})
    before = importing.facts()
    told = importing.brings(kind, {"key": "D1"}, {"key": "D2"}, dry_run=True)
    assert lines_of(told) == ["2 lines fit: 1 would be added, 1 are known; nothing was carried out"]
    assert importing.facts() == before


def test_one_bad_line_keeps_the_whole_file_out(importing: Importing) -> None:
    before = importing.facts()
    told = importing.brings(EXPERTS, {"key": "B1"}, {"key": "B2", "field": "magic"})
    assert [fault.line for fault in told.faults] == [3]
    assert lines_of(told)[-1] == "2 lines, 1 faults: nothing was carried out"
    assert importing.facts() == before


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (EXPERTS, "name"),
        (CONTACTS, "trigger"),
        (CONTACTS, "advice"),
        (CONTACTS, "ending_reason"),
        (CONTACTS, "turned_to"),
    ],
    ids=lambda each: getattr(each, "name", each),
)
def test_a_changed_line_under_a_known_key_is_told_and_keeps_the_file_out(
    importing: Importing, kind: Kind, cell: str
) -> None:
    key, new = f"M-{cell}", f"N-{cell}"
    importing.brings(kind, {"key": key})
    before = importing.facts()
    for dry_run in (True, False):
        told = importing.brings(kind, {"key": new}, {"key": key, cell: "Muutettu"}, dry_run=dry_run)
        assert [str(fault) for fault in told.faults] == [f"line 3: {CHANGED}"]
    assert importing.facts() == before


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_is_added_to_a_line_that_is_known_is_told_and_not_carried_out(
    importing: Importing,
    dry_run: bool,  # noqa: FBT001 - both ways
) -> None:
    """Also what may be recorded after an end (R-I10)."""
    importing.brings(CONTACTS, {"key": "A1"})
    before = importing.facts()
    added = {"key": "A1", "report_to": "police", "report_reason_not": "Ei aihetta."}
    assert [str(fault) for fault in importing.brings(CONTACTS, added, dry_run=dry_run).faults] == [
        f"line 2: {CHANGED}"
    ]
    assert importing.facts() == before


def test_an_old_notification_with_all_the_law_asks_for_waits_for_nothing(importing: Importing) -> None:
    """R-I6, R-I10: what outlasts a contact's end was told in the file."""
    row = {
        "key": "L1", "person": "L-lain", "child_welfare_notification": "yes", "first_decision_on": "9.3.2021",
        "informed": "client | guardian", "situations": "violence_against_children", "report_to": "police",
        "report_made_on": "4.3.2021",
    }  # fmt: skip
    (line,) = importing.brings(CONTACTS, row).checked.lines
    answer = importing.store.intake.ask("referral", {"referral_id": str(line.named.id)})["result"]
    assert (answer["state"], answer["duty_to_report"]) == ("closed", "made")
    for waits in ("duty_to_report", "first_decision"):
        listed = importing.store.intake.ask("referrals", {"waiting_for": waits})["result"]["referrals"]
        assert str(line.named.id) not in [each["referral_id"] for each in listed]


@pytest.mark.parametrize("commands", range(9))
def test_what_was_interrupted_is_finished_by_giving_the_file_again(
    importing: Importing, commands: int
) -> None:
    """At any command of the file: three contacts of three commands each."""
    rows = tuple({"key": f"I{commands}-{n}"} for n in range(3))
    file = checked(written(CONTACTS, *rows), CONTACTS)
    with pytest.raises(SaidNo):
        bring(file, stopping_after(importing.ask(CONTACTS), commands), dry_run=False)
    told = bring(file, importing.ask(CONTACTS), dry_run=False)
    assert (told.new, told.known) == (3 - (commands + 2) // 3, (commands + 2) // 3)
    for line in file.lines:
        reply = importing.store.intake.ask("referral", {"referral_id": str(line.named.id)})
        assert reply["result"]["state"] == "closed"
    before = importing.facts()
    assert bring(file, importing.ask(CONTACTS), dry_run=False).known == 3
    assert importing.facts() == before


def test_a_dry_run_does_not_go_on_with_what_was_interrupted(importing: Importing) -> None:
    file = checked(written(CONTACTS, {"key": "W1"}), CONTACTS)
    with pytest.raises(SaidNo):
        bring(file, stopping_after(importing.ask(CONTACTS), 1), dry_run=False)
    before = importing.facts()
    assert bring(file, importing.ask(CONTACTS), dry_run=True).known == 1
    assert importing.facts() == before


def test_another_user_is_told_that_the_line_is_somebody_elses(importing: Importing) -> None:
    importing.brings(EXPERTS, {"key": "U1"})
    told = importing.brings(EXPERTS, {"key": "U1"}, user="koordinaattori-2")
    assert [str(fault) for fault in told.faults] == ["line 2: this command id belongs to somebody else"]


def test_what_a_service_refuses_after_all_stops_there_and_says_where(importing: Importing) -> None:
    """A person's identity was masked in what the file was made from: intake refuses it, no form can."""
    rows = ({"key": "S1"}, {"key": "S2", "given_name": MASK}, {"key": "S3"})
    with pytest.raises(SaidNo, match=r"^line 3: .* \(1 lines are carried out, 2 are not"):
        importing.brings(CONTACTS, *rows)
    told = importing.brings(CONTACTS, {"key": "S1"}, {"key": "S2"}, {"key": "S3"})
    assert (told.new, told.known) == (2, 1)


def test_who_does_not_answer_is_said(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.console.importing.sending.PAUSE", 0)
    nobody = asking(Beside(), importing.store.intake.settings, EXPERTS, "koordinaattori-1")
    with pytest.raises(SaidNo, match="matching does not answer"):
        bring(checked(written(EXPERTS), EXPERTS), nobody, dry_run=True)


def test_programs_are_told_all_of_it(importing: Importing) -> None:
    told = importing.brings(EXPERTS, {"key": "J1"}, {"key": "J2", "field": "magic"})
    (bad,) = as_dict(told)["bad"]
    assert bad["line"] == 3
    assert as_dict(told) | {"bad": []} == {
        "what": "experts", "lines": 2, "new": 0, "known": 0, "bad": [], "carried_out": False,
        "encoding": "UTF-8",
    }  # fmt: skip
