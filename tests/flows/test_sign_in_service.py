"""Signing in by a sign-in service: a provider of OpenID Connect in a process of its own, asked over HTTP."""

import base64
import json
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from structlog.testing import capture_logs

from services.gateway.cookies import SESSION, WAY_IN
from services.gateway.signing_in.out import SIGNED_OUT
from tests.specs.gateway.edge import QUERY, an_edge, send_to
from tests.support.provider import CLIENT, COORDINATOR, SignInService, a_sign_in_service

WHO = "/meetings"
SITE = "http://edge.example"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignInService]:
    with a_sign_in_service(tmp_path_factory.mktemp("provider")) as found:
        found.knows("koordinaattori-9", **COORDINATOR)
        yield found


@pytest.fixture
def app(service: SignInService) -> Iterator[FastAPI]:
    with an_edge(oidc_issuer=service.issuer, oidc_client_secret="s", oidc_audience="api") as found:
        yield found


def leaving(app: FastAPI, onward: str = "/queue") -> tuple[str, dict[str, str]]:
    """The address that the browser is sent to, and its cookies."""
    answer = send_to(app, "GET", f"/sign-in/start?next={onward}")
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"], held(answer)


def coming_back(app: FastAPI, address: str, cookies: dict[str, str]) -> httpx.Response:
    """The browser comes back from the sign-in service."""
    return send_to(app, "GET", address.removeprefix(SITE), cookies, headers={"Accept-Language": "en"})


def signing_in(app: FastAPI, service: SignInService, user: str = "koordinaattori-9") -> httpx.Response:
    """The whole way in."""
    address, cookies = leaving(app)
    return coming_back(app, service.lets_in(address, user), cookies)


def held(answer: httpx.Response) -> dict[str, str]:
    """The cookies that an answer gives the browser."""
    found = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        found.load(line)
    return {name: cookie.value for name, cookie in found.items()}


def name_shown(app: FastAPI, cookies: dict[str, str]) -> str:
    """Whom the pages say one is; empty where nobody is signed in."""
    page = send_to(app, "GET", "/nowhere", cookies).text
    return page.partition('class="whom">')[2].partition("<")[0]


def asked_with(app: FastAPI, token: str) -> httpx.Response:
    """A query at the API with this token."""
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    return send_to(app, "GET", f"{QUERY}?referral_id=1", headers=headers)


def test_one_signs_in_and_goes_on_to_where_one_wanted(app: FastAPI, service: SignInService) -> None:
    answer = signing_in(app, service)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/queue")
    assert name_shown(app, held(answer)) == "Keksitty Koordinaattori"


def test_the_way_in_has_pkce_state_and_nonce(app: FastAPI) -> None:
    asked = {name: told for name, (told,) in parse_qs(urlsplit(leaving(app)[0]).query).items()}
    assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
    assert asked["redirect_uri"] == f"{SITE}/sign-in/back"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("code_challenge", "state", "nonce")) >= 43


def test_two_ways_in_have_nothing_in_common(app: FastAPI) -> None:
    first, second = (parse_qs(urlsplit(leaving(app)[0]).query) for _ in range(2))
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]


def test_a_code_stolen_on_its_way_signs_nobody_else_in(app: FastAPI, service: SignInService) -> None:
    """Another browser has another verifier: the sign-in service gives it nothing for the code."""
    address, _ = leaving(app)
    stolen = parse_qs(urlsplit(service.lets_in(address, "koordinaattori-9")).query)["code"][0]
    another, cookies = leaving(app)
    state = parse_qs(urlsplit(another).query)["state"][0]
    answer = coming_back(app, f"/sign-in/back?code={stolen}&state={state}", cookies)
    assert answer.status_code == 403
    assert SESSION not in held(answer)


@pytest.mark.parametrize("changed", ["state", "no state", "cookie", "no cookie", "another's cookie", "iss"])
def test_what_did_not_begin_here_does_not_end_here(
    changed: str, app: FastAPI, service: SignInService
) -> None:
    address, cookies = leaving(app)
    back = service.lets_in(address, "koordinaattori-9")
    if changed == "state":
        back = back.replace("state=", "state=x")
    elif changed == "no state":
        back = back.partition("&state=")[0]
    elif changed == "iss":
        back += "&iss=https://elsewhere.example"
    elif changed == "cookie":
        cookies = {WAY_IN: cookies[WAY_IN][:-2] + "00"}
    else:
        cookies = {} if changed == "no cookie" else leaving(app)[1]
    answer = coming_back(app, back, cookies)
    assert answer.status_code == 403
    assert SESSION not in held(answer)
    assert "sign in again" in answer.text


def test_a_way_in_is_used_once(app: FastAPI, service: SignInService) -> None:
    address, cookies = leaving(app)
    back = service.lets_in(address, "koordinaattori-9")
    assert coming_back(app, back, cookies).status_code == 303
    assert coming_back(app, back, cookies).status_code == 403


def test_who_gives_up_there_is_told_so_and_nothing_of_theirs_is_repeated(
    app: FastAPI, service: SignInService
) -> None:
    address, cookies = leaving(app)
    state = parse_qs(urlsplit(address).query)["state"][0]
    back = f"/sign-in/back?error=access_denied&error_description=<b>odd</b>&state={state}"
    answer = coming_back(app, back, cookies)
    assert answer.status_code == 403
    assert "signing in was given up or refused" in answer.text
    assert "odd" not in answer.text


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"region": "sisa-suomi"}, "your account has no role here"),
        ({"role": "wizard", "region": "sisa-suomi"}, "your account has no role here"),
        ({"role": "link", "region": "sisa-suomi"}, "your account has no role here"),
        ({"role": ["worker", "buyer"], "region": "sisa-suomi"}, "your account has several roles here"),
        ({"role": "worker"}, "your account has no region here"),
        ({"role": "worker", "region": "atlantis"}, "region is not known here"),
        ({"role": "buyer", "region": "sisa-suomi", "sector": "magic"}, "sector is not known here"),
    ],
)
def test_an_account_without_a_place_here_is_told_what_it_lacks(
    claims: dict[str, object], sentence: str, app: FastAPI, service: SignInService
) -> None:
    service.knows("joku", **claims)
    answer = signing_in(app, service, "joku")
    assert answer.status_code == 403
    assert sentence in answer.text.replace("&#39;", "'")
    assert SESSION not in held(answer)


def test_other_names_for_claims_and_roles_are_read_by_the_mapping(
    service: SignInService, tmp_path: Path
) -> None:
    service.knows("p-1", groups=["everybody", "OT-koordinaattorit"], place={"area": "ita-suomi"})
    mapping = tmp_path / "mapping.json"
    roles = {"OT-koordinaattorit": "coordinator"}
    mapping.write_text(json.dumps({"roles": roles, "people": {"p-1": {"name": "Kuviteltu"}}}))
    told: dict[str, Any] = {"oidc_claims": "role=groups region=place.area", "oidc_mapping": mapping}
    with an_edge(oidc_issuer=service.issuer, **told) as app:
        answer = signing_in(app, service, "p-1")
        assert answer.status_code == 303, answer.text
        assert name_shown(app, held(answer)) == "Kuviteltu"


def test_signing_in_is_in_the_log_and_names_nobody(app: FastAPI, service: SignInService) -> None:
    service.knows("joku", region="sisa-suomi")
    with capture_logs() as lines:
        signing_in(app, service)
        signing_in(app, service, "joku")
    told = {line["event"]: line for line in lines}
    assert told["signed_in"]["role"] == "coordinator"
    assert told["sign_in_refused"]["because"].startswith("your account has no role here")
    for secret in ("koordinaattori-9", "joku", "Keksitty", "code="):
        assert secret not in repr(lines)


def test_signing_out_ends_it_here_and_leads_to_signing_out_there(
    app: FastAPI, service: SignInService
) -> None:
    cookies = held(signing_in(app, service))
    shown = send_to(app, "GET", "/nowhere", cookies).text
    csrf = shown.partition('name="csrf" value="')[2].partition('"')[0]
    answer = send_to(app, "POST", "/sign-out", cookies, data={"csrf": csrf})
    assert f"{service.issuer}/oauth2/end_session?id_token_hint=" in answer.text
    assert name_shown(app, cookies) == ""
    assert 'http-equiv="refresh"' in answer.text


def logout(app: FastAPI, token: str) -> int:
    """The sign-in service tells us that somebody signed out there."""
    return send_to(app, "POST", "/sign-in/ended", data={"logout_token": token}).status_code


def test_who_signs_out_there_is_out_here(app: FastAPI, service: SignInService) -> None:
    cookies = held(signing_in(app, service))
    token = service.signs({"typ": "logout+jwt"}, sub="koordinaattori-9", events={SIGNED_OUT: {}}, jti="1")
    assert logout(app, token) == 200
    assert name_shown(app, cookies) == ""


def test_what_is_no_logout_token_signs_nobody_out(app: FastAPI, service: SignInService) -> None:
    cookies = held(signing_in(app, service))
    said: dict[str, Any] = {"sub": "koordinaattori-9", "events": {SIGNED_OUT: {}}}
    for token in (
        "",
        "odd",
        service.signs(sub="koordinaattori-9"),
        service.signs(**said, nonce="n"),
        service.signs(**said, aud="another"),
        service.signs({"typ": "at+jwt"}, **said),
        service.signs(**(said | {"sub": ""})),
    ):
        assert logout(app, token) == 400
    assert name_shown(app, cookies) == "Keksitty Koordinaattori"


def written(part: dict[str, Any]) -> str:
    """A part of a token that nobody has signed."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def access(service: SignInService, **claims: Any) -> str:
    """An access token of the sign-in service for our API."""
    said: dict[str, Any] = {"sub": "o-1", "aud": "api", "role": "worker", "region": "sisa-suomi"}
    return service.signs(**(said | claims))


def test_the_api_takes_the_sign_in_service_s_tokens_and_asks_with_ours(
    app: FastAPI, service: SignInService
) -> None:
    token = access(service)
    answer = asked_with(app, token)
    assert answer.status_code == 200
    passed_on = answer.json()["result"]["token"]
    assert passed_on != token
    asker = app.state.sign_in.verifier.asker(passed_on)
    assert (asker.user, asker.role, asker.region) == ("o-1", "worker", "sisa-suomi")


def test_a_key_that_was_changed_is_asked_after(app: FastAPI, service: SignInService) -> None:
    assert asked_with(app, access(service)).status_code == 200
    service.changes_its_key()
    provider = app.state.sign_in.exchange.provider
    provider.clock = lambda: time.monotonic() + 10  # it asks after unknown keys every five seconds at most
    assert asked_with(app, access(service)).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": CLIENT},
        {"aud": None},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"iat": 4102444800},
        {"nbf": 4102444800},
        {"nonce": "an ID token's"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_the_api_or_does_not_hold_is_refused(
    wrong: dict[str, object], app: FastAPI, service: SignInService
) -> None:
    answer = asked_with(app, access(service, **wrong))
    assert answer.status_code == 401
    assert answer.json()["detail"] == "the token does not hold: sign in again"


def test_a_token_by_another_key_or_none_is_refused(app: FastAPI, service: SignInService) -> None:
    now = int(time.time())
    said = {"sub": "o-1", "role": "admin", "region": "sisa-suomi"}
    claims = {"iss": service.issuer, "aud": "api", "iat": now, "exp": now + 60} | said
    own = RSAKey.generate_key(2048)
    forged = [
        jwt.encode({"alg": "RS256"}, claims, own),
        jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("a secret that is long enough to be one")),
        f"{written({'alg': 'none'})}.{written(claims)}.",
        access(service)[:-4] + "AAAA",
    ]
    for token in forged:
        assert asked_with(app, token).status_code == 401


def test_an_account_without_a_role_asks_for_nothing_at_the_api(app: FastAPI, service: SignInService) -> None:
    answer = asked_with(app, access(service, role="wizard"))
    assert (answer.status_code, answer.json()["detail"][:28]) == (403, "your account has no role her")


def test_where_the_sign_in_service_is_away_one_is_told_to_try_again() -> None:
    with an_edge(oidc_issuer="http://127.0.0.1:9", oidc_audience="api") as app:
        answer = send_to(app, "GET", "/sign-in/start")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        assert send_to(app, "GET", "/sign-in").status_code == 200
