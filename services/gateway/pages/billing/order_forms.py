"""What one may do with an order beside its shares: commands as forms, and when it makes sense to offer them.

The service decides what is allowed; here only what makes sense to offer now is chosen.
"""

from typing import Any

from services.gateway.pages.actions import Action
from services.gateway.pages.fields import Field
from services.gateway.pages.step_forms import reason
from services.gateway.pages.words import N_

Order = dict[str, Any]
Data = dict[str, Any]
FROM = Field("effective_from", N_("In force from"), "date")
CEILING = (
    Field("ceiling.amount", N_("Ceiling in euros"), "exact", required=False),
    Field("ceiling.hours", N_("Or in hours"), "decimal", required=False),
)
PRICE = (
    Field("price.per", N_("Price for"), "radio", "prices_per", default="hour", inline=True),
    Field("price.amount", N_("Euros, without VAT"), "exact"),
    Field("price.no_show", N_("When the client does not come"), "radio", "no_show_rules", default="half"),
    Field(
        "price.late_cancellation_hours",
        N_("Cancelled late: hours before the start"),
        "number",
        required=False,
        hint=N_("What is cancelled later than this is paid as if the client had not come."),
    ),
    Field("price.km", N_("Euros for a kilometre"), "exact", required=False),
)
EVIDENCE = tuple(
    Field(f"vat_exemption.{code}", label, "yes", required=False)
    for code, label in (
        ("provider_registered", N_("The provider is in the register of social service providers")),
        ("authority_decision", N_("An authority has decided on the service")),
        ("individual_plan", N_("The client has an individual plan")),
        ("self_monitoring_plan", N_("The provider has a self-monitoring plan")),
    )
)
SIGN = (
    Field("parties", N_("Parties"), "lines", hint=N_("Organisations, one on each line.")),
    Field("starts_on", N_("Begins"), "date"),
    Field("named_term", N_("Term"), "radio", "terms", default="days"),
    Field("term.from", N_("First day of the term"), "date", required=False),
    Field("term.to", N_("Last day of the term"), "date", required=False),
    Field("notice_clause.days", N_("Notice: days"), "number", required=False),
    Field(
        "notice_clause.whole_months",
        N_("Or whole months"),
        "number",
        required=False,
        hint=N_("The agreement ends with the last of so many months after the one in which notice is given."),
    ),
    Field("rights_and_duties", N_("Rights and duties"), "long", hint=N_("No names of clients.")),
    *EVIDENCE,
)


def in_force(order: Order) -> bool:
    """No last day is set."""
    return bool(order["state"] == "placed")


def has_ceiling(order: Order) -> bool:
    """There is one to raise."""
    return bool(order["ceiling"].get("limits"))


def may_be_taxed(order: Order) -> bool:
    """It was not decided yet that the work is taxed."""
    return not order.get("taxable_since")


def owes_a_decision(order: Order) -> bool:
    """One of the asker's own payers has not committed."""
    return any(payer not in order["committed"] for payer in order["own"])


BY_FINANCE = (
    Action("sign_agreement", N_("Write down a signed agreement"), SIGN, ids=("agreement_id",)),
    Action("raise_ceiling", N_("Raise the ceiling"), (*CEILING, FROM, reason()), when=has_ceiling),
    Action("change_price", N_("Change the price"), (*PRICE, FROM, reason())),
    Action("decide_taxable", N_("Decide that the work is taxed"), (reason(),), when=may_be_taxed),
    Action(
        "end_order", N_("End the order"), (Field("ends_on", N_("Last day"), "date"), reason()), when=in_force
    ),
)
BY_BUYER = (
    Action(
        "commit_to_pay",
        N_("Commit to pay"),
        (
            Field("payer_id", N_("Payer"), "select", "own_payers"),
            Field("decision_ref", N_("Reference of the decision")),
            Field("decided_on", N_("Decided on"), "date"),
            Field("valid_until", N_("In force until"), "date", required=False),
        ),
        when=owes_a_decision,
    ),
)
EVERY = {action.name: action for action in (*BY_FINANCE, *BY_BUYER)}


def offered(order: Order, role: str, *, centre: bool) -> list[Action]:
    """The forms for who asks, that make sense now. centre: whether it is the centre's own finance."""
    forms = BY_FINANCE if centre else BY_BUYER if role == "buyer" else ()
    return [one for one in forms if one.when(order)]


def data_of(order_id: str, data: Data) -> Data:
    """The command's data: a term by its name, or from a day to a day."""
    told = {"order_id": order_id} | data
    named = told.pop("named_term", "days")
    return told if named == "days" else told | {"term": named}


def known_values(order: Order) -> dict[str, Data]:
    """By the form's name, what it comes filled in with."""
    parties = [payer["organisation"] for payer in order["payers"]]
    price = order["prices"][-1] if order["prices"] else {}
    waiting = [payer for payer in order["own"] if payer not in order["committed"]]
    return {
        "sign_agreement": {
            "parties": "\n".join(dict.fromkeys([*parties, order["provider"]["name"]])),
            "starts_on": order["starts_on"],
            "term.from": order["starts_on"],
            "term.to": order.get("ends_on") or "",
        },
        "change_price": {
            f"price.{name}": str(value) for name, value in price.items() if name != "effective_from"
        },
        "commit_to_pay": {"payer_id": waiting[0] if waiting else ""},
    }
