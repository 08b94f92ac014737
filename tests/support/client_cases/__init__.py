"""The client cases that the product was made for, told as files for `tukiverkko play`; people made up.

conflict_zone    a family returns from a conflict zone; restricted to named people
school_absence   a young person does not go to school; a pair works with them for months
separation       a demanding separation; a standing team, and two parents who see nothing of each other
"""
