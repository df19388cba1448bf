"""A scenario as files that planners go on with: one YAML or JSON file, a workbook, or a folder with tables.

Read again, they give the same scenario. Remarks stand at the head of the text that they are of.
"""

import csv
import io
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import yaml

from tandem_models import Fault, Scenario, ScenarioError
from tandem_models.base import Contract

from ..files import path_of
from ..scenarios import MAIN_FILE, TABLES
from ..tables import Column, columns_of, joined

PlanFormat = Literal["yaml", "json", "xlsx", "folder"]

_FORMATS: dict[str, PlanFormat] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": "xlsx", "": "folder"}

SCHEMA = "# yaml-language-server: $schema=scenario.schema.json\n"
"""With it an editor completes and checks the file, once `tandem schema` has put the schema beside it."""

WIDTH = 120

_FIRST, _LAST = ("use", "kind", "person", "id", "on"), ("strength", "weight", "why")
"""Keys that items begin with, and end with; all others stand as the contract has them."""

_NEW_KEY = re.compile(r"\n(?=\w)")
"""Before each key of the document but the first."""


def plan_format(path: Path) -> PlanFormat:
    """The form that a plan's name stands for.

    Raises:
        ScenarioError: its extension is none of .yaml, .yml, .json and .xlsx, and it has one.
    """
    try:
        return _FORMATS[path_of(path).suffix.lower()]
    except KeyError:
        message = "can't tell what it is: name it .yaml, .json or .xlsx, or without an ending for a folder"
        raise ScenarioError([Fault(file=str(path), message=message)]) from None


def plan_files(path: Path, scenario: Scenario, remarks: Sequence[str] = ()) -> Mapping[Path, str | bytes]:
    """The files of a plan of this name, each with what it holds.

    Raises:
        ScenarioError: the name has another ending, or a text can't stand in a workbook's cell.
    """
    match plan_format(path):
        case "yaml":
            return {path: _yaml(scenario, remarks)}
        case "json":
            return {path: scenario.model_dump_json(indent=2, exclude_defaults=True) + "\n"}
        case "xlsx":
            from ..workbook import workbook_of  # takes a while to load

            return {path: workbook_of(scenario)}
        case "folder":
            tables = {name: _table(getattr(scenario, name), columns_of(TABLES[name])) for name in TABLES}
            files: dict[Path, str | bytes] = {path / MAIN_FILE: _yaml(scenario, remarks, without=tables)}
            return files | {path / f"{name}.csv": text for name, text in tables.items()}


def _yaml(scenario: Scenario, remarks: Iterable[str], without: Iterable[str] = ()) -> str:
    """The document: a block for each key that has something to say, an item to a line."""
    head = "".join(textwrap.fill(one, 110, initial_indent="# ", subsequent_indent="# ") + "\n" for one in remarks)
    data = {"version": scenario.version, **_plain(scenario)}
    data["objectives"] = [_short(tier) for tier in _plain(list(scenario.objectives))]
    text: str = yaml.dump(
        {key: value for key, value in data.items() if key not in without},
        Dumper=_Plain,
        default_flow_style=None,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
    )
    return SCHEMA + ("#\n" + head if head else "") + "\n" + _NEW_KEY.sub("\n\n", text)


class _Line(dict[str, Any]):
    """An item of a list that stands in a line."""


class _Plain(yaml.SafeDumper):
    """Writes each item in full where it stands, lists indented below their key, and `on` without quotes."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Nothing is an alias of what stands elsewhere."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Lists are never without an indent."""
        super().increase_indent(flow, False)


_Plain.add_representer(
    _Line, lambda dumper, item: dumper.represent_mapping("tag:yaml.org,2002:map", item, flow_style=True)
)
_Plain.yaml_implicit_resolvers = {
    first: [(tag, words) for tag, words in resolvers if first not in "oO" or not tag.endswith(":bool")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _plain(value: Any) -> Any:
    """What is not a default as plain values, dates as such; first what an item is about, last why."""
    if isinstance(value, Contract):
        value = value.model_dump(exclude_defaults=True)
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: ([*_FIRST, key].index(key), key in _LAST))
        return {_plain(key): _plain(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        items = [_plain(one) for one in value]
        return [_Line(one) if isinstance(one, dict) and _is_flat(one) else one for one in items]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.value if isinstance(value, Enum) else value


def _is_flat(item: Mapping[str, Any]) -> bool:
    """Whether an item has values, and lists and keys of values, and nothing deeper."""
    inner = [one for one in item.values() if isinstance(one, list | dict)]
    return not any(
        isinstance(one, list | dict) for part in inner for one in (part if isinstance(part, list) else part.values())
    )


def _short(tier: Mapping[str, Any]) -> Any:
    """A tier as planners write it: `coverage`, `[requests, home_area]`, or with weights and tolerance."""
    if "tolerance" in tier or any(weight != 1 for weight in tier.values()):
        return tier
    return next(iter(tier)) if len(tier) == 1 else [*tier]


def _table(items: Sequence[Contract], columns: Mapping[str, Column]) -> str:
    """A list as a CSV table, with the columns that some item needs; of an empty one, with all."""
    rows = [item.model_dump(mode="json", exclude_defaults=True) for item in items]
    used = {name: [_cell(row, column) for row in rows] for name, column in columns.items()}
    kept = [name for name, cells in used.items() if any(cells) or columns[name].required or not rows]
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(kept)
    writer.writerows(zip(*(used[name] for name in kept), strict=True))
    return sheet.getvalue()


def _cell(row: Any, column: Column) -> str:
    for key in column.path:
        row = None if row is None else row.get(key)
    if row is None:
        return ""
    return joined(map(str, row)) if isinstance(row, list) else row if isinstance(row, str) else json.dumps(row)
