"""Linked tables of counts as they may be told, so that no sum gives a hidden count away (R-R2).

    from services.reporting.domain.suppression import ALL, Table, suppressed

    months = Table("months", ("county", "month"), {("uusimaa", "2026-01"): 14, ("kainuu", "2026-01"): 2})
    lines = Table("lines", ("county", "line"), {("uusimaa", "coaching"): 14, ("kainuu", "coaching"): 2})
    told = suppressed([months, lines], under=5).told
    told["months"]["kainuu", "2026-01"]  # None: hidden
    told["months"]["kainuu", ALL]        # None: the county's margin is the same two
    told["lines"]["kainuu", "coaching"]  # None: and so is this one

Tables of the same people are given together, for what one tells another must not hide: dimensions of one name
are the same dimension, and what they add up to is the same count.
"""

from services.reporting.domain.suppression.account import Hidden, Suppression
from services.reporting.domain.suppression.suppressing import suppressed
from services.reporting.domain.suppression.tables import ALL, Key, Table, several

__all__ = ["ALL", "Hidden", "Key", "Suppression", "Table", "several", "suppressed"]
