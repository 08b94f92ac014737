"""Money that came in: what the bank told, which invoice it pays, and what waits for a person."""
