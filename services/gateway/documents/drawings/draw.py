"""Draws one document and ends: `draw.py <drawing.typ>`, the document as JSON on stdin, the PDF on stdout.

A process of its own: what goes wrong while drawing, and how long it takes, is no other request's business.
It imports nothing of the house. Exit codes: 0 drawn; 3 a letter has no shape; 1 anything else, whose message
is not told, for it quotes the text.
"""

import resource
import sys
from pathlib import Path

import typst

SECONDS, BYTES = 30, 2 * 1024**3
NO_SHAPE = 3


def drawn(drawing: Path, document: str) -> bytes:
    """The PDF: PDF/UA-1, fonts of typst only, and no clock, so that the same document is the same bytes."""
    return typst.compile(
        drawing.read_bytes(),
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
        sys_inputs={"document": document},
        font_paths=typst.Fonts(include_system_fonts=False),
    )


def run() -> int:
    """The process."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    try:
        pdf = drawn(Path(sys.argv[1]), sys.stdin.buffer.read().decode("utf-8"))
    except typst.TypstError as error:
        return NO_SHAPE if "could not be displayed" in error.diagnostic else 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(run())
