"""`backup` and `drill`: a copy of what is stored and what opens it, and the proof that it can be had back."""
