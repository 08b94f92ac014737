"""A bill on paper (R-V4): PDF/UA-1 in the buyer's language, the same again, with what a payer needs."""

import asyncio
import hashlib
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.documents.invoices.barcode import barcode
from services.gateway.documents.invoices.bill import Bill
from services.gateway.documents.invoices.pdf import LAYOUTS, document_of, render_pdf
from services.gateway.documents.wording import wording
from services.gateway.languages import LANGUAGES
from shared.kernel.reference import codes
from tests.specs.gateway.invoices.a_bill import BUYER, MEETING, SELLER, a_bill, a_credit, but
from tests.support.bill_documents import wrong_documents
from tests.support.pdf_reading import is_ua_1, language_of, tags_of, text_of

GOLDEN = Path(__file__).parents[3] / "golden" / "documents"
every_language = pytest.mark.parametrize("language", LANGUAGES)
NOW_AND_THEN = st.dates(date(2025, 1, 1), date(2099, 12, 31))


@cache
def pdf(bill: Bill) -> bytes:
    return asyncio.run(render_pdf(bill))


def text(bill: Bill) -> str:
    """What stands on the paper, with plain spaces."""
    return text_of(pdf(bill)).replace("\u00a0", " ")


def speaking(language: str) -> Bill:
    return a_bill(buyer=but(BUYER, language=language))


@every_language
def test_what_was_sent_says_the_same_words_for_ever(language: str) -> None:
    """ADR 0010."""
    golden = (GOLDEN / f"invoice-1.{language}.txt").read_text(encoding="utf-8")
    assert text_of(pdf(speaking(language))) == golden


@every_language
def test_what_was_sent_is_the_same_bytes_for_ever(language: str) -> None:
    """ADR 0010: also across releases of the library that draws: this breaks where one draws otherwise."""
    golden = (GOLDEN / f"invoice-1.{language}.sha256").read_text(encoding="utf-8").strip()
    assert hashlib.sha256(pdf(speaking(language))).hexdigest() == golden


@every_language
def test_the_paper_is_tagged_and_says_its_language(language: str) -> None:
    """PDF/UA-1; typst's own check refuses what a screen reader could not read."""
    assert is_ua_1(pdf(speaking(language)))
    assert language_of(pdf(speaking(language))) == language


def test_its_tables_have_headers_and_its_parts_headings() -> None:
    tags = tags_of(pdf(a_bill()))
    assert (tags.count("Table"), tags.count("TH"), tags.count("TR")) == (2, 9, 7)
    assert (tags.count("Title"), tags.count("H1")) == (1, 7)


def test_it_says_what_is_to_be_paid_and_how() -> None:
    said = text(a_bill())
    wanted = (
        "Lasku 23456780-000017", "31.10.2025", "49,45 €", "FI21 1234 5600 0007 85", "NDEAFIHH",
        "2345 67800 00171", "RF71 2345 6780 0001 71",
    )  # fmt: skip
    assert [each for each in wanted if each not in said] == []


def test_a_line_says_the_whole_and_the_part() -> None:
    """R-V4, R-V5: date, quantity, the whole amount, the percent, the payer's part."""
    said = text(a_bill((MEETING,))).split("\n")
    at = said.index("Tapaaminen 3.9.2025")
    assert said[at + 1 : at + 6] == ["1,5 h", "87,56 €", "33,3334 %", "Vapautettu", "29,19 €"]


def test_what_is_exempt_says_why_and_what_comes_late_says_so() -> None:
    """R-V1, R-V2."""
    assert "Sosiaalihuoltopalvelu, arvonlisäverolaki 37 §" in text(a_bill())
    assert "Kuukausi oli laskutettu jo aiemmin." in text(a_bill())
    assert "Kuukausi oli laskutettu jo aiemmin." not in text(a_bill((MEETING,)))


def test_a_credit_note_names_its_invoice_and_asks_for_nothing() -> None:
    """R-V4."""
    said = text(a_credit())
    assert "23456780-000017, 1.10.2025" in said
    assert "−49,45 €" in said
    assert "Hyvitys: ei maksettavaa." in said
    assert "FI21" not in said


def test_an_invoice_that_corrects_another_names_it() -> None:
    """R-B4: what takes back less than it charges is an invoice."""
    correcting = a_bill(credited_number="23456780-000016", credited_on=date(2025, 9, 1))
    assert "Korjattava lasku\n23456780-000016, 1.9.2025" in text(correcting)
    assert wrong_documents(correcting) == []


def test_a_seller_without_an_account_says_so() -> None:
    bare = a_bill(seller=but(SELLER, iban=None, bic=None))
    assert "Myyjän tilinumeroa ei ole ilmoitettu." in text(bare)


def test_large_sums_have_spaces_between_thousands() -> None:
    large = a_bill((but(MEETING, amount=123456789, net=123456789),))
    assert "1 234 567,89 €" in text(large)
    in_english = replace(large, buyer=but(BUYER, language="en"))
    assert "1,234,567.89 €" in text(in_english)


def test_the_barcode_stands_there_as_its_digits() -> None:
    digits = barcode(a_bill())
    assert digits is not None
    assert digits in re.sub(r"\s", "", text(a_bill()))


def test_the_barcode_of_both_versions() -> None:
    """54 digits: version, account, euros and cents, reference, due date."""
    assert (
        barcode(a_bill()) == "4" + "2112345600000785" + "00004945" + "000" + "00000023456780000171" + "251031"
    )
    assert barcode(a_bill(), version=5) == (
        "5" + "2112345600000785" + "00004945" + "71" + "000000023456780000171" + "251031"
    )


@given(st.integers(1, 10**12), NOW_AND_THEN, st.sampled_from([4, 5]))
def test_a_barcode_has_54_digits_and_says_what_is_paid(net: int, due_on: date, version: int) -> None:
    bill = a_bill((but(MEETING, net=net),), due_on=due_on)
    digits = barcode(bill, version)
    assert digits is not None
    assert re.fullmatch(r"\d{54}", digits)
    assert digits[1:17] == "2112345600000785"
    assert int(digits[17:25]) == (net if net < 10**8 else 0)
    assert digits[48:] == f"{due_on:%y%m%d}"
    carried = digits[25:48]
    assert (int(carried) == int(bill.reference)) if version == 4 else carried[:2] == bill.rf[2:4]


def test_there_is_no_barcode_where_nothing_is_paid_to_a_finnish_account() -> None:
    swedish = but(SELLER, iban="SE4550000000058398257466")
    nothing = but(MEETING, net=0)
    assert [barcode(b) for b in (a_credit(), a_bill(seller=swedish), a_bill((nothing,)))] == [None] * 3


def test_every_word_is_there_in_every_language() -> None:
    spoken = [wording("invoice-1", language) for language in LANGUAGES]
    assert all(w.sentences.keys() == spoken[0].sentences.keys() for w in spoken)
    assert all(w.lists["service_lines"].keys() == set(codes("service_lines")) for w in spoken)
    assert all(
        {name: each.keys() for name, each in w.lists.items()} == listed(spoken[0].lists) for w in spoken
    )
    assert all(word.strip() for w in spoken for each in w.lists.values() for word in each.values())


def listed(lists: dict[str, dict[str, str]]) -> dict[str, object]:
    return {name: each.keys() for name, each in lists.items()}


@every_language
def test_a_word_has_the_same_places_in_every_language(language: str) -> None:
    places = re.compile(r"\{(\w+)\}")
    for name, sentence in wording("invoice-1", "en").sentences.items():
        if name != "day":
            told = wording("invoice-1", language).sentences[name]
            assert set(places.findall(told)) == set(places.findall(sentence)), name


def test_a_layout_that_there_never_was_is_no_paper() -> None:
    with pytest.raises(KeyError):
        document_of(a_bill(layout="invoice-99"))


def test_a_bill_is_drawn_in_the_layout_that_it_names() -> None:
    assert list(LAYOUTS) == [a_bill().layout] == [document_of(a_bill()).layout]
