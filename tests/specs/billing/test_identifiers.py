"""R-V3: Finnish reference numbers, RF references, IBANs, business ids and OVT codes are checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649
from stdnum.fi import ytunnus

from shared.kernel.identifiers import (
    creditor_reference,
    digits_of,
    is_bic,
    is_business_id,
    is_buyers_code,
    is_creditor_reference,
    is_electronic_address,
    is_iban,
    is_ovt,
    is_reference_number,
    ovt_of,
    reference_number,
    vat_id_of,
)

BASES = st.integers(100, 10**19 - 1).map(str)
FULL_WIDTH = "１２３４５６１"


@pytest.mark.parametrize(
    ("basis", "number"),
    [("123456", "1234561"), ("100", "1009"), ("0000123456", "1234561"), ("2345678000017", "23456780000171")],
)
def test_a_reference_number_ends_in_its_check_digit(basis: str, number: str) -> None:
    """R-V3: 123456 → 1234561."""
    assert reference_number(basis) == number


@pytest.mark.parametrize("basis", ["", "12", "0012", "1" * 20, "12a4", " 1234", "-1234", FULL_WIDTH])
def test_what_no_reference_number_can_be_made_of_is_refused(basis: str) -> None:
    with pytest.raises(ValueError, match="3 to 19 digits"):
        reference_number(basis)


@given(BASES)
def test_a_reference_number_is_one(basis: str) -> None:
    assert is_reference_number(reference_number(basis))


@given(BASES, st.integers(1, 9), st.integers(0, 18))
def test_one_wrong_digit_is_no_reference_number(basis: str, wrong: int, place: int) -> None:
    """The weights 7, 3 and 1 find every single wrong digit."""
    number = reference_number(basis)
    at = place % len(number)
    changed = number[:at] + str((int(number[at]) + wrong) % 10) + number[at + 1 :]
    assert not is_reference_number(changed)


@pytest.mark.parametrize("text", ["", "1", "01234561", "1234562", "12345 61", "1234561\n", FULL_WIDTH])
def test_what_is_written_otherwise_is_no_reference_number(text: str) -> None:
    assert not is_reference_number(text)


def test_the_international_form_of_a_reference() -> None:
    assert creditor_reference("1234561") == "RF341234561"


@given(BASES.map(reference_number))
def test_the_international_form_is_one(reference: str) -> None:
    made = creditor_reference(reference)
    assert is_creditor_reference(made)
    assert iso11649.is_valid(made)


@pytest.mark.parametrize("text", ["RF351234561", "rf341234561", "RF34 1234561", "1234561", ""])
def test_what_is_no_international_reference(text: str) -> None:
    assert not is_creditor_reference(text)


def test_only_a_reference_number_has_an_international_form() -> None:
    with pytest.raises(ValueError, match="no reference number"):
        creditor_reference("1234562")


@given(st.integers(0, 99_999_999))
def test_a_business_id_is_what_stdnum_says_with_its_hyphen(digits: int) -> None:
    text = f"{digits:08}"
    assert is_business_id(f"{text[:7]}-{text[7]}") == ytunnus.is_valid(text)


@pytest.mark.parametrize("text", ["23456780", "2345678-1", "FI23456780", "2345678-0 ", "", "２345678-0"])
def test_what_is_no_business_id(text: str) -> None:
    assert not is_business_id(text)


def test_an_ovt_code_and_a_vat_identifier_follow_from_the_business_id() -> None:
    assert (ovt_of("2345678-0"), vat_id_of("2345678-0")) == ("003723456780", "FI23456780")
    assert digits_of("2345678-0") == "23456780"


def test_no_ovt_code_follows_from_what_is_no_business_id() -> None:
    with pytest.raises(ValueError, match="no business id"):
        ovt_of("2345678-1")


@pytest.mark.parametrize("text", ["003723456780", "00372345678012", "0037234567801234A"])
def test_an_ovt_code_may_name_a_part_of_an_organisation(text: str) -> None:
    assert is_ovt(text)
    assert is_electronic_address(text)


@pytest.mark.parametrize("text", ["003723456781", "0037234567", "003723456780123456", "0037234567801a"])
def test_what_begins_like_an_ovt_code_and_is_none(text: str) -> None:
    assert not is_ovt(text)
    assert not is_electronic_address(text)


def test_an_iban_has_no_spaces_and_a_check_sum() -> None:
    assert is_iban("FI2112345600000785")
    assert not any(map(is_iban, ["FI21 1234 5600 0007 85", "FI2112345600000786", "fi2112345600000785", ""]))


def test_a_bic_has_eight_or_eleven_signs() -> None:
    assert all(map(is_bic, ["NDEAFIHH", "OKOYFIHHXXX"]))
    assert not any(map(is_bic, ["NDEAFIH", "ndeafihh", "NDEAFIHHX", ""]))


def test_a_buyers_code_is_one_piece() -> None:
    """R-V5: no text fits where a code belongs."""
    assert all(map(is_buyers_code, ["4711", "TIL-2025/9", "KÄ_1.2:3"]))
    assert not any(map(is_buyers_code, ["Maija Malli", "", "-4711", "4" * 36, "47\n11"]))
