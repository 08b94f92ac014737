"""Made-up contacts for research files, made to break them: who has many, is rare, or is alone in a month."""

import random
from typing import Any

COUNTIES = ("06", "07", "08", "13")
SITUATIONS = ("school_absence", "violence_against_children", "demanding_separation", "severe_illness")
RARE = "conflict_zone_return"
ROW: dict[str, Any] = {
    "received_on": "2024-03-05", "county": "06", "source": "school", "channel": "phone",
    "service_line": "ot_consultation", "situations": ["school_absence"], "tier": 1, "level": "basic",
    "identified_otherwise": False, "state": "closed", "case_service_line": None, "case_lead": None,
    "case_state": None, "meetings": 0,
}  # fmt: skip
"""One contact, without whose it is."""


def contacts_to_break_it(seed: int, people: int = 240) -> list[dict[str, Any]]:
    """Many alike; some with up to 40 rows; a county of four; one month with one person; rare situations."""
    rng = random.Random(seed)  # noqa: S311 - the same people each time, no secret
    rows = []
    for number in range(people):
        often = 40 if number == 0 else rng.choice([1, 1, 1, 1, 2, 3])
        county = "13" if number < 4 else rng.choice(COUNTIES[:3])
        for _ in range(often):
            told = rng.sample(SITUATIONS, rng.choice([1, 1, 1, 2, 3]))
            day = f"{rng.choice([2023, 2024])}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            rows.append({**ROW, "person": f"p{number}", "county": county, "received_on": day,
                         "situations": told + [RARE] * (number % 60 == 7), "source": rng.choice(["school",
                         "family_social_work"]), "tier": rng.randint(1, 4)})  # fmt: skip
    rows.append({**ROW, "person": "p-alone", "received_on": "2022-07-15"})
    rows += [{**ROW, "person": None} for _ in range(7)]
    return rows
