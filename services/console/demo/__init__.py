"""The demo: a pilot's contacts, moved to lately, played on a fresh folder and shown."""
