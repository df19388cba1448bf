"""The weeks before an operation: the roster of the last one as the history of the next, and that made from the last."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tandem_models import Deployment, Fault, Following, QuestionError, RosterError, Scenario, Schedule
from tandem_models.bounds import Sentence
from tandem_models.fit import unhistoric, unlikely
from tandem_models.operation import LONGEST_OPERATION

from ..advise.handover import OperationDates, Seam, left_behind, look_at, looking_back, next_operation, taken_over
from ..checks import verify
from ..entrance import sound, teams_of
from .arguments import day_of

DAY = timedelta(days=1)


def with_history(scenario: Scenario, roster: Schedule | Iterable[Deployment]) -> Scenario:
    """The scenario with every team of an earlier roster in its history, besides what stands there.

    Who has left since and areas that are gone may be among them: `notes` tells of those.

    Args:
        scenario: what is planned.
        roster: the roster of the operation before, as it was worked.

    Returns:
        A new scenario; the one given stays as it is.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError: the scenario has faults.
        RosterError: the roster has faults, or is none; an evening is not before the operation; somebody is in two teams
            of an evening, or by the scenario's own history elsewhere.
    """
    scenario = sound(scenario)
    teams = teams_of(roster)
    _refuse(unhistoric(scenario, teams))
    return scenario.changed(history=looking_back(scenario.history, teams))


def _refuse(found: Iterable[tuple[int, str, Sentence]]) -> None:
    """Raise a RosterError with what is wrong with the teams of these numbers."""
    if faults := [Fault(path=f"deployments[{n}].{key}", message=sentence) for n, key, sentence in found]:
        raise RosterError(faults)


def following(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    *,
    start: date | str | None = None,
    end: date | str | None = None,
) -> Following:
    """The operation after another: the same people, areas and rules, with the roster of the last one as its history.

    What lies before it and no rule looks back on is left behind, and so are those who have left; all history is carried
    on. Rules that count over the operation begin anew.

    Args:
        scenario: the operation before, with the history that it was planned with.
        roster: its roster as it was worked, also one that breaks rules. Teams from the start on are planned anew.
        start: the first evening; left out, the day after the last one of operation and roster.
        end: the last evening; left out, as many evenings as the operation before has.

    Returns:
        A Following: the scenario, what it has from the last one, what it has not, and what to look at.

    Raises:
        TypeError: there is no scenario, or no roster, or a date is none.
        ScenarioError: the scenario has faults.
        RosterError: the roster has faults, or is none; somebody is in two teams of an evening, is not there by the
            scenario, or by its history elsewhere.
        QuestionError: a text is no date; the start is not after the first evening before; the end is before the start,
            or so late that the operation would last longer than one may.
    """
    scenario = sound(scenario)
    teams, last = teams_of(roster), scenario.operation
    period = _period(scenario, teams, start, end)
    facts = [team for team in scenario.facts if team.evening < period.start]
    facts = [team for team in facts if team.evening not in {team.evening for team in teams}]
    worked = [*facts, *(team for team in teams if team.evening < period.start)]
    _refuse(unlikely(scenario, teams, period.start))
    plan = next_operation(scenario, period, sorted(worked, key=lambda team: (team.evening, team.area, team.detective)))
    held = [team for team in teams if last.start <= team.evening <= last.end]
    broken = sum(one.strength == "hard" for one in verify(scenario, held).violations)
    seam = Seam(scenario, teams, facts, plan)
    return Following(
        scenario=plan,
        taken_over=tuple(taken_over(seam)),
        left_behind=tuple(left_behind(seam)),
        look_at=tuple(look_at(seam, broken)),
    )


def _period(
    scenario: Scenario, teams: Sequence[Deployment], start: date | str | None, end: date | str | None
) -> OperationDates:
    """The first and last evening of the next operation, as they are given or as they follow."""
    last = scenario.operation
    over = max([last.end, *(team.evening for team in teams)])
    first = over + DAY if start is None else day_of(start, "start")
    if first <= last.start:
        text = f"the next operation can't start on {first}: the one before starts on {last.start}"
        raise QuestionError(Sentence("order", text), "start")
    until = first + (last.end - last.start) if end is None else day_of(end, "end")
    if until < first:
        raise QuestionError(Sentence("order", f"ends on {until}, before it starts on {first}"), "end")
    if (until - first).days >= LONGEST_OPERATION:
        text = f"lasts over {LONGEST_OPERATION:,} evenings, from {first} to {until}"
        raise QuestionError(Sentence("too_much", text), "end")
    return OperationDates(first, until)
