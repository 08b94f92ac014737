"""The OpenAPI document is what the standard says that one is."""

from openapi_spec_validator import OpenAPIV31SpecValidator

from services.gateway.openapi import openapi_document


def test_the_document_is_valid_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(openapi_document()).validate()
