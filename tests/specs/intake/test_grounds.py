"""R-P4: for what and on what ground in law somebody reads about people."""

from datetime import UTC, datetime

import pytest

from shared.kernel.asker import Asker
from shared.kernel.grounds import Ground, codes_of, default_ground, ground_of, refuse_groundless
from shared.kernel.reference import document
from shared.kernel.refused import Misfit


def somebody(role: str) -> Asker:
    return Asker(user="joku", role=role, region="sisa-suomi", now=datetime(2026, 1, 15, 9, tzinfo=UTC))


def test_a_role_has_its_own() -> None:
    """R-P4: who says nothing reads for what their role is there for."""
    assert ground_of(somebody("buyer"), None, None) == Ground("supervision", "statutory_task")


def test_who_reads_for_something_else_says_so() -> None:
    """R-P4: what is said stands before the role's own, each part by itself."""
    said = ground_of(somebody("coordinator"), "information_request", None)
    assert said == Ground("information_request", "statutory_task")
    assert ground_of(somebody("worker"), None, "consent") == Ground("client_work", "consent")


@pytest.mark.parametrize(
    ("purpose", "legal_basis", "field"),
    [("uteliaisuus", None, "X-Purpose"), (None, "no_law", "X-Legal-Basis"), (7, None, "X-Purpose")],
)
def test_only_known_codes_are_grounds(purpose: object, legal_basis: object, field: str) -> None:
    """R-P4: another code is refused with a sentence that names the allowed ones."""
    with pytest.raises(Misfit) as refused:
        ground_of(somebody("coordinator"), purpose, legal_basis)
    (wrong,) = refused.value.fields
    assert wrong["field"] == field
    assert "use one of" in str(refused.value)
    assert "consent" in str(refused.value) or "client_work" in str(refused.value)


def test_a_role_without_its_own_has_to_say_both() -> None:
    """R-P4: nobody reads about people for no purpose."""
    with pytest.raises(Misfit) as refused:
        refuse_groundless(ground_of(somebody("operator"), "quality", None))
    assert [each["field"] for each in refused.value.fields] == ["X-Legal-Basis"]
    refuse_groundless(ground_of(somebody("operator"), "quality", "consent"))


def test_the_table_holds_from_its_day_on() -> None:
    """R-P4: the roles' grounds are a dated table."""
    assert default_ground("admin", datetime(2026, 1, 15, tzinfo=UTC).date()).purpose == "log_control"
    assert default_ground("admin", datetime(1899, 12, 31, tzinfo=UTC).date()) == Ground(None, None)


def test_the_table_has_only_codes_of_its_own() -> None:
    for row in document("grounds")["defaults"]:
        assert row["purpose"] in codes_of("purposes")
        assert row["legal_basis"] in codes_of("legal_bases")
