"""What draws papers, and with which letters: for ever (ADR 0010). `draw.py` runs in a process of its own."""
