"""People and answers of the examples: made up, and visibly so."""

from typing import Any

REFERRAL: dict[str, Any] = {"referral_id": "5f0c7a52-2f0b-4f5e-9d3a-3f1c7a0e8b11"}

REFERRER: dict[str, Any] = {
    "name": "Olli Opettaja",
    "title": "erityisopettaja",
    "organisation": "Esimerkkilän koulu",
    "sector": "education",
    "phone": "+358 40 000 0000",
    "email": "olli.opettaja@koulu.example",
}

SUBJECT: dict[str, Any] = {
    "person_id": "0b6f1f0e-54a6-4f26-8a43-9a1f6f0c2d77",
    "given_name": "Lapsi",
    "family_name": "Esimerkki",
    "birth_date": "2010-05-06",
    "municipality": "Esimerkkilä",
    "languages": ["fi"],
    "guardians": [{"name": "Huoltaja Esimerkki", "custody": "sole", "right_to_information": True}],
}

SCREEN: dict[str, int] = {
    "agencies": 3,
    "mismatch": 2,
    "stuck": 3,
    "rarity": 1,
    "safety": 1,
    "duration": 2,
    "earlier_help": 2,
    "disagreement": 1,
}

STEP: dict[str, Any] = {
    "what": "Koulu kutsuu yhteisen palaverin koolle.",
    "responsible": {"sector": "education", "organisation": "Esimerkkilän koulu"},
    "due": "2023-03-21",
}
