"""Who may do what, decided by policies in Cedar that a region can read (docs/permissions.md).

A service asks twice. Before anything is loaded: may this role ever ask for this? Then, of the matter that it
is about, when the service knows whose it is: may this asker, about this one? What no policy permits is not
allowed, and what one forbids no other permits.
"""

from shared.plumbing.policy.policy import NOTHING_PERMITS, SERVICE, About, Decision, Policy, read_policy
from shared.plumbing.policy.reading import BrokenPolicy, Rule

__all__ = [
    "NOTHING_PERMITS",
    "SERVICE",
    "About",
    "BrokenPolicy",
    "Decision",
    "Policy",
    "Rule",
    "read_policy",
]
