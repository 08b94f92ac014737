"""A broken file of the bank: each kind refused in its own sentence, and nothing of the file is told."""

import pytest

from services.billing.application.bank_files import read, safe_xml
from shared.kernel.refused import Misfit
from tests.specs.billing.payments.bank import VERSIONS, Entry, File, Payment

GOOD = Entry("10.00", bank="1")
PART = Payment("5.00")
HOLLOW = File((GOOD,)).text
DOCTYPE = "the file declares a document type, as no bank's file does: it is not read"
LARGE = "the file is too large to be read at once: fetch it in parts"
NO_FORMAT = "the file is no statement (camt.053) and no notification (camt.054) of version 001.02 or 001.08"
# A billion laughs, in small.
BOMB = '<!DOCTYPE Document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
SCHEMA = '<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/camt.dtd">'


def refusal_of(content: bytes) -> str:
    with pytest.raises(Misfit) as refused:
        read(content)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"2025-10-03;125,50;1234561", "the file is no XML that can be read (line 1)"),
        (b"%PDF-1.7\n\x00\xff", "the file is no XML that can be read (line 1)"),
        (b'{"entries": []}', "the file is no XML that can be read (line 1)"),
        (HOLLOW.replace("</Ntry>", "</Nty>").encode(), "the file is no XML that can be read (line 4)"),
        (HOLLOW.replace("10.00", "&raha;").encode(), "the file is no XML that can be read (line 4)"),
        (HOLLOW.replace("UTF-8", "KOI-99").encode(), "the file is in an encoding that is not known"),
        (File((GOOD,), prologue=BOMB).bytes, DOCTYPE),
        (File((GOOD,), prologue=OUTSIDE).text.replace("10.00", "&x;").encode(), DOCTYPE),
        (File((GOOD,), prologue=SCHEMA).bytes, DOCTYPE),
        (b"<html><body>Kirjaudu</body></html>", NO_FORMAT),
        (File((GOOD,), version="camt.053.001.04").bytes, NO_FORMAT),
        (File((GOOD,), version="camt.052.001.02").bytes, NO_FORMAT),
        (File((GOOD,), namespace="urn:muu:").bytes, NO_FORMAT),
        (HOLLOW.replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn").encode(), "holds no statement"),
        (HOLLOW.replace("Stmt>", "Muu>").encode(), "the file holds no statement and no notification"),
    ],
)
def test_what_is_no_file_of_the_bank(content: bytes, words: str) -> None:
    assert words in refusal_of(content)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_that_ends_anywhere_before_its_end(version: str) -> None:
    whole = File((GOOD, Entry("7.00")), version).bytes
    begun = whole.index(b"<BkToCstmr")
    for end in range(begun, len(whole)):
        assert refusal_of(whole[:end]) == "the file ends in the middle: fetch it from the bank again"
    for end in range(begun):
        refusal_of(whole[:end])


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (Entry("10.00", currency="SEK"), "entry 2 is not in euros: only euros are read"),
        (Entry("10.00", currency=""), "entry 2 is not in euros: only euros are read"),
        (Entry("10.005"), "entry 2 has an amount that is not in whole cents"),
        (Entry("-10.00"), "entry 2 has an amount that is not in whole cents"),
        (Entry("10,00"), "entry 2 has an amount that is not in whole cents"),
        (Entry("١٠.00"), "entry 2 has an amount that is not in whole cents"),
        (Entry(""), "entry 2 has an amount that is not in whole cents"),
        (Entry("10.00", direction="PLUS"), "entry 2 says neither credit nor debit"),
        (Entry("10.00", status=""), "entry 2 does not say whether it is booked"),
        (Entry("10.00", booked=""), "entry 2 has no day on which it was booked"),
        (Entry("10.00", booked="2025-02-30"), "entry 2 has no day on which it was booked"),
        (Entry("10.00", booked="3.10.2025"), "entry 2 has no day on which it was booked"),
        (Entry("10.00", booked="0001-01-01T00:00:00+02:00"), "entry 2 has no day on which it was booked"),
        (Entry("10.00", booked="9999-12-31"), "entry 2 has no day on which it was booked"),
        (
            Entry("10.00", (Payment("9.99"),)),
            "the payments of entry 2 make 9.99 € together, the entry 10.00 €",
        ),
        (
            Entry("10.00", (PART, Payment("5.01")), said=2),
            "the payments of entry 2 make 10.01 € together, the entry 10.00 €",
        ),
        (Entry("10.00", (PART, PART), said=3), "entry 2 is said to hold 3 payments, but tells 2"),
        (Entry("10.00", (PART,), said=2), "entry 2 is said to hold 2 payments, but tells 1"),
        (
            Entry("10.00", (PART, Payment(None)), said=2),
            "entry 2 has no amount, or a payment in it has none",
        ),
        (
            Entry("10.00", (PART, Payment("5.00", currency="USD")), said=2),
            "entry 2 is not in euros: only euros are read",
        ),
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_an_entry_that_does_not_hold_refuses_the_whole_file(broken: Entry, words: str, version: str) -> None:
    assert refusal_of(File((GOOD, broken, GOOD), version).bytes) == words


@pytest.mark.parametrize("given", ["no_amount", "no_count"])
def test_an_entry_with_a_field_missing(given: str) -> None:
    no_amount = HOLLOW.replace('<Amt Ccy="EUR">10.00</Amt>', "")
    no_count = File((Entry("10.00", (PART, PART), said=2),)).text.replace("<NbOfTxs>2", "<NbOfTxs>kaksi")
    text, words = {
        "no_amount": (no_amount, "entry 1 has no amount, or a payment in it has none"),
        "no_count": (no_count, "entry 1 does not say how many payments it holds"),
    }[given]
    assert refusal_of(text.encode()) == words


@pytest.mark.parametrize("account", ["", "FI2112345600000786", "123456-785", "<Othr><Id>1</Id></Othr>"])
def test_an_account_without_an_iban(account: str) -> None:
    """R-V3: an IBAN is checked."""
    words = "the file does not name its account by an IBAN that holds"
    assert refusal_of(File((GOOD,), account=account).bytes) == words


@pytest.mark.parametrize(
    ("sums", "words"),
    [
        ({"TtlCdtNtries": (2, "17.01")}, "a control sum of the file is 17.01 €, its entries make 17.00 €"),
        ({"TtlCdtNtries": (3, "17.00")}, "the file says that it has 3 entries, but holds 2"),
        ({"TtlDbtNtries": (1, "3.99")}, "a control sum of the file is 3.99 €, its entries make 4.00 €"),
        ({"TtlNtries": (4, "21.00")}, "the file says that it has 4 entries, but holds 3"),
        ({"TtlNtries": (3, "paljon")}, "a control sum of the file is no number"),
        ({"TtlNtries": ("kolme", "21.00")}, "a control sum of the file is no number"),
    ],
)
def test_control_sums_that_do_not_hold(sums: dict[str, tuple[object, object]], words: str) -> None:
    entries = (GOOD, Entry("7.00"), Entry("4.00", direction="DBIT"))
    assert refusal_of(File(entries, sums=sums).bytes) == words


def test_the_second_statement_of_a_file_refuses_the_first_as_well() -> None:
    second = File((Entry("7.00", direction="PLUS"),)).text
    both = HOLLOW.replace(
        "</BkToCstmrStmt>",
        second[second.index("<Stmt>") : second.index("</BkToCstmrStmt>")] + "</BkToCstmrStmt>",
    )
    assert refusal_of(both.encode()) == "entry 2 says neither credit nor debit"


def test_a_file_that_is_too_large_too_deep_or_has_an_endless_field(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal_of(b"<" + b" " * safe_xml.MOST_BYTES) == LARGE
    deep = HOLLOW.replace("<NtryDtls>", "").replace("<Ntry>", "<Ntry>" + "<Refs>" * 50 + "</Refs>" * 50)
    assert refusal_of(deep.encode()) == LARGE
    endless = HOLLOW.replace("10.00", "1" * (safe_xml.LONGEST + 1))
    assert refusal_of(endless.encode()) == "a field of the file is longer than any that a bank writes"
    monkeypatch.setattr(safe_xml, "MOST_ELEMENTS", 1000)
    many = HOLLOW.replace("<Ntry>", "<Ntry/>" * 1000 + "<Ntry>")
    assert refusal_of(many.encode()) == LARGE


def test_a_refusal_repeats_nothing_that_stands_in_the_file() -> None:
    """R-P1: refusals are shown and counted; a name may stand anywhere in a file."""
    for field in ("CRDT", "BOOK", "10.00", "2025-10-03", 'Ccy="EUR"', "FI2112345600000785"):
        name = 'Ccy="Maksajanen"' if "Ccy" in field else "Maksajanen"
        said = refusal_of(HOLLOW.replace(field, name).encode()) if field != "BOOK" else ""
        assert "Maksajanen" not in said
