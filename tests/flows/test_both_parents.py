"""Both parents' case on a running system: what is one parent's does not reach the other (R-C9).

Tried by the pages and the API, for each parent, before and after telling one of them was forbidden.
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.intake.commands import COMMANDS
from tests.support.running import Running, ask, carry_out

pytestmark = pytest.mark.timeout(300)
EXAMPLE: dict[str, Any] = COMMANDS["receive_referral"].example
MOTHER, FATHER = f"Äiti {uuid4().hex[:8]}", f"Isä {uuid4().hex[:8]}"
ENTRIES = {MOTHER: f"{MOTHER} kertoi puhelimessa.", FATHER: f"{FATHER} kirjoitti viestin."}
LINKS = r'href="(/cases/[^"]*/copy-out\?for_guardian=[^"]+)"'


@dataclass(frozen=True)
class Family:
    """A case in which the guardians separate; both were in contact."""

    running: Running
    person_id: str
    case_id: str

    def page(self, path: str) -> httpx.Response:
        """What a coordinator is shown, signed in with a browser."""
        with httpx.Client(base_url=self.running.base_url, timeout=30) as browser:
            browser.cookies.update(self.running.cookies())
            return browser.get(path, headers={"Accept-Language": "en"})

    def copies(self) -> list[str]:
        """The addresses of copies for guardians that the person's page offers."""
        return re.findall(LINKS, self.page(f"/people/{self.person_id}").text)

    def person(self) -> dict[str, Any]:
        with self.running.client() as client:
            return dict(ask(client, "intake.person", person_id=self.person_id).json()["result"])


def told(client: httpx.Client, command: str, **data: Any) -> None:
    reply = carry_out(client, f"intake.{command}", data)
    assert reply.status_code == 200, (command, reply.text)


@pytest.fixture(scope="module")
def family(running: Running) -> Family:
    person_id, referral_id, case_id = (str(uuid4()) for _ in range(3))
    guardians = [{"name": name, "custody": "joint", "right_to_information": True} for name in ENTRIES]
    subject = {**EXAMPLE["subject"], "person_id": person_id, "guardians": guardians}
    case = {"case_id": case_id}
    with running.client() as client:
        told(client, "receive_referral", **{**EXAMPLE, "referral_id": referral_id, "subject": subject,
             "situations": ["demanding_separation"]})  # fmt: skip
        told(client, "open_case", **case, referral_id=referral_id, person_id=person_id,
             process_lead="child_welfare", service_line="neuropsychiatric_coaching")  # fmt: skip
        for parent, entry in ENTRIES.items():
            told(client, "log_contact", **case, at=EXAMPLE["received_at"], direction="incoming",
                 channel="phone", gist=entry, **{"with": parent})  # fmt: skip
    return Family(running, person_id, case_id)


def test_the_county_s_copy_has_both_and_says_whom_it_is_not_for(family: Family) -> None:
    """R-C9."""
    text = family.page(f"/cases/{family.case_id}/copy-out").text
    assert all(entry in text for entry in ENTRIES.values())
    assert "given to neither of them as it is" in text


def test_each_parents_copy_has_nothing_of_the_other(family: Family) -> None:
    """R-C9: as a page and as a text; the address names nobody."""
    addresses = family.copies()
    assert len(addresses) == len(ENTRIES)
    for address in (*addresses, *(each.replace("copy-out?", "copy-out.txt?") for each in addresses)):
        shown = family.page(address)
        assert shown.status_code == 200
        said = [word for pair in ENTRIES.items() for word in pair if word in shown.text]
        assert said == []


def test_who_is_told_nothing_gets_no_copy(family: Family) -> None:
    """R-C9: it is not offered, and whoever has the address is refused in a sentence that names nobody."""
    father = next(each for each in family.person()["guardians"] if each["name"] == FATHER)
    with family.running.client() as client:
        told(client, "forbid_disclosure", person_id=family.person_id, to=father["guardian_id"],
             by="nuori itse", reason="Painava syy.")  # fmt: skip
    assert [address for address in family.copies() if father["guardian_id"] in address] == []
    refused = family.page(f"/cases/{family.case_id}/copy-out?for_guardian={father['guardian_id']}")
    assert refused.status_code == 409
    assert FATHER not in refused.text
    assert "told nothing" in refused.text


def test_a_parent_does_not_sign_in(family: Family) -> None:
    """R-C9: there is no role for it, so this holds for copies, exports, links and logs."""
    with pytest.raises(ValueError, match="there is no role"):
        family.running.token("guardian")
