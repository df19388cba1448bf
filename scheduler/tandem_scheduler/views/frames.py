"""Rosters and reports as pandas tables."""

from collections.abc import Iterable
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pandas as pd

from tandem_models import Contract, KindError, QuestionError, Report, Schedule
from tandem_scheduler.entrance import genuine


def to_frame(items: Schedule | Report | Iterable[Contract], of: str | type[Contract] | None = None) -> pd.DataFrame:
    """A pandas table with a row for each item and its fields as columns; it has them also where there is no item.

        to_frame(schedule)              the roster: evening, area, detective, officer
        to_frame(schedule, "gaps")      likewise "tiers"
        to_frame(report, "loads")       likewise "areas", "gaps", "violations"
        to_frame(changes, Change)       any items of one class of the contract

    Dates are `datetime64[ns]`, texts and ids `string`, numbers `int64` and `float64`; where a field may be empty,
    `Int64` and the like, with `NA`. Anything else (tuples, items within items) stands as it is. A row for each person
    of a roster: `to_frame(schedule).melt(["evening", "area"], var_name="role", value_name="person")`.

    Args:
        items: a schedule, a report, or items of one class.
        of: the field with the items: of a schedule `deployments` where left out. Of plain items their class, which can
            be left out where there are any.

    Returns:
        The table.

    Raises:
        QuestionError: there is no such field, or there is no item to tell the columns from.
        KindError: an item is of another class, or there are no items.
    """
    if isinstance(items, Schedule | Report):
        items = genuine(items, type(items))
        items, of = _field(items, of)
    if not isinstance(items, Iterable):
        raise KindError(f"a schedule, a report or items are wanted, not {items!r:.40}", "items")
    found = list(items)
    if of is None and found:
        of = type(found[0])
    if not isinstance(of, type) or not issubclass(of, Contract):
        if found and of is not None:
            raise KindError(f"items of the contract are wanted, not {of!r:.40}", "of")
        raise QuestionError("without any item, say which class it would be of: to_frame(items, Load)", "of")
    for number, item in enumerate(found):
        if not isinstance(item, of):
            raise KindError(f"a {of.__name__} is wanted, not a {type(item).__name__}", f"items[{number}]")
        found[number] = genuine(item, type(item), argument=f"items[{number}]")
    fields = {name: _dtype(info.annotation) for name, info in of.model_fields.items()}
    columns = {name: _column([getattr(item, name) for item in found], kind) for name, kind in fields.items()}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(found)))


def _field(source: Schedule | Report, name: str | type[Contract] | None) -> tuple[Iterable[Contract], type[Contract]]:
    """The items of a field, and their class."""
    if name is None and isinstance(source, Schedule):
        name = "deployments"
    fields = {
        field: item
        for field, info in type(source).model_fields.items()
        for item in get_args(info.annotation)[:1]
        if isinstance(item, type) and issubclass(item, Contract) and get_origin(info.annotation) is tuple
    }
    if not isinstance(name, str) or name not in fields:
        raise QuestionError(f"a {type(source).__name__} has the tables {', '.join(fields)}: name one of them", "of")
    return getattr(source, name), fields[name]


def _column(values: list[Any], dtype: str) -> "pd.Series[Any]":
    if dtype == "string":
        values = [None if value is None else str(value) for value in values]
    return pd.Series(values, dtype=dtype)


def _dtype(annotation: Any) -> str:
    """The pandas type of a field."""
    if get_origin(annotation) is Annotated:
        return _dtype(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        inner = [kind for kind in get_args(annotation) if kind is not type(None)]
        dtype = _dtype(inner[0]) if len(inner) == 1 else "object"
        return {"int64": "Int64", "float64": "Float64", "bool": "boolean"}.get(dtype, dtype)
    kind = type(get_args(annotation)[0]) if get_origin(annotation) is Literal else annotation
    if not isinstance(kind, type) or issubclass(kind, datetime):
        return "object"
    names = {bool: "bool", int: "int64", float: "float64", str: "string", date: "datetime64[ns]"}
    return next((name for base, name in names.items() if issubclass(kind, base)), "object")
