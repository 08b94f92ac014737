"""Which role may ask for what: a plain table, deny by default.

A role alone gives no right to read a matter; whose matter it is, the service decides by `may_read`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.kernel.asker import Asker
from shared.kernel.refused import NotAllowed

Rights = Mapping[str, frozenset[str]]
"""role → names of commands or queries"""


@dataclass(frozen=True)
class Policy:
    """A service's part of the role table (domain.md, "Who may do what")."""

    commands: Rights
    queries: Rights

    def check_command(self, asker: Asker, name: str) -> None:
        """NotAllowed unless the asker's role may give this command."""
        if name not in self.commands.get(asker.role, frozenset()):
            raise NotAllowed("the role {role} may not do this ({name})", role=asker.role, name=name)

    def check_query(self, asker: Asker, name: str) -> None:
        """NotAllowed unless the asker's role may ask this query."""
        if name not in self.queries.get(asker.role, frozenset()):
            raise NotAllowed("the role {role} may not ask for this ({name})", role=asker.role, name=name)
