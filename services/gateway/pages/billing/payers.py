"""What one calls the payers of an order: an organisation may pay for several sectors."""

from typing import Any

from services.gateway.pages.page import labelled


def called_payers(payers: list[dict[str, Any]], language: str) -> dict[str, str]:
    """By code, the organisation and the sector that it pays for."""
    return {
        each["payer_id"]: f"{each['organisation']} ({labelled(language, 'sectors', each['sector'])})"
        for each in payers
    }
