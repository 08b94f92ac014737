"""From a document to its PDF, without keeping anybody else waiting."""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.gateway.documents.blocks import Document
from services.gateway.documents.letters import UNDRAWN, on_paper
from services.gateway.problems import not_yet

DRAWINGS = Path(__file__).parent / "drawings"
PATIENCE = 20.0
AT_ONCE = asyncio.Semaphore(2)
NO_SHAPE = 3
SURROUNDINGS = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
"""All that the drawing process is told of where it runs: no setting of ours, no secret."""
ONE_THREAD = {"RAYON_NUM_THREADS": "1"}


class NotDrawn(RuntimeError):
    """A bug of ours: the drawing refuses what it was given. Says no more, for the text is somebody's."""


async def pdf_of(document: Document, patience: float = PATIENCE) -> bytes:
    """The document as PDF/UA-1: the same bytes for the same document, whenever and wherever it is drawn.

    Problem 503 where it takes longer than `patience` (in seconds).
    """
    drawing = DRAWINGS / f"drawing-{document.drawing}.typ"
    async with AT_ONCE:
        code, pdf = await drawn(drawing, paper(document), patience)
        if code == NO_SHAPE:  # an accent of one font over a letter of another: □ instead
            code, pdf = await drawn(drawing, paper(document, marks=False), patience)
    if code:
        raise NotDrawn(document.layout)
    return pdf


async def drawn(drawing: Path, document: dict[str, Any], patience: float) -> tuple[int, bytes]:
    """Exit code and output of a process that draws. Problem 503 where it has to be stopped."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(DRAWINGS / "draw.py"), str(drawing),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env=SURROUNDINGS | ONE_THREAD,
    )  # fmt: skip
    try:
        pdf, _ = await asyncio.wait_for(process.communicate(json.dumps(document).encode()), patience)
    except TimeoutError:
        raise not_yet("the document could not be drawn in time: try again") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, pdf


def paper(document: Document, *, marks: bool = True) -> dict[str, Any]:
    """The document as the drawing reads it; how many signs could not be drawn stands in it."""

    def fit(text: str) -> str:
        return on_paper(text, marks=marks)

    fitted = document.with_texts(fit)
    lost = json.dumps(asdict(fitted), default=str, ensure_ascii=False).count(UNDRAWN)
    meant = json.dumps(asdict(document), default=str, ensure_ascii=False).count(UNDRAWN)
    told = {name: value for name, value in asdict(fitted).items() if name not in {"dated", "drawing"}}
    return told | {"undrawn": document.undrawn.format(signs=lost - meant) if lost > meant else ""}
