"""The JSON Schemas of public facts, as readers get them: of what an event says, and of its envelope.

Of `$id`s: an address on the gateway, relative to wherever that is.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.envelope import PublicFact
from shared.contracts.told import MEANINGS

ROOT = "/api/v1/schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ENVELOPE = "envelope"
PLAIN = {"string": "text", "integer": "whole number", "boolean": "yes or no"}
Schema = dict[str, Any]


class Envelope(BaseModel):
    """What every event says around its data: CloudEvents 1.0 in structured JSON, and our own attributes.

    Unknown attributes are passed over: more may come.
    """

    model_config = ConfigDict(extra="allow")
    specversion: Literal["1.0"]
    id: str = Field(
        pattern=r"^[0-9a-f-]{36}:\d+$",
        description="The same however often and by whichever way the event comes: `logid:position`",
    )
    type: str = Field(
        pattern=r"^fi\.tukiverkko\.[a-z]+\.[a-z]+(-[a-z]+)*\.v\d+$",
        description="`fi.tukiverkko.` and the name that one subscribes to",
    )
    source: str = Field(pattern=r"^/regions/[a-z0-9-]+/[a-z]+$", description="Region and service")
    subject: str = Field(description="What it is about: order is kept within it")
    time: datetime = Field(description="When it happened")
    datacontenttype: Literal["application/json"]
    logid: UUID = Field(description="The service's log. Another one after a restore from a backup")
    position: int = Field(ge=1, description="Its place in that log: grows, with gaps")
    previous: int = Field(ge=0, description="The place of the fact before it in that log; 0 of the first")
    sequence: int = Field(ge=1, description="Its number within the subject: 1, 2, 3 …")
    recordedat: datetime = Field(description="When it was recorded, which may be later than when it happened")
    actorrole: str = Field(description="The role of who had it recorded")
    correlationid: str = Field(description="The same for everything that one request brought about")
    causationid: str | None = Field(None, description="The event of another service that it answers")
    controller: str | None = Field(None, description="The county that is the controller of the data, by code")
    of_register: str | None = Field(
        None, alias="register", description="The register that the data belongs to"
    )
    servicetask: str | None = Field(None, description="The service task that the data belongs to")
    data: Annotated[dict[str, Any], Field(description="What it says, by its own schema")]


class FieldTold(NamedTuple):
    """A field as people read of it. name: `steps[].due` for a part's; needed: always there."""

    name: str
    kind: str
    needed: bool
    meaning: str


def envelope_schema() -> Schema:
    """The JSON Schema of the envelope; `data` is any object in it."""
    return Envelope.model_json_schema()


def data_schema(contract: type[PublicFact]) -> Schema:
    """The JSON Schema of what a fact says, with the meaning of each field."""
    return with_meanings(contract.model_json_schema())


def schema_at_address(name: str, schema: Schema) -> Schema:
    """A schema as it is fetched by itself: it names its dialect and its address."""
    return {"$schema": DIALECT, "$id": f"{ROOT}/{name}.json", **schema}


def with_meanings(schema: Schema) -> Schema:
    """The schema with every field's meaning, where its contract says none."""
    told = dict(schema)
    if "$defs" in told:
        told["$defs"] = {name: with_meanings(part) for name, part in told["$defs"].items()}
    if "properties" in told:
        told["properties"] = {
            name: {"description": MEANINGS[name], **shape} if name in MEANINGS else shape
            for name, shape in told["properties"].items()
        }
    return told


def fields_told(schema: Schema) -> Iterator[FieldTold]:
    """Every field of a schema, a part's own fields right behind it."""
    yield from _fields(schema, schema.get("$defs", {}), "")


def _fields(schema: Schema, parts: dict[str, Schema], before: str) -> Iterator[FieldTold]:
    for name, shape in schema.get("properties", {}).items():
        needed = name in schema.get("required", ())
        yield FieldTold(f"{before}{name}", kind_of(shape), needed, shape.get("description", ""))
        for part, many in _parts_in(shape):
            yield from _fields(parts[part], parts, f"{before}{name}{'[]' if many else ''}.")


def _parts_in(shape: Schema, *, many: bool = False) -> Iterator[tuple[str, bool]]:
    """The parts that a field's value is made of, and whether it is a list of them."""
    if "$ref" in shape:
        yield shape["$ref"].rpartition("/")[2], many
    for each in (*shape.get("anyOf", ()), *shape.get("allOf", ())):
        yield from _parts_in(each, many=many)
    if isinstance(shape.get("items"), dict):
        yield from _parts_in(shape["items"], many=True)


def kind_of(shape: Schema) -> str:
    """A value's kind in few words: `uuid`, `list of text`, `one of done, moved`."""
    if "anyOf" in shape:
        return " or ".join(kind_of(each) for each in shape["anyOf"] if each.get("type") != "null")
    if "$ref" in shape or "allOf" in shape:
        return "part"
    if words := [shape["const"]] if "const" in shape else shape.get("enum"):
        return f"one of {', '.join(map(str, words))}"
    if shape.get("type") == "array":
        return f"list of {kind_of(shape.get('items', {}))}"
    if shape.get("type") == "object":
        return f"{kind_of(shape.get('additionalProperties', {}))} by name"
    return str(shape.get("format") or PLAIN.get(shape.get("type", ""), shape.get("type", "anything")))
