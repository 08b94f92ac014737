"""The address of a study's research file: for its researchers, made by reporting, fetched by asking again."""

from base64 import b64decode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.gateway.asking import ask_query
from services.gateway.documents.routes import told
from services.gateway.languages import N_, language_of, translate
from services.gateway.problems import Problem

research_documents = APIRouter(prefix="/documents", include_in_schema=False)
AGAIN_IN = "3"
WAITING = N_("the research file is being made: ask again in a moment")


@research_documents.get("/research/{study_id}.zip")
async def research_file(request: Request, study_id: str) -> Response:
    """The zip, with `?as_of=` as known at the end of another month. 202 while it is made; 503: it was not."""
    asked = {"study_id": study_id}
    if as_of := request.query_params.get("as_of"):
        asked["as_of"] = as_of
    answer = (await ask_query(request, "reporting", "research_file", asked)).result
    language = language_of(request)
    if answer["state"] == "failed":
        raise Problem(503, N_("the research file could not be made: ask again in a minute"))
    if answer["state"] != "done":
        headers = told(language) | {"Retry-After": AGAIN_IN}
        return PlainTextResponse(translate(language, WAITING), status_code=202, headers=headers)
    file = answer["file"]
    headers = told(language) | {"Content-Disposition": f'attachment; filename="{file["name"]}"'}
    return Response(b64decode(file["content"]), headers=headers, media_type=file["media_type"])
