"""pydantic's findings as sentences that a caseworker understands, one for each field."""

from pydantic import ValidationError

from shared.kernel.refused import Misfit

SENTENCES = {
    "missing": "this is needed",
    "extra_forbidden": "there is no such field here",
    "string_too_short": "this may not be empty",
    "string_too_long": "this is too long: at most {max_length} characters",
    "too_short": "at least {min_length} needed here",
    "too_long": "too many: at most {max_length}",
    "string_type": "text is expected here",
    "list_type": "a list is expected here",
    "tuple_type": "a list is expected here",
    "dict_type": "an object with fields is expected here",
    "model_type": "an object with fields is expected here",
    "model_attributes_type": "an object with fields is expected here",
    "bool_type": "yes or no (true or false) is expected here",
    "bool_parsing": "yes or no (true or false) is expected here",
    "int_type": "a whole number is expected here",
    "int_parsing": "a whole number is expected here",
    "int_from_float": "a whole number is expected here",
    "float_type": "a number is expected here",
    "float_parsing": "a number is expected here",
    "finite_number": "a number is expected here",
    "greater_than_equal": "the smallest allowed is {ge}",
    "less_than_equal": "the largest allowed is {le}",
    "greater_than": "it must be more than {gt}",
    "less_than": "it must be less than {lt}",
    "uuid_type": "an id (UUID) is expected here",
    "uuid_parsing": "an id (UUID) is expected here",
    "date_type": "a date is expected here, as 2026-01-31",
    "date_parsing": "a date is expected here, as 2026-01-31",
    "date_from_datetime_parsing": "a date is expected here, as 2026-01-31",
    "date_from_datetime_inexact": "a date is expected here, as 2026-01-31",
    "datetime_type": "a time with its zone is expected here, as 2026-01-31T09:00:00+02:00",
    "datetime_parsing": "a time with its zone is expected here, as 2026-01-31T09:00:00+02:00",
    "datetime_from_date_parsing": "a time with its zone is expected here, as 2026-01-31T09:00:00+02:00",
    "timezone_aware": "a time with its zone is expected here, as 2026-01-31T09:00:00+02:00",
    "literal_error": "use one of: {expected}",
    "enum": "use one of: {expected}",
    "string_pattern_mismatch": "this is not of the expected form",
}
OTHERWISE = "this does not fit here"
MOST_FIELDS = 50


def misfit(error: ValidationError) -> Misfit:
    """The refusal that tells each field's fault; values that were given are not repeated in it."""
    fields: list[dict[str, object]] = []
    for fault in error.errors(include_url=False, include_input=False)[:MOST_FIELDS]:
        values = {k: str(v) for k, v in fault.get("ctx", {}).items() if k != "error"}
        own = values.pop("sentence", None)  # our own findings bring their sentence along
        sentence = own or SENTENCES.get(fault["type"], OTHERWISE)
        fields.append({"field": ".".join(map(str, fault["loc"])), "sentence": sentence, "values": values})
    return Misfit("some fields do not fit: {names}", fields=fields, names=[str(f["field"]) for f in fields])
