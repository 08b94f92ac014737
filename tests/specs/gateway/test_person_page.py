"""A person's page: who they are, who may be told, what is masked, and who is the same person twice."""

import re
from typing import Any
from uuid import uuid4

import pytest

from shared.contracts.masking import MASK
from tests.specs.gateway.edge import Echo, Reply, an_edge, send_to, signed_in

PERSON_ID = "c68b13c7-1ed3-571c-9320-04ddb61f8d9c"
OTHER_ID = "0b6f1f0e-54a6-4f26-8a43-9a1f6f0c2d77"
FATHER, MOTHER = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
PERSON: dict[str, Any] = {
    "person_id": PERSON_ID, "given_name": "Lapsi", "family_name": "Esimerkki", "birth_date": "2010-05-06",
    "municipality": MASK, "languages": ["fi"], "masked": True,
    "safe_contact": {"channel": "paper", "address": MASK, "safe_for": "lapsi"},
    "guardians": [
        {"guardian_id": FATHER, "name": "Isä Esimerkki", "custody": "joint", "right_to_information": True,
         "may_be_told": False},
        {"guardian_id": MOTHER, "person_id": OTHER_ID, "custody": "joint", "right_to_information": True,
         "may_be_told": True},
    ],
    "protection": {"order": "non_disclosure", "since": "2025-09-01"},
    "forbidden": [{"guardian_id": FATHER, "by": "nuori itse", "reason": "Painava syy.", "on": "2025-09-02"}],
}  # fmt: skip
TWIN = {"person_id": OTHER_ID, "given_name": "Lapsu", "family_name": "Esimerkki", "birth_date": "2010-05-06"}
COORDINATOR = {"role": "coordinator"}
CONTACT_PERSON = {"role": "contact_person", "county": "08", "sector": "education"}


class Vault(Echo):
    """Answers with the person, and remembers what it was asked and told."""

    def __init__(self, found: list[dict[str, Any]] | None = None) -> None:
        super().__init__()
        self.found = found or []
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method == "status":
            return await super().ask(service, method, request, timeout)
        self.asked.append((request["name"], request["data"]))
        told = {"person": PERSON, "cases": {"cases": []}, "people": {"people": self.found}}
        return {"status": 200, "result": told.get(request["name"], {}), "position": {"intake": 17}}


def page(path: str = "", vault: Vault | None = None, who: dict[str, str] = COORDINATOR) -> str:
    with an_edge(vault or Vault()) as app:
        cookies = signed_in(app, {"sub": "somebody"} | who) | {"lang": "en"}
        answer = send_to(app, "GET", f"/people/{PERSON_ID}{path}", cookies)
    assert answer.status_code == 200, answer.text
    return answer.text


def posted(name: str, vault: Vault, **typed: str) -> Any:
    """What comes of sending one of the page's forms."""
    with an_edge(vault) as app:
        cookies = signed_in(app, {"sub": "somebody"} | COORDINATOR) | {"lang": "en"}
        shown = send_to(app, "GET", f"/people/{PERSON_ID}", cookies).text
        token = re.search(r'name="csrf" value="([^"]+)"', shown)
        assert token
        data = {"csrf": token[1], "form_id": str(uuid4()), **typed}
        headers = {"Origin": "http://edge.example", "Sec-Fetch-Site": "same-origin"}
        return send_to(app, "POST", f"/people/{PERSON_ID}/do/{name}", cookies, data=data, headers=headers)


def test_it_says_that_the_person_is_under_an_order() -> None:
    """R-C13."""
    text = page()
    assert "Non-disclosure order" in text
    assert "masked" in text
    assert "until further notice" in text


def test_it_says_who_is_told_nothing_and_why() -> None:
    """R-C9."""
    text = page()
    assert "Nothing is told" in text
    assert "nuori itse" in text
    assert f'href="/people/{OTHER_ID}"' in text, "a registered guardian has a page of their own"


def test_the_name_is_not_in_the_title() -> None:
    """R-P1: a title goes into the browser's history."""
    title = re.search(r"<title>(.*?)</title>", page(), re.DOTALL)
    assert title
    assert "Esimerkki" not in title[1]


def test_who_may_see_through_the_mask_is_asked_why() -> None:
    """R-C13."""
    assert 'name="reveal" value="arranging"' in page()
    assert 'name="reveal"' not in page(who=CONTACT_PERSON)


@pytest.mark.parametrize(("said", "asked"), [("arranging", {"reveal": "arranging"}), ("anything", {})])
def test_the_reason_goes_on_to_the_service(said: str, asked: dict[str, str]) -> None:
    """R-C13: one of the reasons there are."""
    vault = Vault()
    page(f"?reveal={said}", vault)
    assert ("person", {"person_id": PERSON_ID, **asked}) in vault.asked


def test_others_than_coordinators_are_offered_no_form() -> None:
    assert f'action="/people/{PERSON_ID}/do/' in page()
    assert f'action="/people/{PERSON_ID}/do/' not in page(who=CONTACT_PERSON)


def test_an_order_is_given_from_the_page() -> None:
    vault = Vault()
    answer = posted("protect_person", vault, until="2030-12-31")
    assert answer.status_code == 303
    told = {"person_id": PERSON_ID, "order": "non_disclosure", "until": "2030-12-31"}
    assert ("protect_person", told) in vault.asked


def test_only_guardians_who_may_be_told_are_offered_to_be_forbidden() -> None:
    """R-C9."""
    offered = re.search(r'<select[^>]*name="to".*?</select>', page(), re.DOTALL)
    assert offered
    assert MOTHER in offered[0]
    assert FATHER not in offered[0]


def test_a_disclosure_is_forbidden_by_an_id_without_a_name() -> None:
    vault = Vault()
    posted("forbid_disclosure", vault, to=MOTHER, by="nuori itse", reason="Syy.")
    told = {"person_id": PERSON_ID, "to": MOTHER, "by": "nuori itse", "reason": "Syy."}
    assert ("forbid_disclosure", told) in vault.asked


def test_the_same_person_is_searched_by_a_form_and_not_by_an_address() -> None:
    """R-P1: names stand in no address; those found are offered to be merged into."""
    vault = Vault([TWIN, PERSON])
    answer = posted("search", vault, given_name="Lapsu", family_name="Esimerkki", birth_date="2010-05-06")
    assert answer.status_code == 200
    offered = re.search(r'<select[^>]*name="into".*?</select>', answer.text, re.DOTALL)
    assert offered
    assert OTHER_ID in offered[0]
    assert PERSON_ID not in offered[0], "nobody is merged into themselves"


def test_that_nobody_else_is_known_is_said() -> None:
    answer = posted("search", Vault(), given_name="Lapsu", family_name="Muu", birth_date="2010-05-06")
    assert "Nobody else of this name" in answer.text


def test_the_persons_are_merged_from_the_page() -> None:
    vault = Vault([TWIN])
    posted("merge_persons", vault, into=OTHER_ID)
    assert ("merge_persons", {"person_id": PERSON_ID, "into": OTHER_ID}) in vault.asked
