"""Experts and old contacts from a file of lines: read, checked whole, then sent one by one (docs/import.md).

`table.py` reads the file, `cells.py` a cell, `columns.py` says what the columns mean; `experts.py` and
`contacts.py` are the two kinds; `checking.py` checks a whole file; `sending.py` asks the services.
"""
