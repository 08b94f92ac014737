"""A research file as bytes: CSV and Parquet, its codebook (for programs, for people), its report, in one zip.

The same file gives the same bytes: nothing in it says when it was packed.
"""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from services.reporting.domain.research.making import ResearchFile

THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can have, as every entry's."""
PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title></head><body>
<h1>{name}</h1>
<dl>{about}</dl>
<p>Every combination of identifying values is that of {k} people at least (R-R5).</p>
<table><thead>
<tr><th>Column</th><th>Meaning</th><th>Kind</th><th>Level</th><th>Fact</th><th>Codes</th></tr>
</thead><tbody>
{rows}
</tbody></table>
</body></html>
"""


def packed(made: ResearchFile, about: Mapping[str, Any]) -> bytes:
    """The zip. about: what the study is, as it stands in the codebook and the report."""
    contents = {
        "data.csv": as_csv(made),
        "data.parquet": as_parquet(made),
        "codebook.json": _json({"study": about, **made.codebook}),
        "codebook.html": as_page(made, about).encode(),
        "report.json": _json({"study": about, **made.report}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, THEN), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def as_csv(made: ResearchFile) -> bytes:
    """UTF-8, commas, a line feed after each line, the names of the columns first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(made.header)
    writer.writerows(made.rows)
    return text.getvalue().encode()


def as_parquet(made: ResearchFile) -> bytes:
    """The same as texts; an empty one where there is no value."""
    # Loaded here only: nothing else in the product needs it.
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    by_column = list(zip(*made.rows, strict=True)) or [()] * len(made.header)
    told = {name: pa.array(values, pa.string()) for name, values in zip(made.header, by_column, strict=True)}
    held = io.BytesIO()
    parquet.write_table(pa.table(told), held)
    return held.getvalue()


def as_page(made: ResearchFile, about: Mapping[str, Any]) -> str:
    """The codebook as a page of its own, to be read."""
    rows = "\n".join(_row(column) for column in made.codebook["columns"])
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in about.items())
    return PAGE.format(name=escape(str(about["name"])), about=told, k=made.codebook["k"], rows=rows)


def _row(column: Mapping[str, Any]) -> str:
    codes = "<br>".join(
        escape(f"{code}: {' / '.join(names[each] for each in ('fi', 'sv', 'en'))}")
        for code, names in column["codes"].items()
    )
    meaning = "<br>".join(
        f'<span lang="{language}">{escape(text)}</span>'
        for language, text in sorted(column["meaning"].items())
    )
    told = (column["kind"], f"{column['level']} of {', '.join(column['levels'])}", column["fact"] or "")
    cells = "".join(f"<td>{escape(each)}</td>" for each in told)
    return f"<tr><th>{escape(column['name'])}</th><td>{meaning}</td>{cells}<td>{codes}</td></tr>"


def _json(told: Any) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
