"""Public facts for programs outside: who may read which, the forwarder, and replay (docs/subscribers.md)."""

from shared.plumbing.forwarding.outside import Outside, forwarder_of, sources_of

__all__ = ["Outside", "forwarder_of", "sources_of"]
