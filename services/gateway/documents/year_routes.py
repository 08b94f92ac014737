"""The address of a region's year on paper."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.documents.press import pdf_of
from services.gateway.documents.region_year import region_year
from services.gateway.documents.routes import told
from services.gateway.languages import language_of
from services.gateway.pages.year.routes import answer

year_documents = APIRouter(prefix="/documents", include_in_schema=False)


@year_documents.get("/year/{of}.pdf")
async def year_paper(request: Request, of: str) -> Response:
    """The year as PDF/UA-1; `?as_of=` for how it was known then."""
    view = await answer(request, of)
    language = language_of(request)
    paper = await pdf_of(region_year(view, language, request.query_params.get("as_of", "")))
    named = f'inline; filename="{view["region"]}.{view["year"]}.{language}.pdf"'
    headers = told(language) | {"Content-Disposition": named}
    return Response(paper, headers=headers, media_type="application/pdf")
