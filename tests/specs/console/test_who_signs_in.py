"""What the start says of how people come in: what is for trying out is not taken for more."""

import pytest

from services.console.running import who_signs_in
from shared.plumbing.settings import Settings

SERVERS = {
    "database_url": "postgresql://elsewhere/tukiverkko",
    "keys_database_url": "postgresql://apart/keys",
    "amqp_url": "amqp://elsewhere",
}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"demo": True}, "no real person's data may go in"),
        ({"oidc_issuer": "https://sign-in.example"}, "People sign in by https://sign-in.example."),
        ({"demo": True, "oidc_issuer": "https://sign-in.example"}, "People sign in by"),
        ({}, "Nobody can sign in to the pages yet"),
        (SERVERS | {"demo": True}, "Nobody can sign in to the pages yet"),
    ],
)
def test_the_start_says_who_signs_in(settings: dict[str, str | bool], said: str) -> None:
    assert said in who_signs_in(Settings.model_validate(settings))
