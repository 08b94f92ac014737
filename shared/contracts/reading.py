"""Messages read back from CloudEvents: envelope and body in one pass, by what the contracts say.

One validator of all kinds, made of their contracts: a range of a log is gone through once, in Rust.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from pydantic_core import SchemaValidator, core_schema

from shared.contracts.envelope import Message, PublicFact, Unread, log_id_of

OTHERS = ""
"""Stands for the types that a reader does not know."""
CALLED = {
    "body": "data", "service": "source", "region": "source", "at": "time", "recorded_at": "recordedat",
    "log_id": "logid", "actor_role": "actorrole", "correlation_id": "correlationid",
    "causation_id": "causationid", "service_task": "servicetask",
}  # fmt: skip
"""The attributes that a message's fields have other names than."""
OPTIONAL = ("causation_id", "controller", "register", "service_task")


class Reader:
    """Reads messages of these kinds: public facts by their type; others are read as `Unread`."""

    def __init__(self, kinds: Mapping[str, type[PublicFact]]) -> None:
        self._validate = _reader(tuple(kinds.items())).validate_python

    def all(self, events: Sequence[Mapping[str, Any]]) -> list[Message[Any]]:
        """All of them. KeyError, TypeError or ValueError where one is not one of ours."""
        return cast("list[Message[Any]]", self._validate(events))

    def one(self, event: Mapping[str, Any]) -> Message[Any]:
        """The same of one."""
        return self.all([event])[0]


def from_cloud_event(event: Mapping[str, Any], kinds: Mapping[str, type[PublicFact]]) -> Message[Any]:
    """The message back again, for who reads few: see `Reader`."""
    return Reader(kinds).one(event)


@lru_cache(maxsize=8)
def _reader(kinds: tuple[tuple[str, type[PublicFact]], ...]) -> SchemaValidator:
    choices = {kind: _message(contract) for kind, contract in kinds}

    def which(event: Mapping[str, Any]) -> str:
        return kind if (kind := event["type"]) in choices else OTHERS

    known = core_schema.tagged_union_schema({**choices, OTHERS: _message(Unread)}, which)
    return SchemaValidator(core_schema.list_schema(known))


def _message(contract: type[PublicFact]) -> core_schema.CoreSchema:
    contract.model_rebuild()  # models are built when they are first used: not all are, in every process
    text, moment = core_schema.str_schema(), core_schema.datetime_schema(tz_constraint="aware")
    maybe = core_schema.with_default_schema(core_schema.nullable_schema(text), default=None)
    fields: dict[str, core_schema.CoreSchema] = {
        "body": contract.__pydantic_core_schema__,
        "service": _made(_service), "region": _made(_region), "subject": text, "at": moment,
        "recorded_at": moment, "log_id": _made(log_id_of),
        **dict.fromkeys(("position", "previous", "sequence"), core_schema.int_schema()),
        "actor_role": text, "correlation_id": text,
        **dict.fromkeys(OPTIONAL, maybe),
    }  # fmt: skip
    named = [
        core_schema.dataclass_field(name, schema, validation_alias=CALLED.get(name, name))
        for name, schema in fields.items()
    ]
    return core_schema.dataclass_schema(
        Message, core_schema.dataclass_args_schema("Message", named), list(fields)
    )


def _made(of: Callable[[str], Any]) -> core_schema.CoreSchema:
    """A value that is the same in fact after fact, made of its text once."""
    return core_schema.no_info_after_validator_function(of, core_schema.str_schema())


@lru_cache(maxsize=64)
def _region(source: str) -> str:
    _, _, region, _ = source.split("/")
    return region


@lru_cache(maxsize=64)
def _service(source: str) -> str:
    _, _, _, service = source.split("/")
    return service
