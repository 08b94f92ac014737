"""One running system for those of these tests that leave others' matters alone."""

from tests.support.running import running

__all__ = ["running"]
