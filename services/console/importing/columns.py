"""What the columns of a file mean: each fills a field of a command, which says itself what fits. Pure."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from services.console.importing.cells import Reading, Unreadable, as_counties, as_list, as_text
from shared.contracts.asking import Command
from shared.plumbing.misfits import misfit

LISTS: tuple[Reading, ...] = (as_list, as_counties)
Data = dict[str, Any]
Cells = Mapping[str, str]
"""A row's cells by the names of their columns, without spaces around; none that is empty."""


@dataclass(frozen=True)
class Column:
    """A column of a file. place: the field of the command that it fills, from outside in."""

    name: str
    place: tuple[str, ...]
    about: str
    reads: Reading = as_text

    @property
    def field(self) -> str:
        """As the command's findings name it: `contact.email`."""
        return ".".join(self.place)

    def holds(self, field: str) -> bool:
        """Whether a finding is about this column, or about an entry of its list."""
        return field == self.field or field.startswith(f"{self.field}.")


@dataclass(frozen=True)
class Filled:
    """A command's data, and what does not fit in it: `column: sentence`."""

    data: Data
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A command as columns of a file."""

    command: type[Command]
    columns: tuple[Column, ...]

    def needs(self, column: Column) -> bool:
        """Whether no file may be without it: the command is nothing without this field."""
        return all(field.is_required() for field in fields_on_the_way(self.command, column.place))

    def fill(self, cells: Cells, given: Data) -> Filled:
        """The command's data from a row. given: what no column says, as ids."""
        data, unread = deepcopy(given), []
        reasons: dict[str, None] = {}  # each once, in order
        for column in self.columns:
            if self.needs(column):
                _parent(data, column)
            if cell := cells.get(column.name):
                try:
                    _parent(data, column)[column.place[-1]] = column.reads(cell)
                except Unreadable as unreadable:
                    reasons[f"{column.name}: {unreadable}"] = None
                    unread.append(column)
        self._empty_lists(data)
        for field, sentence in _findings(self.command, data):
            if not any(column.holds(field) for column in unread):
                reasons[self._said(field, sentence)] = None
        return Filled(data, tuple(reasons))

    def _empty_lists(self, data: Data) -> None:
        """An empty cell is an empty list where the command wants one said; whether it may be is its say."""
        for column in self.columns:
            *_, field = fields_on_the_way(self.command, column.place)
            holder = data if len(column.place) == 1 else data.get(column.place[0])
            if column.reads in LISTS and field.is_required() and holder is not None:
                holder.setdefault(column.place[-1], [])

    def _said(self, field: str, sentence: str) -> str:
        name = next((column.name for column in self.columns if column.holds(field)), field)
        return f"{name}: {sentence}" if name else sentence


def fields_on_the_way(model: type[BaseModel], place: tuple[str, ...]) -> Iterator[FieldInfo]:
    """The fields of a place, from outside in. KeyError where the model has no such field."""
    for name in place:
        field = {each.alias or key: each for key, each in model.model_fields.items()}[name]
        yield field
        model = next((each for each in _types(field.annotation) if _is_model(each)), model)


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for each in getattr(annotation, "__args__", ()):
        yield from _types(each)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _parent(data: Data, column: Column) -> Data:
    """The object that the column's field is in; made where it is not there yet. Two levels are all."""
    return data if len(column.place) == 1 else data.setdefault(column.place[0], {})


def _findings(command: type[Command], data: Data) -> Iterator[tuple[str, str]]:
    """Field and sentence of each thing that does not fit."""
    try:
        command.model_validate(data)
    except ValidationError as error:
        for fault in misfit(error).fields:
            values = cast("dict[str, str]", fault["values"])
            yield str(fault["field"]), str(fault["sentence"]).format(**values)
