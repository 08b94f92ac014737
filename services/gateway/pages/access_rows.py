"""The access log in words: the rows of its page, of the copy for the person, and of that as CSV."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from services.gateway.languages import N_
from services.gateway.pages.access_words import GIVEN, OF_FIELD, QUERIES, RECIPIENTS
from services.gateway.pages.page import a_moment, labelled, say, short
from shared.kernel.grounds import label_of

Row = list[str]
READ = (
    N_("When"), N_("What was read"), N_("Role"), N_("Organisation"), N_("Purpose"), N_("Legal basis"),
    N_("Data"), N_("Matters"),
)  # fmt: skip
GIVEN_AWAY = (
    N_("When"), N_("What was given"), N_("To whom"), N_("By whom"), N_("Purpose"), N_("Legal basis"),
    N_("Data"), N_("Matters"),
)  # fmt: skip
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def readings(language: str, entries: Iterable[dict[str, Any]]) -> list[Row]:
    """A row for each reading, under `READ`; who read it stands with the role where the log tells it."""
    return [
        [
            a_moment(language, each["at"]),
            say(language, QUERIES.get(each["query"], each["query"])),
            ", ".join(filter(None, [labelled(language, "roles", each["role"]), each.get("user")])),
            _where(language, each),
            *_ground(language, each),
            _fields(language, each["fields"]),
            _matters(each),
        ]
        for each in entries
    ]


def disclosures(language: str, given: Iterable[dict[str, Any]]) -> list[Row]:
    """A row for each disclosure, under `GIVEN_AWAY`."""
    return [
        [
            a_moment(language, each["at"]),
            say(language, GIVEN.get(each["what"], each["what"])),
            _recipient(language, each),
            ", ".join(filter(None, [labelled(language, "roles", each["role"]), each.get("organisation")])),
            *_ground(language, each),
            _fields(language, each["fields"]),
            _matters(each),
        ]
        for each in given
    ]


def as_csv(rows: Iterable[Row]) -> str:
    """Semicolons and a byte order mark, as the spreadsheets of this country want it; no cell is a formula."""
    text = StringIO("\ufeff")
    text.read()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell for cell in row])
    return text.getvalue()


def _ground(language: str, told: dict[str, Any]) -> Row:
    purpose = label_of("purposes", told["purpose"], language)
    reasons = [
        label_of("special_reasons", told["special_reason"], language) if told.get("special_reason") else "",
        say(language, N_("masks lifted")) if told.get("reveal") else "",
    ]
    return [
        ", ".join(filter(None, [purpose, *reasons])),
        label_of("legal_bases", told["legal_basis"], language),
    ]


def _where(language: str, told: dict[str, Any]) -> str:
    sector, county = told.get("sector"), told.get("county")
    parts = [
        told.get("organisation"),
        labelled(language, "sectors", sector) if sector else None,
        labelled(language, "counties", county) if county else None,
    ]
    return ", ".join(filter(None, parts))


def _recipient(language: str, told: dict[str, Any]) -> str:
    to = {
        "organisation": told.get("recipient_organisation"),
        "sector": told.get("recipient_sector"),
        "county": told.get("recipient_county"),
    }
    who = say(language, RECIPIENTS.get(told["recipient"], told["recipient"]))
    return ", ".join(filter(None, [who, _where(language, to)]))


def _fields(language: str, names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(say(language, OF_FIELD.get(name, name)) for name in names))


def _matters(told: dict[str, Any]) -> str:
    return ", ".join(short(number) for number in told["matters"])
