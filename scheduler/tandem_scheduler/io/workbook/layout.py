"""What stands on which sheet of a scenario's workbook."""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from tandem_models import (
    Absence,
    Area,
    Contract,
    Demand,
    Deployment,
    HistoryEntry,
    Identifier,
    ListedDuty,
    Measure,
    Override,
    Person,
    Pin,
    Request,
)
from tandem_models.base import Identifiers, Text
from tandem_models.rules import KINDS
from tandem_models.scenario.published import PublishedTeam

from ..assembly.duty_export import ExportLine, State
from ..tables import Column, columns_of, is_list, types_of

PACK = "uk-police"
"""The kind of a rule that stands for the pack; a row `uk-police: daily-rest` below it changes one of its rules."""

NULL = "none"
"""In a change to a pack, the cell of a key that is taken away."""


class _Setting(Contract):
    setting: Text = Field(description="What is set.")
    value: Text | None = Field(default=None, description="What it is set to; empty: as if left out.")
    meaning: Text | None = Field(default=None, description="What it means; not read.")


class _Pattern(Contract):
    pattern: Identifier = Field(description="Its name, by which people follow it.")
    anchor: date | None = Field(default=None, description="A date on which the first of the codes falls.")
    days: Identifiers = Field(default=(), description="The codes in turn, a day each, separated by ;.")
    like: Identifier | None = Field(
        default=None, description="In place of both: a pattern with days of its own, which this one is like."
    )
    offset: int | None = Field(default=None, description="With like: days by which it comes later.")


class _Code(Contract):
    pattern: Identifier = Field(description="The pattern.")
    code: Identifier = Field(description="The code.")
    start: time | None = Field(default=None, description="When the duty starts; no times: a rest day.")
    end: time | None = Field(default=None, description="When it ends; at or before the start means the next day.")
    release: int | None = Field(
        default=None, description="What it costs to deploy somebody in place of this day; empty: it can't be done."
    )


class _Tier(Contract):
    tier: int = Field(description="1 is the most important; measures of one tier are added up.")
    measure: Measure = Field(description="What is to be kept small.")
    weight: int = Field(default=1, description="How much it counts in its tier; empty: 1.")
    tolerance: int | str | None = Field(
        default=None,
        description="In one row of a tier: by how much later tiers may leave it above its best value, 1% or a whole "
        "amount.",
    )


class _OfPack(Contract):
    kind: str = Field(description=f"The kind of rule, or {PACK} for that pack; below it, {PACK}: daily-rest changes.")
    without: Identifiers = Field(default=(), description="Rules of the pack that don't hold here.")


@dataclass(frozen=True)
class Sheet:
    """A table of the workbook."""

    title: str
    about: str
    """For the first sheet, which explains all others."""
    columns: dict[str, Column]
    part: tuple[str, ...] = ()
    """Where its rows go in the scenario's data, for sheets that are a list of the contract."""
    others: tuple[dict[str, Column], ...] = ()
    """Columns that it may have instead."""


def _list(title: str, about: str, model: type[BaseModel], *part: str) -> Sheet:
    columns = sorted(columns_of(model).items(), key=lambda item: not item[1].required)
    return Sheet(title, about, dict(columns), part or (title.lower(),))


def _rule_columns() -> dict[str, Column]:
    """The keys that rules have, as texts where it depends on the kind what is a list or a number."""
    last = ("except", "without", "strength", "weight", "most", "why")
    infos: dict[str, list[FieldInfo]] = {"kind": [], "without": []}
    for rule in KINDS.values():
        for name, info in rule.model_fields.items():
            infos.setdefault(info.alias or name, []).append(info)
    infos.update({name: [info] for name, info in _OfPack.model_fields.items()})
    keys = [*(key for key in infos if key not in last), *last]
    return {
        key: Column((key,), all(is_list(info.annotation) for info in infos[key]), key == "kind", _either(infos[key]))
        for key in keys
    }


def _either(infos: list[FieldInfo]) -> FieldInfo:
    """One field for those of several rules."""
    about = " / ".join(dict.fromkeys(str(info.description) for info in infos))
    alike = len({str(info.annotation) for info in infos}) == 1
    return FieldInfo(annotation=infos[0].annotation if alike else str, description=about)


SETTINGS = Sheet("Settings", "Name, dates, shift and teams of the operation.", columns_of(_Setting))
RULES_SHEET = Sheet("Rules", "What must hold (hard), and what costs when it is broken (soft).", _rule_columns())
OBJECTIVES = Sheet("Objectives", "What makes a roster good, most important first.", columns_of(_Tier))
PATTERNS = Sheet("Patterns", "Shift patterns that repeat.", columns_of(_Pattern))
CODES = Sheet("Pattern days", "What each code of a shift pattern stands for.", columns_of(_Code))
EXPORT = Sheet("Duty export", "An export of the duty system, pasted as it is.", columns_of(ExportLine))
STATES = Sheet("States", "What each state of the duty export means.", columns_of(State))

SHEETS = (
    SETTINGS,
    _list("Areas", "Where teams can be sent, with the priority of each.", Area),
    _list("People", "Detectives and neighbourhood officers, a row each.", Person),
    _list(
        "Absences", "Dates on which people can't work; a row is like: D01, 1 March 2027, 3 March 2027, leave.", Absence
    ),
    _list("Duties", "Ordinary duties and rest days on single dates.", ListedDuty),
    _list("Requests", "Wishes for single evenings.", Request),
    _list("Pins", "Deployments that must stand.", Pin),
    RULES_SHEET,
    OBJECTIVES,
    _list("Evenings", "Evenings that differ from the settings.", Override, "evenings", "overrides"),
    _list("Demand", "Teams wanted in particular areas.", Demand),
    replace(
        _list(
            "History", "Evenings worked before the start; or columns evening, area, detective, officer.", HistoryEntry
        ),
        others=(columns_of(Deployment),),
    ),
    _list(
        "Published",
        "The roster that people were told; of evenings before Operation today, what was worked.",
        PublishedTeam,
    ),
    PATTERNS,
    CODES,
    EXPORT,
    STATES,
)
"""Every sheet that is read, in the order in which they are written."""

WELCOME, RULE_KINDS = "Read me first", "Rule kinds"
"""The sheets that explain the others."""

ROSTER_SHEETS = ("Roster", "By person", "Load", "Gaps", "Rules broken", "Changes")
"""The sheets of a roster's workbook that a scenario's has none of; planners keep both in one file."""

SETTING_KEYS = (
    "operation.name",
    "operation.force",
    "operation.start",
    "operation.end",
    "operation.announced",
    "operation.today",
    "operation.timezone",
    "evenings.shift.start",
    "evenings.shift.end",
    "evenings.teams",
    "evenings.shortage",
    "export_dates",
    "history_counts",
    "changes.stood_down",
    "changes.called_out",
    "changes.area",
    "changes.partner",
    "changes.notice",
)
"""The settings by their path in the scenario."""

REQUIRED_SETTINGS = ("operation.name", "operation.start", "operation.end", "evenings.shift.start", "evenings.shift.end")
"""Those that can't be empty."""


def title(name: str) -> str:
    """A column's name as its header shows it."""
    words = re.sub("[._]", " ", name)
    return words[:1].upper() + words[1:]


def kind_of(column: Column) -> Literal["text", "list", "number", "date", "clock"]:
    """What a column's cells hold."""
    types = {*types_of(column.info.annotation)}
    if column.is_list:
        return "list"
    if types in ({date}, {time}):
        return "date" if types == {date} else "clock"
    return "number" if types and types <= {int, float} else "text"
