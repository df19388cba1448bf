"""A published roster planned anew with the fewest changes. Part of `tandem_scheduler.api`, where callers find it."""

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tandem_models import (
    Absence,
    Deployment,
    Fault,
    Progress,
    QuestionError,
    Replan,
    RosterError,
    Scenario,
    Schedule,
)
from tandem_models.bounds import Sentence
from tandem_models.spelling import with_suggestion

from ..advise.replanning import amended as plans
from ..advise.replanning.outcome import disruptions, message, told_otherwise
from ..checks import Checker
from ..checks.difference import changes_between
from ..entrance import sound, teams_of
from .arguments import day_of
from .rosters import compare
from .solving import solve
from .writing.briefs import accepted

NONE = "No roster can exist any more: `explain` says why, asked about the plan as it stands now."

NOTHING = "nothing is published: give the roster that people were told"


def amended(
    scenario: Scenario,
    published: Schedule | Iterable[Deployment] | None = None,
    *,
    today: date | str | None = None,
    absences: Iterable[Absence | Mapping[str, object]] = (),
    closures: Mapping[str, date | str] | None = None,
    worked: Schedule | Iterable[Deployment] = (),
) -> Scenario:
    """The plan as it stands once a roster was published and something has come of it: what `replan` solves.

    What was published becomes part of it (`Scenario.published`): the evenings before today are as published, whatever
    they break, and the measure `changes` counts what people are told otherwise on the others, right after `coverage`
    unless the scenario's `objectives` say where. Rules that the published roster breaks on the evenings to come may
    stay broken where it breaks them, at a price in `rules`, and by no more.

    Args:
        scenario: the plan, also one that was edited since: what is in it holds.
        published: the roster that people were told, however it was made; it may break rules. None: that of the plan.
        today: the evenings before it are over; a date, or text like 2021-03-05. None: as the plan has it.
        absences: who is away besides, as `Scenario.absences` has them.
        closures: areas that are not gone to any more, by id, each from a date on.
        worked: what was worked on evenings before today, where that is not as published: of the evenings that it has a
            team of, it takes the place of what was published. Its teams from today on are left aside.

    Returns:
        A new scenario; the one given stays as it is.

    Raises:
        ArgumentError: a date or an area is none of the scenario's.
        TypeError: there is no scenario, or no roster.
        ScenarioError: the scenario has faults, or what was published of an evening that is over names somebody whom it
            does not have, or twice.
        RosterError: the roster has faults, or nothing is published.
    """
    return _amended(scenario, published, today, absences, closures, worked).lenient


def _amended(
    scenario: Scenario,
    published: Schedule | Iterable[Deployment] | None,
    today: date | str | None,
    absences: Iterable[Absence | Mapping[str, object]],
    closures: Mapping[str, date | str] | None,
    worked: Schedule | Iterable[Deployment],
) -> plans.Amended:
    scenario = sound(scenario)
    teams = None if published is None else teams_of(published)
    if not (scenario.published if teams is None else teams):
        raise RosterError([Fault(path="published", message=NOTHING)])
    closed = {area: day_of(since, "closures") for area, since in (closures or {}).items()}
    for area in closed.keys() - scenario.area.keys():
        text = f"the scenario has no area '{area}'"
        raise QuestionError(with_suggestion("unknown_reference", text, area, scenario.area), "closures")
    on = scenario.operation.today if today is None else day_of(today, "today")
    over = [team for team in teams_of(worked, "worked") if on is not None and team.evening < on]
    made = plans.amended(scenario, teams, on, tuple(absences), closed, over)
    if made.strict.opening > scenario.operation.end:
        text = f"every evening is over by {on}: the operation ends on {scenario.operation.end}"
        raise QuestionError(Sentence("outside_operation", text), "today")
    if not any(team.evening in scenario.calendar for team in made.strict.published):
        text = "none of its teams is of this operation: give the roster that people were told of it"
        raise RosterError([Fault(path="published", message=text)])
    return made


def replan(
    scenario: Scenario,
    published: Schedule | Iterable[Deployment] | None = None,
    *,
    today: date | str | None = None,
    absences: Iterable[Absence | Mapping[str, object]] = (),
    closures: Mapping[str, date | str] | None = None,
    worked: Schedule | Iterable[Deployment] = (),
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Replan:
    """Plan a published roster anew with as few changes as can be, and prove that fewer can't.

    Args:
        scenario: the plan, as `amended` takes it.
        published: the roster that people were told.
        today: the evenings before it are over.
        absences: who is away besides.
        closures: areas that are not gone to any more.
        worked: what was worked, where that is not as published.
        time_limit: seconds of wall-clock time, as `solve` takes it.
        workers: as `solve` takes it.
        seed: as `solve` takes it.
        on_progress: as `solve` takes it.
        stop: as `solve` takes it.

    Returns:
        A Replan: the new roster with its proof, the plan that it is of, what could not stay, everybody who is told
        something else, and what came of it in sentences.

    Raises:
        ArgumentError, TypeError, ScenarioError, RosterError: as `amended` and `solve` do.
    """
    strict, plan = _amended(scenario, published, today, absences, closures, worked)
    schedule = solve(plan, time_limit=time_limit, workers=workers, seed=seed, on_progress=on_progress, stop=stop)
    return _answer(strict, plan, schedule)


def _answer(strict: Scenario, plan: Scenario, schedule: Schedule) -> Replan:
    """What came of a re-plan."""
    checker, firm, published = Checker(plan), Checker(strict), [*plans.to_come(plan)]
    disrupted = disruptions(firm, plan, published)
    if not schedule.has_roster:
        why = NONE if schedule.status == "infeasible" else "No roster was found in time."
        return Replan(plan=plan, schedule=schedule, disrupted=disrupted, message=why)
    broken = tuple(one for one in firm.violations(schedule.deployments) if one.strength == "hard")
    comparison = compare(plan, plan.told_teams, schedule).model_copy(
        update={
            "changes": changes_between(_told(plan), schedule.deployments),
            "broken_before": len(disrupted),
            "broken_after": len(broken),
        }
    )
    told = told_otherwise(plan, comparison.changes)
    besides = [*dict.fromkeys(one.person for one in comparison.changes if one.person not in told)]
    return Replan(
        plan=plan,
        schedule=schedule,
        disrupted=disrupted,
        tolerated=broken,
        accepted=accepted(plan),
        comparison=comparison,
        told=told,
        message=message(checker, plan, published, schedule, told, besides),
    )


def _told(plan: Scenario) -> list[Deployment]:
    """What people were told, also with who has left and in areas that are gone, and what was worked."""
    told = (team.as_deployment for team in plan.published if team.evening in plan.calendar)
    later = [team for team in told if team.evening >= plan.opening]
    return [*plan.facts, *sorted(later, key=lambda team: (team.evening, team.area, team.detective, team.officer))]
