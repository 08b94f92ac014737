"""Instruments (mittarit): short sets of items as versioned data, who is asked what, and what answers come to.

Our own lie beside this file; a region's come from a folder of its own (R-F5).
"""

from services.feedback.domain.instruments.catalogue import Instruments
from services.feedback.domain.instruments.instrument import Instrument, Item, Variant
from services.feedback.domain.instruments.reading import read_instruments

__all__ = ["Instrument", "Instruments", "Item", "Variant", "read_instruments"]
