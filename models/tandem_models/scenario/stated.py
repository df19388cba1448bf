"""Everything that a planner states, field by field."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from ..base import Contract, Identifier, ReadOnly, read_only
from ..bounds import few_faults
from ..days import DateOrder
from ..objectives import DEFAULT_TIERS, Tier
from ..operation import Area, Demand, Evenings, Operation
from ..people import Absence, AnyPattern, HistoryEntry, ListedDuty, Person, Pin, Request
from ..rules import RuleOrPack
from .published import ChangeCosts, PublishedTeam


class Stated(Contract):
    """The keys of a scenario file. Each is valid by itself; whether they fit each other `Scenario` says."""

    version: Annotated[Literal[1], BeforeValidator(lambda value: 1 if value == "1" else value)] = Field(
        default=1, description="Version of this file format, always 1."
    )
    operation: Operation = Field(description="Name, first and last evening, time zone.")
    evenings: Evenings = Field(description="Shift and teams of an evening, and evenings that differ.")
    areas: Annotated[tuple[Area, ...], few_faults] = Field(
        min_length=1, description="The areas that teams are sent to."
    )
    demand: Annotated[tuple[Demand, ...], few_faults] = Field(
        default=(), description="Teams wanted in particular areas."
    )
    people: Annotated[tuple[Person, ...], few_faults] = Field(
        min_length=1, description="Detectives and neighbourhood officers."
    )
    patterns: Annotated[dict[Identifier, AnyPattern], read_only] = Field(
        default_factory=ReadOnly, description="Cyclic shift patterns by name."
    )
    duties: Annotated[tuple[ListedDuty, ...], few_faults] = Field(
        default=(), description="Ordinary duties on single dates."
    )
    absences: Annotated[tuple[Absence, ...], few_faults] = Field(
        default=(), description="Dates on which people can't work."
    )
    export_dates: DateOrder = Field(
        default="Y-M-D",
        description="Order of day, month and year in tables, rosters and exports of the duty system: 03/04/2021 is "
        "3 April with D/M/Y, 4 March with M/D/Y, and refused with Y-M-D.",
    )
    requests: Annotated[tuple[Request, ...], few_faults] = Field(default=(), description="Wishes for single evenings.")
    history: Annotated[tuple[HistoryEntry, ...], few_faults] = Field(
        default=(), description="Evenings worked just before the start."
    )
    history_counts: Annotated[
        Literal["all", "limits"],
        BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value),
    ] = Field(
        default="all",
        description="What the history counts for. all: the limits of rules, which look back on it, and `fairness`; "
        "limits: rules alone, so that evenings are shared as if nobody had worked any before.",
    )
    published: Annotated[tuple[PublishedTeam, ...], few_faults] = Field(
        default=(),
        description="The roster that people were told, team by team; in a file, also the name of a roster's file. Of "
        "the evenings before `operation.today` it is what was worked.",
    )
    changes: ChangeCosts = Field(
        default_factory=ChangeCosts,
        description="What it costs in the measure `changes` to tell somebody otherwise than `published`.",
    )
    pins: Annotated[tuple[Pin, ...], few_faults] = Field(default=(), description="Deployments that must stand.")
    rules: Annotated[tuple[RuleOrPack, ...], few_faults] = Field(
        default=(), description="What must hold, and what costs when broken: single rules, and packs of rules."
    )
    objectives: Annotated[tuple[Tier, ...], few_faults] = Field(
        default=DEFAULT_TIERS,
        min_length=1,
        description="What makes a roster good, most important first: an entry never makes an earlier one worse, beyond "
        "what that one's `tolerance` lets it.",
    )
