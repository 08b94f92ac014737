"""What a contact's forms know already: what was written before, so that it is changed and not typed again."""

from typing import Any

from services.gateway.pages.actions import Referral

Values = dict[str, Any]


def known_values(referral: Referral) -> dict[str, Values]:
    """By the form's name: its values by field, as a form shows them; of what counts now, the newest."""
    texts = referral.get("texts") or {}
    return {
        "gather_background": background_values(texts.get("background") or {}),
        "structure_situation": dict(texts.get("structure") or {}),
        "record_assessment": dict(texts.get("assessment") or {}),
        "revise_consultation_plan": plan_values(referral.get("plan") or {}),
    }


def background_values(background: dict[str, Any]) -> Values:
    """The background as it was last written."""
    if not background:
        return {}
    return {
        "summary": background["summary"],
        "prior_services": "\n".join(background["prior_services"]),
        **in_rows("agencies", background["agencies"]),
        **in_rows("client_of", background["client_of"]),
    }


def plan_values(plan: dict[str, Any]) -> Values:
    """The plan as it stands."""
    if not plan:
        return {}
    steps = []
    for step in plan["steps"]:
        responsible = step.get("responsible") or {"sector": step["sector"]}
        told = {"step_id": step["step_id"], "what": step.get("what", ""), "due": step["due"]}
        steps.append(told | {f"responsible.{name}": text for name, text in responsible.items()})
    return {"evaluate_on": plan["evaluate_on"], **in_rows("steps", steps)}


def in_rows(name: str, rows: list[dict[str, Any]]) -> Values:
    """A list of the answer by the names of its fields in a form: `agencies.0.sector`."""
    return {f"{name}.{n}.{key}": value for n, row in enumerate(rows) for key, value in row.items()}
