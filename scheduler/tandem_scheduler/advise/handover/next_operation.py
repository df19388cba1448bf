"""The scenario of the next operation, with the roster of the last one in its history."""

from collections.abc import Collection, Sequence

from tandem_models import Absence, Deployment, HistoryEntry, Measure, Person, Scenario

from ...checks.scenario.duties import first_read
from . import dated
from .dated import OperationDates
from .staying import staying

NO_DAYS_LEFT = "the days given as available were all of the operation before"
"""Why somebody is away of whom no day is known on which they are available."""


def looking_back(history: Sequence[HistoryEntry], teams: Sequence[Deployment]) -> tuple[HistoryEntry, ...]:
    """A history with both people of every team in it, besides what stands there."""
    entries = {(entry.person, entry.on): entry for entry in history}
    for team in teams:
        for person, partner in ((team.detective, team.officer), (team.officer, team.detective)):
            entry = HistoryEntry(person=person, on=team.evening, area=team.area, partner=partner)
            entries[person, team.evening] = entry
    return tuple(entries.values())


def next_operation(scenario: Scenario, period: OperationDates, worked: Sequence[Deployment]) -> Scenario:
    """The same people, areas and rules in another period, with what lies in or after it, or is looked back on.

    Args:
        scenario: the operation before; what was published of it is gone from the next.
        period: the first and the last evening of the next one.
        worked: the teams that went out before it, which are its history besides the scenario's own.
    """
    start, end = period
    first, people = first_read(scenario.rules_in_force, start, end), staying(scenario, start)
    known = {person.id for person in people}
    history = looking_back(scenario.history, worked)
    counts = scenario.history_counts == "all" and any(Measure.FAIRNESS in tier.weights for tier in scenario.objectives)
    shared = min([start, *(entry.on for entry in history if counts)])  # from when on fairness spares who was away
    away = known | {tag for person in people for tag in person.tags}
    moved: dict[str, object] = {"start": start, "end": end}
    if scenario.operation.announced is not None:  # so long before the start as before the last one's
        moved["announced"] = scenario.operation.announced + (start - scenario.operation.start)
    made_anew = {"today": None} if "today" in type(scenario.operation).model_fields else {}
    gone = {"published": ()} if "published" in type(scenario).model_fields else {}
    absences = [one for one in scenario.absences if one.until >= min(first, shared) and one.person in away]
    return scenario.changed(
        operation=scenario.operation.model_copy(update=moved | made_anew),
        evenings=scenario.evenings.model_copy(
            update={"overrides": dated.overrides(scenario, period, {one.on for one in history})}
        ),
        demand=dated.demand(scenario, period),
        people=[_still_available(person, period) for person in people],
        absences=[*absences, *_never_available(people, period)],
        duties=[one for one in scenario.duties if one.on >= first and one.person in known],
        history=history,
        requests=[one for one in scenario.requests if period.has(one.on) and one.person in known],
        pins=[one for one in scenario.pins if period.has(one.on) and {one.detective, one.officer} <= {None, *known}],
        rules=dated.rules(scenario, period),
        **gone,
    )


def _still_available(person: Person, period: OperationDates) -> Person:
    return person.model_copy(update={"available": dated.available(person, period) or None})


def _never_available(people: Collection[Person], period: OperationDates) -> list[Absence]:
    """For whoever was available on single days only, all of them gone: else every evening would be one of theirs."""
    lost = [person.id for person in people if dated.available(person, period) == ()]
    return [Absence(person=one, first=period.start, last=period.end, why=NO_DAYS_LEFT) for one in lost]
