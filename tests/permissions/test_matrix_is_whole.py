"""The matrix of docs/permissions.md has everything that may be asked for, and says what the policies say."""

import pytest

from shared.contracts.services import SERVICES
from shared.plumbing.policy import NOTHING_PERMITS
from shared.plumbing.tokens import ROLES
from tests.permissions.matrix import actions_of, names_of, policy_of, questions_of, read_page, row_by_policies
from tests.permissions.people import COLUMNS, PEOPLE, ROLE_OF

ROLE_BY_ROLE = [(service, role) for service in SERVICES for role in PEOPLE]


def test_every_role_has_its_person() -> None:
    assert {ROLE_OF.get(person, person) for person in PEOPLE} == set(ROLES)


@pytest.mark.parametrize("service", SERVICES)
def test_everything_that_may_be_asked_for_is_an_action_of_the_schema(service: str) -> None:
    """A new command or query is nobody's until the schema has it, and the roles that may, say so."""
    assert sorted(actions_of(service)) == sorted(names_of(service))


@pytest.mark.parametrize(("service", "role"), ROLE_BY_ROLE)
def test_the_page_says_of_a_role_what_the_policies_say(service: str, role: str) -> None:
    """What has no row is refused to the role, whatever it is about (deny by default)."""
    page = read_page()
    for shown, name, kind in questions_of(service):
        by_policies = row_by_policies(service, role, name, kind)
        told = page.get((service, role, shown))
        if told is None:
            assert {(cell.outcome, cell.policy) for cell in by_policies} == {("refused", NOTHING_PERMITS)}, (
                shown
            )
        else:
            assert told == by_policies, f"{service}, {role}: {shown}"


def test_the_page_has_no_row_for_what_is_not_there() -> None:
    asked = {(service, shown) for service in SERVICES for shown, _, _ in questions_of(service)}
    assert {(service, name) for service, _, name in read_page()} <= asked
    assert {role for _, role, _ in read_page()} <= set(PEOPLE)


def test_every_row_has_a_cell_for_each_column() -> None:
    assert {len(row) for row in read_page().values()} == {len(COLUMNS)}


@pytest.mark.parametrize("service", SERVICES)
def test_every_policy_says_what_it_does_in_a_sentence(service: str) -> None:
    for rule in policy_of(service).rules.values():
        assert rule.says.endswith((".", ").")), rule.id
        assert rule.says[0].isupper(), rule.id


@pytest.mark.parametrize("service", SERVICES)
def test_what_the_page_names_is_a_policy(service: str) -> None:
    named = {cell.policy for (of, _, _), row in read_page().items() if of == service for cell in row}
    assert named - {"", NOTHING_PERMITS} <= set(policy_of(service).rules)
