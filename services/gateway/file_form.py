"""A form with a file in it (multipart/form-data, RFC 7578): kept in memory, in no file of ours."""

from collections.abc import AsyncGenerator

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from services.gateway.body import bytes_of
from services.gateway.problems import Problem

KIND = "multipart/form-data"
MOST_FIELDS = 10


class _InMemory(MultiPartParser):
    """As the framework reads it, but for its temporary files: what people send lies nowhere in plain."""

    spool_max_size = 2**40


def has_files(request: Request) -> bool:
    """Whether a form was sent in the way that takes files along."""
    return request.headers.get("content-type", "").startswith(KIND)


async def file_form(request: Request, most: int, patience: float) -> FormData:
    """The form. Problem 413 where it has more than `most` bytes, 408 after `patience` seconds, else 422."""
    body = await bytes_of(request, most, patience)

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        return await _InMemory(request.headers, whole(), max_files=1, max_fields=MOST_FIELDS).parse()
    except MultiPartException:
        raise Problem(422, "the form cannot be read: open the page again") from None
