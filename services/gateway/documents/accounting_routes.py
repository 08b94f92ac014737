"""The address of the books' file: for the centre's finance, made when asked for of what billing answers."""

import re
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.billing.queries import QUERIES
from services.gateway.api import data_in
from services.gateway.asking import ask_query
from services.gateway.documents.accounting_file import file_of
from services.gateway.documents.routes import told
from services.gateway.languages import language_of, translate

A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
accounting_documents = APIRouter(prefix="/documents", include_in_schema=False)


@accounting_documents.get("/accounting.csv")
async def accounting_file(request: Request) -> Response:
    """What the books take of the days `?from=&to=`, its texts in the reader's language."""
    asked = data_in(request.query_params, QUERIES["accounting"])
    answer = (await ask_query(request, "billing", "accounting", asked)).result
    language = language_of(request)
    days = [day for day in (asked.get("from", ""), asked.get("to", "")) if A_DAY.fullmatch(day)]
    named = f'attachment; filename="{".".join(["accounting", *days, "csv"])}"'
    content = file_of(answer["rows"], partial(translate, language))
    headers = told(language) | {"Content-Disposition": named}
    return Response(content, headers=headers, media_type="text/csv; charset=utf-8; header=present")
