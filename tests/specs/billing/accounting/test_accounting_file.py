"""The file for the accounting program: every sign of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from services.billing.domain.accounting.journal import Row
from services.billing.domain.accounting.vouchers import Bill, Dimension, Payment, Sale
from services.billing.queries.books import row_said
from services.billing.queries.views.payments import BookedView
from services.gateway.documents.accounting_file import Say, guarded
from services.gateway.documents.accounting_file import file_of as file_of_answer
from shared.kernel.refused import said
from tests.specs.billing.accounting.books import COACHING, CREDIT, INVOICE, booked

HEAD = "date;voucher;account;debit;credit;vat_code;cost_centre;case_number;service_line;text\r\n"
ABOUT = "KP-4410;2025-00042;neuropsychiatric_coaching"


def file_of(rows: Iterable[Row], say: Say = said) -> bytes:
    """The file of rows as billing answers them."""
    return file_of_answer([BookedView.model_validate(row_said(row)).said() for row in rows], say)


def test_a_file_to_the_letter() -> None:
    """UTF-8 with its mark, semicolons, decimal commas, days that cannot be misread, lines ended by CR LF."""
    paid = Payment("P-1", date(2025, 11, 3), 1234567, INVOICE.number, over=1, dimension=COACHING)
    waits = Payment("P-2", date(2025, 11, 4), 7)
    assert file_of(booked(INVOICE, paid, waits, CREDIT).rows).decode("utf-8") == (
        "\ufeff" + HEAD
        + f"2025-10-31;23456780-000017;1700;130,10;;;{ABOUT};Invoice 23456780-000017\r\n"
        + f"2025-10-31;23456780-000017;3100;;105,00;VAPAA;{ABOUT};Invoice 23456780-000017\r\n"
        + f"2025-10-31;23456780-000017;3000;;20,00;M25.5;{ABOUT};Invoice 23456780-000017\r\n"
        + f"2025-10-31;23456780-000017;2939;;5,10;M25.5;{ABOUT};Invoice 23456780-000017\r\n"
        + f"2025-11-03;P-1;1910;12345,67;;;{ABOUT};Payment on invoice 23456780-000017\r\n"
        + f"2025-11-03;P-1;1700;;12345,66;;{ABOUT};Payment on invoice 23456780-000017\r\n"
        + f"2025-11-03;P-1;2960;;0,01;;{ABOUT};Payment on invoice 23456780-000017\r\n"
        + "2025-11-04;P-2;1910;0,07;;;;;;Payment that waits to be placed\r\n"
        + "2025-11-04;P-2;2960;;0,07;;;;;Payment that waits to be placed\r\n"
        + f"2025-11-05;23456780-000018;1700;;130,10;;{ABOUT};{CREDITED}\r\n"
        + f"2025-11-05;23456780-000018;3100;105,00;;VAPAA;{ABOUT};{CREDITED}\r\n"
        + f"2025-11-05;23456780-000018;3000;20,00;;M25.5;{ABOUT};{CREDITED}\r\n"
        + f"2025-11-05;23456780-000018;2939;5,10;;M25.5;{ABOUT};{CREDITED}\r\n"
    )  # fmt: skip


CREDITED = "Credit note 23456780-000018 of invoice 23456780-000017"


def test_an_empty_journal_has_its_head() -> None:
    assert file_of([]) == b"\xef\xbb\xbf" + HEAD.encode()


def test_the_text_is_said_in_the_readers_language() -> None:
    finnish = {"Invoice {number}": "Lasku {number}"}
    written = file_of(booked(INVOICE).rows, lambda words, values: finnish[words].format(**values))
    assert written.decode("utf-8").count(";Lasku 23456780-000017\r\n") == 4


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+358",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\tx",
        "\rx",
        "  =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\u00a0=1",
    ],
)
def test_no_text_becomes_a_formula(text: str) -> None:
    assert guarded(text) == "'" + text
    centre = Dimension(cost_centre=text)
    bill = Bill("1", date(2025, 1, 1), (Sale(1, None, centre),), total=1)
    written = file_of(booked(bill).rows).decode("utf-8")
    assert "'" + text in written
    assert ";" + text not in written


@pytest.mark.parametrize("text", ["", "KP-1", "a=b", "1+1", "'=1", "ä@ö"])
def test_other_texts_are_as_they_were(text: str) -> None:
    assert guarded(text) == text


def test_signs_of_the_format_within_a_text_are_quoted() -> None:
    """RFC 4180, 2.6 and 2.7."""
    centre = Dimension(cost_centre='KP;"44"\r\n10')
    sales = (Sale(1, None, centre),)
    written = file_of(booked(replace(INVOICE, sales=sales, vat={}, total=1)).rows).decode("utf-8")
    assert ';"KP;""44""\r\n10";' in written
