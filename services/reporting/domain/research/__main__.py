"""A research file in a process of its own: what it is made from as JSON on stdin, the zip on stdout.

    python -m services.reporting.domain.research < handed-over.json > research.zip

The services run on eventlet: generalising thousands of rows inside would stop all of them.
"""

import json
import sys
from typing import Any

from services.reporting.domain.research.making import research_file
from services.reporting.domain.research.packing import packed


def zip_of(told: dict[str, Any]) -> bytes:
    """told: rows, names, key (hexadecimal), k, merged, without, under, and `about`, what the study is."""
    made = research_file(
        told["rows"], told["names"], key=bytes.fromhex(told["key"]), k=told["k"], merged=told["merged"],
        without=told["without"], under=told["under"],
    )  # fmt: skip
    return packed(made, told["about"])


def main() -> None:
    """Reads, makes, writes."""
    sys.stdout.buffer.write(zip_of(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
