"""The parts of the OpenAPI document that every operation refers to."""

from typing import Any

from services.gateway.offers import OFFERS
from services.gateway.problems import PROBLEM_JSON


def reference(kind: str, name: str) -> dict[str, Any]:
    """A reference into the document's components."""
    return {"$ref": f"#/components/{kind}/{name}"}


def header(name: str, words: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A request header, as a parameter."""
    return {"name": name, "in": "header", "description": words, "schema": schema, **more}


def refusal(words: str, **headers: str) -> dict[str, Any]:
    """A response that is a problem."""
    given: dict[str, Any] = {"X-Correlation-Id": {"schema": {"type": "string"}}}
    given |= {
        name.replace("_", "-"): {"description": said, "schema": {"type": "string"}}
        for name, said in headers.items()
    }
    content = {PROBLEM_JSON: {"schema": reference("schemas", "Problem")}}
    return {"description": words, "headers": given, "content": content}


POSITION = f"^({'|'.join(offer.service for offer in OFFERS)}):[0-9]{{1,18}}$"
SHORT = {"type": "string", "maxLength": 200}
PARAMETERS: dict[str, dict[str, Any]] = {
    "IdempotencyKey": header(
        "Idempotency-Key",
        "The command's own id. The same id again gives the same answer.",
        {"type": "string", "format": "uuid"},
        required=True,
        example="6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10",
    ),
    "Purpose": header(
        "X-Purpose", "What the data is asked for, where the role's default does not hold.", SHORT
    ),
    "LegalBasis": header(
        "X-Legal-Basis", "The ground in law, where the role's default does not hold.", SHORT
    ),
    "Correlation": header(
        "X-Correlation-Id",
        "Names the request in logs and facts; made where it is not given, and given back.",
        {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,100}$"},
    ),
    "Language": header(
        "Accept-Language",
        "The language of the sentences: fi, sv or en.",
        {"type": "string"},
        example="fi",
    ),
    "After": {
        "name": "after",
        "in": "query",
        "description": "Answer when this is seen (`service:number`); 503 after two seconds.",
        "schema": {
            "type": "array",
            "items": {"type": "string", "pattern": POSITION},
        },
    },
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "Position": {
        "type": "object",
        "description": "How much of each service's log the answer has seen.",
        "additionalProperties": {"type": "integer", "minimum": 0},
        "examples": [{"intake": 17}],
    },
    "CommandAnswer": {
        "type": "object",
        "description": "The ids given, the number and state where there is one, and the facts.",
        "properties": {
            "number": {"type": "string", "examples": ["2023-00017"]},
            "state": {"type": "string"},
            "facts": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["facts"],
        "additionalProperties": True,
    },
    "Problem": {
        "type": "object",
        "description": "RFC 9457. `detail` is a sentence for the person who asked.",
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference", "examples": ["/api/problems/refused"]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri-reference"},
            "fields": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["field", "detail"],
                    "properties": {
                        "field": {"type": "string", "examples": ["steps.0.due"]},
                        "detail": {"type": "string"},
                    },
                },
            },
        },
    },
}
RESPONSES: dict[str, dict[str, Any]] = {
    "NotSignedIn": refusal("There is no token, or it does not hold.", WWW_Authenticate="How one signs in."),
    "NotAllowed": refusal("The role does not give this right."),
    "Unknown": refusal("It does not exist, or not for this asker."),
    "Refused": refusal("A rule does not let it be done now."),
    "TooLarge": refusal("More than one mebibyte."),
    "MediaType": refusal("The data is not sent as application/json."),
    "Misfit": refusal("The request does not have the shape it should; `fields` says where."),
    "NotYet": refusal("Not now; try again.", Retry_After="Seconds to wait."),
}
REFUSALS = {
    401: "NotSignedIn",
    403: "NotAllowed",
    404: "Unknown",
    409: "Refused",
    413: "TooLarge",
    415: "MediaType",
    422: "Misfit",
    503: "NotYet",
}
