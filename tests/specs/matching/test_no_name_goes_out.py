"""No name and no text of a professional or a request leaves with a fact, or lies in a row (R-P1)."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.specs.matching.centre import Centre

TOLD = {
    "name": "Planttu Nimekäs", "phone": "+358 40 555 0199", "email": "planttu@salainen.example",
    "user": "planttu-kayttaja", "reason": "Planttu syy.", "education": "planttukoulutus",
    "target_ages": "planttuiat", "team": "Planttutiimi",
}  # fmt: skip
CHILD = str(uuid4())


@pytest.fixture(scope="module")
def told(centre: Centre) -> Centre:
    """Everything that takes words was told some."""
    contact = {name: TOLD[name] for name in ("phone", "email", "user")}
    who = centre.professional(
        name=TOLD["name"], contact=contact, education=[TOLD["education"]], target_ages=TOLD["target_ages"]
    )
    about, reason = {"professional_id": who}, {"reason": TOLD["reason"]}
    centre.does("declare_conflict", **about, **reason, **{"with": {"person_id": CHILD}})
    for command in ("pause", "resume", "retire", "resume"):
        centre.does(command, **about, **reason)
    centre.does("form_team", team_id=str(uuid4()), name=TOLD["team"], situations=[], members=[who])
    request = centre.proposed()
    centre.does("confirm_match", match_request_id=request, professional_ids=[who], **reason)
    centre.does("end_match", match_request_id=request, **reason, ended_on="2025-09-30")
    return centre


def test_the_words_can_be_read_where_they_belong(told: Centre) -> None:
    """A search for what was never told proves nothing."""
    (found,) = (each for each in told.asks("professionals")["professionals"] if each["name"] == TOLD["name"])
    shown = told.asks("professional", professional_id=found["professional_id"])
    assert shown["contact"] == {name: TOLD[name] for name in ("phone", "email", "user")}


def test_no_fact_says_them(told: Centre) -> None:
    """R-P1: nor the person's own id with whom a conflict is."""
    said = json.dumps(told.store.desk.facts_after({"position": 0}), ensure_ascii=False)
    assert "professional-registered" in said
    assert [word for word in (*TOLD.values(), CHILD) if word in said] == []


def test_no_row_beside_the_log_holds_a_name(told: Centre) -> None:
    """R-P1: of the words only what proposals are made of, and the team's own name, lie in rows."""
    tables = ("professionals", "match_requests", "contact_persons", "matters", "plans")
    with told.store.desk._matching.database.rows() as rows:  # noqa: SLF001 - below the desk
        lying = str([rows.execute(f"SELECT * FROM {table}").fetchall() for table in tables])  # noqa: S608
    secret = {name: word for name, word in TOLD.items() if name not in {"education", "team"}}
    assert [word for word in (*secret.values(), CHILD) if word in lying] == []


def test_no_stored_fact_holds_a_name_in_plain(told: Centre) -> None:
    """R-P1: names, contacts and reasons are sealed."""
    with told.store.desk._matching.database.rows() as rows:  # noqa: SLF001 - below the desk
        stored = [bytes(row["state"]) for row in rows.execute("SELECT state FROM stored_events").fetchall()]
    lying = b"".join(stored).decode()
    sealed: dict[str, Any] = {name: TOLD[name] for name in ("name", "phone", "email", "user", "reason")}
    assert [word for word in (*sealed.values(), CHILD) if word in lying] == []
