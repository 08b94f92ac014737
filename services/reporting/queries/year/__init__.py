"""A region's year: one answer of everything, and what is behind each of its figures."""
