"""Where events are had, and how one signs in there."""

from typing import Any

SECURITY: dict[str, Any] = {
    "password": {
        "type": "userPassword",
        "description": "The user `subscriber-NAME` and the password that came with the subscription.",
    },
    "certificate": {
        "type": "X509",
        "description": "A client certificate, where the region's broker asks for one.",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The token that came with the subscription.",
    },
}
SERVERS: dict[str, Any] = {
    "bus": {
        "host": "{host}:{port}",
        "pathname": "/{vhost}",
        "protocol": "amqps",
        "protocolVersion": "0.9.1",
        "title": "The broker",
        "description": "RabbitMQ over TLS. A subscriber may read from its own queue and do nothing else.",
        "variables": {
            "host": {"description": "The broker's name, as its certificate has it", "default": "localhost"},
            "port": {"description": "5671 where nothing else was said", "default": "5671"},
            "vhost": {"description": "The virtual host of the installation", "default": "tukiverkko"},
        },
        "security": [
            {"$ref": "#/components/securitySchemes/password"},
            {"$ref": "#/components/securitySchemes/certificate"},
        ],
    },
    "api": {
        "host": "{host}",
        "protocol": "https",
        "title": "The HTTP API",
        "description": "The same events under the same grants, for who comes back or starts anew.",
        "variables": {"host": {"description": "The installation's name", "default": "localhost"}},
        "security": [{"$ref": "#/components/securitySchemes/token"}],
    },
}
"""A region fills in the variables; each subscriber is told its own."""
