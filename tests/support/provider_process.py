"""A sign-in service (OpenID Connect) in a process of its own: `python provider_process.py PORT`.

oidc-provider-mock, and what it lacks: PKCE is insisted on (RFC 7636), also of public clients; a test may have
any claims signed (`POST /test/sign` {"header", "claims"}) and the key changed (`POST /test/new-key`).
"""

import base64
import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback only

import flask
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import app as provider_app  # type: ignore[import-untyped]
from oidc_provider_mock._app import AuthorizationCodeGrant  # type: ignore[import-untyped]
from oidc_provider_mock._storage import storage  # type: ignore[import-untyped]
from werkzeug.serving import make_server

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
SIZE = 2048


class InsistingOnPkce:
    """Before the provider: an authorization code is given out only for the verifier of its challenge."""

    def __init__(self, inner: Wsgi) -> None:
        self.inner = inner
        self.challenges: dict[str, str] = {}

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if (path, method) == ("/oauth2/authorize", "POST"):
            asked = dict(parse_qsl(environ["QUERY_STRING"]))
            return self.inner(environ, self.noting(asked, start))
        if (path, method) == ("/oauth2/token", "POST") and not self.fits(environ):
            start("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        return self.inner(environ, start)

    def noting(self, asked: dict[str, str], start: Callable[..., Any]) -> Callable[..., Any]:
        def noted(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            where = dict(headers).get("Location", "")
            for code in parse_qs(urlsplit(where).query).get("code", []):
                known = asked.get("code_challenge_method") == "S256"
                self.challenges[code] = asked.get("code_challenge", "") if known else "none"
            return start(status, headers, *more)

        return noted

    def fits(self, environ: dict[str, Any]) -> bool:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        sent = dict(parse_qsl(body.decode()))
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return self.challenges.pop(sent.get("code", ""), "") == challenge


def provider() -> Wsgi:
    """The sign-in service as an application."""
    made: flask.Flask = provider_app()
    AuthorizationCodeGrant.TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "none"]

    @made.post("/test/sign")
    def sign() -> str:
        asked = flask.request.get_json()
        kept = storage.jwk.as_dict(is_private=True)
        header = {"alg": "RS256", "kid": kept["kid"]} | asked.get("header", {})
        return str(jwt.encode(header, asked["claims"], RSAKey.import_key(kept)))

    @made.post("/test/new-key")
    def new_key() -> str:
        storage.jwk = type(storage.jwk).generate_key(SIZE, is_private=True)
        return ""

    return InsistingOnPkce(made.wsgi_app)


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), provider(), threaded=True).serve_forever()
