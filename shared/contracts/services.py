"""The services of an installation by name: the one list that processes, pages and tests go by."""

SERVICES = ("intake", "matching", "billing", "feedback", "reporting")
"""In the order in which they are shown; each has a schema, a role and a process of its own."""
WITH_A_LOG = tuple(name for name in SERVICES if name != "reporting")
"""Those that keep facts of their own: reporting makes figures of the others'."""
READERS = ("reporting", *WITH_A_LOG)
"""Those that make rows of others' facts: where facts are parked, and rows made anew. First the usual one."""
ADDRESSES = tuple(f"{name}_database_url" for name in SERVICES)
"""The settings that name a PostgreSQL of one service alone."""
