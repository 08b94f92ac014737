"""R-V3: a payment's reference, however the payer wrote it."""

import pytest

from services.billing.domain.payments.references import normalised


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("1234561", "1234561"),
        ("00000000000001234561", "1234561"),
        ("12345 61", "1234561"),
        ("RF34 1234 561", "1234561"),
        ("rf341234561", "1234561"),
        ("RF34 0000 1234 561", "1234561"),
        ("RF18539007547034", "RF18539007547034"),  # holds, and is no Finnish one inside
        ("RF351234561", ""),  # its check digits do not hold
        ("1234562", "1234562"),  # nor does this one: it is nobody's
        ("", ""),
        ("0000", ""),
        ("123456789012345678901", ""),
        ("Keksitty Maksajanen", ""),
        ("RF34 Keksitty Ä", ""),
        ("RF34 Keksitty Maksaja", ""),
        ("١٢٣٤", ""),
    ],
)
def test_a_reference_is_compared_in_one_form(written: str, compared: str) -> None:
    assert normalised(written) == compared
