"""The parts of the OpenAPI document that every operation refers to."""

from http import HTTPStatus
from typing import Any

from services.gateway.offers import OFFERS
from services.gateway.problems import PROBLEM_JSON, kind_of
from shared.kernel.grounds import codes_of


def reference(kind: str, name: str) -> dict[str, Any]:
    """A reference into the document's components."""
    return {"$ref": f"#/components/{kind}/{name}"}


def header(name: str, words: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A request header, as a parameter."""
    return {"name": name, "in": "header", "description": words, "schema": schema, **more}


def refusal(status: int, words: str, sentence: str, **headers: str) -> dict[str, Any]:
    """A response that is a problem, with a sentence as an example."""
    given: dict[str, Any] = {"X-Correlation-Id": {"schema": {"type": "string"}}}
    given |= {
        name.replace("_", "-"): {"description": said, "schema": {"type": "string"}}
        for name, said in headers.items()
    }
    kind, title = kind_of(status)
    example: dict[str, Any] = {
        "type": f"/api/problems/{kind}",
        "title": title,
        "status": status,
        "detail": sentence,
        "instance": "/api/v1/intake/report_step",
    }
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        example["fields"] = [{"field": "due", "detail": "a date is expected here, as 2026-01-31"}]
    content = {PROBLEM_JSON: {"schema": reference("schemas", "Problem"), "example": example}}
    return {"description": words, "headers": given, "content": content}


POSITION = f"^({'|'.join(offer.service for offer in OFFERS)}):[0-9]{{1,18}}$"
PARAMETERS: dict[str, dict[str, Any]] = {
    "IdempotencyKey": header(
        "Idempotency-Key",
        "The command's own id. The same id again gives the same answer.",
        {"type": "string", "format": "uuid"},
        required=True,
        example="6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10",
    ),
    "Purpose": header(
        "X-Purpose",
        "What the data is asked for, where the role's default does not hold.",
        {"type": "string", "enum": list(codes_of("purposes"))},
    ),
    "LegalBasis": header(
        "X-Legal-Basis",
        "The ground in law, where the role's default does not hold.",
        {"type": "string", "enum": list(codes_of("legal_bases"))},
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
            "policy": {
                "type": "string",
                "description": "The id of the policy that said no.",
                "examples": ["nothing-permits-it"],
            },
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
    "NotSignedIn": refusal(
        401,
        "There is no token, or it does not hold.",
        "the token does not hold: sign in again",
        WWW_Authenticate="How one signs in.",
    ),
    "NotAllowed": refusal(
        403, "The role does not give this right.", "the role researcher may not do this (report_step)"
    ),
    "Unknown": refusal(404, "It does not exist, or not for this asker.", "there is no such contact"),
    "Refused": refusal(409, "A rule does not let it be done now.", "a plan needs the background first"),
    "TooLarge": refusal(
        413,
        "More than one mebibyte; of read_bank_file more than 28.",
        "a request may be one mebibyte at most",
    ),
    "MediaType": refusal(
        415, "The data is not sent as application/json.", "send the data as application/json"
    ),
    "Misfit": refusal(
        422,
        "The request does not have the shape it should; `fields` says where.",
        "some fields do not fit: due",
    ),
    "TooMany": refusal(
        429,
        "More than one user may ask in a minute.",
        "too many requests at once: try again in 3 seconds",
        Retry_After="Seconds to wait.",
    ),
    "NotYet": refusal(
        503,
        "Not now; try again.",
        "this has not arrived here yet: try again shortly",
        Retry_After="Seconds to wait.",
    ),
}
REFUSALS = {
    401: "NotSignedIn",
    403: "NotAllowed",
    404: "Unknown",
    409: "Refused",
    413: "TooLarge",
    415: "MediaType",
    422: "Misfit",
    429: "TooMany",
    503: "NotYet",
}
