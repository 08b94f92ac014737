"""What a sign-in service says of somebody is read by the names that the settings give; nothing is guessed."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from services.gateway.problems import Problem
from services.gateway.signing_in.claims import Reading, person_in
from shared.plumbing.settings import Settings

WORKER: dict[str, Any] = {"sub": "o-1", "name": "Olli Ohjaaja", "role": "worker", "region": "sisa-suomi"}


def test_each_word_comes_in_the_claim_of_its_name() -> None:
    person = person_in(
        WORKER | {"county": "08", "sector": "education", "organisation": "Keksitty Oy"}, Reading()
    )
    assert person.name == "Olli Ohjaaja"
    assert person.claims == {
        "sub": "o-1",
        "role": "worker",
        "region": "sisa-suomi",
        "county": "08",
        "sector": "education",
        "organisation": "Keksitty Oy",
    }


def test_what_else_it_says_is_left_out() -> None:
    """No clock, no link's rights, no e-mail address comes into our token."""
    odd = {"clock": "2020-01-01T00:00:00Z", "may": {"referral_id": "x"}, "email": "o@elsewhere.example"}
    assert set(person_in(WORKER | odd, Reading()).claims) == {"sub", "role", "region"}


def test_claims_may_have_other_names_and_lie_within_others() -> None:
    reading = Reading.of("user=oid, role=app.roles region=https://x.example/region")
    claims = {"oid": "o-2", "app": {"roles": ["worker"]}, "https://x.example/region": "ita-suomi"}
    assert person_in(claims, reading).claims == {"sub": "o-2", "role": "worker", "region": "ita-suomi"}


def test_a_file_says_what_groups_mean_and_what_is_not_known_of_people(tmp_path: Path) -> None:
    file = tmp_path / "mapping.json"
    whole = {"claims": {"role": "groups"}, "roles": {"G1": "buyer"}, "people": {"o-1": {"county": "08"}}}
    file.write_text(json.dumps(whole))
    claims = {"sub": "o-1", "groups": ["G1", "G2"], "region": "sisa-suomi"}
    assert person_in(claims, Reading.of("", file)).claims["county"] == "08"


@pytest.mark.parametrize("odd", ["rolle=x", "role", "role="])
def test_a_mapping_that_cannot_be_meant_stops_the_start(odd: str) -> None:
    with pytest.raises(ValueError, match="word=claim"):
        Reading.of(odd)


def test_a_file_with_unknown_parts_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "mapping.json"
    file.write_text('{"persons": {}}')
    with pytest.raises(ValueError, match="persons"):
        Reading.of("", file)


@pytest.mark.parametrize(
    "odd",
    [
        {"sub": None},
        {"sub": 7},
        {"sub": "x" * 300},
        {"sub": "a\nb"},
        {"role": {}},
        {"role": []},
        {"region": 5},
    ],
    ids=str,
)
def test_odd_claims_let_nobody_in(odd: dict[str, Any]) -> None:
    with pytest.raises(Problem) as refused:
        person_in(WORKER | odd, Reading())
    assert refused.value.status == 403


@pytest.mark.parametrize("name", ["oidc_issuer", "public_url"])
def test_an_address_without_tls_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="https://"):
        Settings.model_validate({name: "http://sign-in.example"})
    on_loopback = Settings.model_validate({name: "http://127.0.0.1:9400/"})
    assert getattr(on_loopback, name) == "http://127.0.0.1:9400"
