"""The questions about who is who."""

from typing import Any, ClassVar

from shared.contracts.asking import Personal, Query, Telling
from shared.contracts.words import Day, Short


class People(Query):
    """Those you may know of who have this name and birth date: who may be the same person twice."""

    takes_as_of: ClassVar[bool] = False
    by_post: ClassVar[bool] = True
    example: ClassVar[dict[str, Any]] = {
        "given_name": "Lapsi", "family_name": "Esimerkki", "birth_date": "2010-05-06",
    }  # fmt: skip
    personal: ClassVar[Telling] = Personal(fields=("people",), persons=("people.person_id",))
    given_name: Short
    family_name: Short
    birth_date: Day
