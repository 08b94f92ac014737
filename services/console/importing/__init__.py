"""Experts and old contacts from a file of lines: read, checked whole, then sent one by one (docs/import.md).

`table.py` reads the file, `cells.py` a cell, `columns.py` says what columns mean; `experts.py` and
`contacts.py` (its columns in `contact_columns.py`) are the two kinds, of which `kinds.py` has what they
share; `checking.py` checks a whole file; `sending.py` asks the services; `page.py` makes the page and the
templates.
"""
