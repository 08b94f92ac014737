"""The bank's files (ISO 20022), read whole before anything is told of them.

`read` takes a statement (camt.053) or a notification (camt.054), version 001.02 or 001.08, and gives the
money that came in. Anything wrong in the file refuses the file: no payment of it is told.
`read_apart` does the same without keeping the service's other askers waiting.
"""

from services.billing.application.bank_files.apart import read_apart
from services.billing.application.bank_files.reading import read

__all__ = ["read", "read_apart"]
