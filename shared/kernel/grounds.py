"""For what and on what ground in law somebody reads about people (R-P4), by `reference/grounds.json`.

Each role that reads has a default there. Who reads for another purpose says so; who has no default has to.
"""

from dataclasses import dataclass
from datetime import date

from shared.kernel.asker import Asker
from shared.kernel.reference import document
from shared.kernel.refused import Misfit

PURPOSE, LEGAL_BASIS = "X-Purpose", "X-Legal-Basis"
"""As the request calls them."""


@dataclass(frozen=True)
class Ground:
    """Codes of `purposes` and `legal_bases` in grounds.json; None where neither said nor the role's."""

    purpose: str | None
    legal_basis: str | None


def ground_of(asker: Asker, purpose: object, legal_basis: object) -> Ground:
    """What was said, and the role's default for what was not. Misfit for a code that is none."""
    usual = default_ground(asker.role, asker.today)
    return Ground(
        _known("purposes", PURPOSE, purpose) or usual.purpose,
        _known("legal_bases", LEGAL_BASIS, legal_basis) or usual.legal_basis,
    )


def default_ground(role: str, on: date) -> Ground:
    """The role's own on a day; nothing where the table has none."""
    for row in document("grounds")["defaults"]:
        ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
        if row["role"] == role and date.fromisoformat(row["valid_from"]) <= on <= ends:
            return Ground(row["purpose"], row["legal_basis"])
    return Ground(None, None)


def refuse_groundless(ground: Ground) -> None:
    """Misfit where it is not known for what, or on what ground, somebody would read about people."""
    missing = [
        name for name, said in ((PURPOSE, ground.purpose), (LEGAL_BASIS, ground.legal_basis)) if said is None
    ]
    if missing:
        raise Misfit(
            "say for what and on what ground in law you read about people: {headers}",
            headers=missing,
            fields=[{"field": name, "sentence": "this is needed"} for name in missing],
        )


def codes_of(name: str) -> tuple[str, ...]:
    """The codes of one list of grounds.json: "purposes", "legal_bases" or "special_reasons"."""
    return tuple(str(entry["id"]) for entry in document("grounds")[name])


def _known(name: str, header: str, said: object) -> str | None:
    if not said:
        return None
    allowed = codes_of(name)
    if said not in allowed:
        sentence = "{code} is not known here: use one of {allowed}"
        values = {"code": str(said)[:80], "allowed": ", ".join(allowed)}
        raise Misfit(sentence, fields=[{"field": header, "sentence": sentence, "values": values}], **values)
    return str(said)


def label_of(name: str, code: str, language: str) -> str:
    """The words of a code of one of these lists in a language ("fi", "sv", "en")."""
    entries = document("grounds")[name]
    return next((str(entry[language]) for entry in entries if entry["id"] == code), code)
