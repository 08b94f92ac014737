"""What every form that was sent has in common: its own id, and refusals that are not about it."""

from http import HTTPStatus
from uuid import UUID

from starlette.datastructures import FormData

from services.gateway.pages.words import N_
from services.gateway.problems import Problem

PASSED_ON = (HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE)
"""Refusals that are not about the form: the page as a whole says them."""


def posted_id(form: FormData) -> UUID:
    """The form's own id, from which those of its command are made. Problem 422 where it is gone."""
    try:
        return UUID(str(form.get("form_id")))
    except ValueError:
        raise Problem(422, N_("the form is not whole: open a new one")) from None
