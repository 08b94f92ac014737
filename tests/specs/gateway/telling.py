"""Services with nothing but harmful texts to tell, which refuse each command by saying back what was sent.

Each answer has the shape of its view, made from the view's own schema: a new field is filled in by itself. So
every page can be drawn with all in it, and whatever it shows that was stored or typed is shown here.
"""

from functools import cache
from typing import Any

from services.gateway.offers import OFFERS
from services.gateway.pages.months import A_MONTH
from shared.kernel.reference import codes
from tests.specs.gateway.edge import Echo, Reply, refusal
from tests.specs.gateway.invoices.an_answer import an_answer
from tests.support.hostile import MARKUP

AN_ID = "6d0c1c9e-5f0e-4f55-9d0e-0b6b1c2f7a10"
MONTH = "2025-09"
OF_FORMAT = {"date": "2026-01-02", "date-time": "2026-01-02T10:00:00+02:00", "uuid": AN_ID}
BY_NAME = {"month": MONTH, "rated_in": MONTH, "outcome": "open", "birth_date": "2012-05-06"}
"""Fields that hold no text: months, days, and how a small step stands."""
OF_A_LINK = {"sector": MARKUP, "due": OF_FORMAT["date"]}
"""What is told instead of a contact to who has a link to one of its steps."""
STEPS = codes("referral_steps")
OPEN = dict.fromkeys(STEPS, "open")
WORDS = dict.fromkeys(("fi", "sv", "en"), MARKUP)
AN_ITEM: dict[str, Any] = {
    "item": MARKUP, "text": WORDS, "easy": WORDS, "min": 1, "max": 5, "step": "1", "labels": {"1": WORDS},
}  # fmt: skip
A_SHEET: dict[str, Any] = {
    "instrument": MARKUP, "version": "1", "title": WORDS, "easy_title": WORDS, "intro": WORDS, "faces": True,
    "needed": 1, "items": [AN_ITEM],
}  # fmt: skip
A_VARIANT = {"variant": MARKUP, "roles": [MARKUP], "age_groups": [MARKUP], "items": [AN_ITEM]}
"""Questions as they are asked: their texts come in three languages."""
NOT_A_TEXT: dict[str, dict[str, Any]] = {
    "case": {"reports": {MONTH: "due"}},
    "referral": {"steps": dict.fromkeys(STEPS, "done"), "next_step": None, **OF_A_LINK},
    "monthly_report": {"layout": "monthly-report-1"},
    "screen": {"items": [{"id": "item", "text": dict.fromkeys(("fi", "sv", "en"), MARKUP)}]},
    "access_log_copy": {"away": [], "next": None},
    "answer_sheet": {"sheets": [A_SHEET]},
    "instruments": {"instruments": [{"title": WORDS, "asked": [A_VARIANT]}]},
    "follow_up": {"instruments": [{"title": WORDS}], "recipients": [{"asks": [A_SHEET]}]},
}
"""Query → what no person writes and our own code reads: days, steps, a layout's name."""
TAKEN = {
    "number": MARKUP, "applied": 1, "order_id": AN_ID, "job": AN_ID, "professional_id": AN_ID,
    "team_id": AN_ID,
}  # fmt: skip
"""What a command that goes through is answered."""
A_FACT = {
    "source": "intake", "position": 7, "subject": f"referral/{MARKUP}", "what": MARKUP, "error": MARKUP,
    "place": MARKUP, "tries": 5, "since": OF_FORMAT["date-time"], "next_try": None, "behind": 2,
}  # fmt: skip
PARKED = {
    "list_parked": {"parked": [A_FACT]},
    "show_parked": A_FACT | {"event": {"data": {MARKUP: MARKUP}}},
}
AN_ADDRESS = {"street": MARKUP, "postcode": "40100", "town": MARKUP}
"""Of an organisation: the office of a postcode is checked, the rest is written as one likes."""


def an_invoice() -> dict[str, Any]:
    """One that holds together, so that its documents can be made; what people write of it is harmful."""
    told = an_answer(
        lines=LINES, vat_totals=[{"percent": 0, "net": 2919, "vat": 0}], net=2919, vat=0, total=2919
    )
    seller = {"name": MARKUP, "address": AN_ADDRESS}
    buyer = {"organisation": MARKUP, "postal": AN_ADDRESS, "cost_centre": "4711"}
    return {
        **told, "corrects": None, "corrects_on": None, "sent_on": None,
        "seller": told["seller"] | seller, "buyer": told["buyer"] | buyer,
    }  # fmt: skip


LINES = [
    {
        "date": "2025-09-03", "what": "held", "quantity": "1.5", "unit": "hour", "amount": 8756,
        "share_percent": 333334, "net": 2919, "vat_percent": 0,
    },
]  # fmt: skip
EVIDENCE = ("provider_registered", "authority_decision", "individual_plan", "self_monitoring_plan")
STATES: tuple[dict[str, Any], ...] = (
    {},
    {
        "case": {"state": "open", "meetings": [{"state": "scheduled"}]},
        "referral": {"state": "planned"},
        "monthly_report": {"status": "written", "sector": None},
        "order": {"state": "placed", "committed": [], "taxable_since": None},
        "agreement": {"state": "signed", "vat_exemption": dict.fromkeys(EVIDENCE, False)},
        "invoice": an_invoice(),
        "job": {"state": "working"},
        "payments": {"payments": [{"state": "waiting"}]},
        "professional": {"state": "active", "shared": False, "organisation": "Keksitty Oy"},
        "teams": {"teams": [{"team_id": AN_ID, "members": [AN_ID]}]},
        "match_request": {"state": "proposed", "scope": "county", "offers": [], "confirmed": []},
        "offers": {"offers": [{"state": "offered"}]},
    },
    {
        "case": {"state": "suspended", "plan": None, "meetings": [{"state": "held"}]},
        "referral": {"state": "received", "plan": None, "next_step": "buffer", "steps": OPEN},
        "monthly_report": {"status": "sent", "read": {}},
        "professional": {"state": "paused", "shared": True},
        "match_request": {"state": "open", "ranked": [], "team": None},
        "job": {"state": "done"},
    },
    {
        "case": {"state": "open", "network": [{"until": None}]},
        "referral": {"state": "closed"},
        "order": {"shares": []},
    },
    {"referral": None},
)
"""How matters stand, so that each of their forms is offered in one of them. None: there is no such thing."""


class Telling(Echo):
    """Services that tell only texts that mean harm. state: how matters stand; takes: commands go through."""

    def __init__(self, state: dict[str, Any] | None = None, *, takes: bool = False) -> None:
        super().__init__()
        self.state = state or {}
        self.takes = takes

    async def ask(self, service: str, method: str, request: Reply, timeout: float = 5.0) -> Reply:  # noqa: ASYNC109
        if method == "status":
            return {"service": service, **self.standing}
        name = request["name"]
        if method == "answer":
            odd_month = not A_MONTH.fullmatch(request["data"].get("month", MONTH))
            return saying_back(request["data"]) if odd_month else self.answer(service, name)
        if method == "operate" and name in PARKED:
            return {"status": 200, "result": PARKED[name], "position": {}}
        if self.takes:
            return {"status": 200, "result": TAKEN, "position": {service: 18}}
        return saying_back(request["data"])

    def answer(self, service: str, name: str) -> Reply:
        """The answer to a question, as matters stand."""
        state = self.state.get(name, {})
        if state is None:
            return refusal(404, "there is no such {thing}", thing=MARKUP)
        shown = with_state(with_state(view_of(service, name), NOT_A_TEXT.get(name, {})), state)
        return {"status": 200, "result": shown, "position": {service: 17}}


def saying_back(data: dict[str, Any]) -> Reply:
    """A refusal that quotes all that was sent, in its sentence and at each field."""
    sentence = "{value} does not fit"
    fields = [
        {"field": str(name), "sentence": sentence, "values": {"value": str(value)[:500]}}
        for name, value in data.items()
    ]
    said = {"sentence": sentence, "values": {"value": str(data)[:2000]}, "fields": fields}
    return {"status": 422, "problem": said}


@cache
def schemas() -> dict[tuple[str, str], dict[str, Any]]:
    """The shape of every answer, by service and query."""
    return {
        (offer.service, name): view.model_json_schema(by_alias=True, mode="serialization")
        for offer in OFFERS
        for name, view in offer.views.items()
    }


@cache
def view_of(service: str, name: str) -> dict[str, Any]:
    """An answer with a harmful text wherever there is room for one."""
    schema = schemas()[service, name]
    told: dict[str, Any] = made(schema, schema.get("$defs", {}))
    return told


def made(shape: dict[str, Any], named: dict[str, Any]) -> Any:
    """A value of this shape (JSON Schema). named: shapes that others point to."""
    shape = plain(shape, named)
    of_kind: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True}
    match shape.get("type"):
        case "object" if "properties" in shape:
            return {name: BY_NAME.get(name) or made(one, named) for name, one in shape["properties"].items()}
        case "object":
            more = shape.get("additionalProperties")
            return {MARKUP: made(more, named)} if isinstance(more, dict) else {}
        case "array":
            return [made(one, named) for one in shape.get("prefixItems") or [shape["items"]]]
        case kind:
            text = OF_FORMAT.get(shape.get("format", ""), MARKUP)
            return shape.get("const") or next(iter(shape.get("enum", ())), of_kind.get(str(kind), text))


def plain(shape: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """The shape itself, where another is pointed to, or where it is one of several or nothing."""
    while "$ref" in shape or "anyOf" in shape:
        if "$ref" in shape:
            shape = named[shape["$ref"].rpartition("/")[2]]
        else:
            shape = next(one for one in shape["anyOf"] if one.get("type") != "null")
    return shape


def with_state(view: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """The answer with these fields as they are said; of a list of things, these fields of each."""
    changed = {}
    for name, said in state.items():
        each = isinstance(said, list) and said and isinstance(said[0], dict)
        changed[name] = [one | said[0] for one in view[name]] if each else said
    return view | changed
