"""The process in which a large file is read: the file comes in on standard input, what it tells goes out.

Out: {"credits": [...]} or {"misfit": sentence, "values": {...}}, as JSON. See apart.py, which starts it.
"""

import sys

from pydantic import TypeAdapter
from pydantic_core import to_json

from services.billing.application.bank_files.reading import read
from services.billing.domain.payments.credits import Credit
from shared.kernel.refused import Misfit

CREDITS = TypeAdapter(tuple[Credit, ...])


def main() -> None:
    """Reads, and tells."""
    try:
        told = {"credits": CREDITS.dump_python(read(sys.stdin.buffer.read()), mode="json")}
    except Misfit as misfit:
        told = {"misfit": misfit.sentence, "values": misfit.values}
    sys.stdout.buffer.write(to_json(told))


if __name__ == "__main__":
    main()
