"""Questions that a planner has beyond the roster: why there is none, what would give, why so, who else.

Part of `tandem_scheduler.api`, which is where callers find them.
"""

import threading
from collections.abc import Iterable, Mapping
from datetime import date

from tandem_models import (
    Answer,
    Deployment,
    Explanation,
    Filling,
    KindError,
    QuestionError,
    Repair,
    Role,
    Scenario,
    Schedule,
    Suggestion,
    Worth,
)
from tandem_models.bounds import Sentence

from ..advise.conflicts.explain import explain_conflicts
from ..advise.conflicts.repairs import Prices, applied
from ..advise.substitutes.fill import filled
from ..advise.substitutes.gaps import explain_gaps
from ..advise.substitutes.suggest import suggestion_for
from ..advise.substitutes.trial import Trial
from ..advise.whatif.questions import Question, answered
from ..advise.whatif.worth import gains
from ..engine import Limits
from ..entrance import genuine, sound, teams_in
from .arguments import (
    MOST_MOVES,
    best_known,
    days_of,
    refuse_broken,
    refuse_limits,
    refuse_prices,
    refuse_unknown,
    role_of,
    whole,
)
from .telling import Listener, answering


def explain(
    scenario: Scenario,
    *,
    conflicts: int = 3,
    repairs: int = 3,
    prices: Mapping[str, int | None] | None = None,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
    on_progress: Listener | None = None,
) -> Explanation:
    """Find out why no roster can exist, and what would give.

    Why: demands that can't all be met, none of which can be spared. What would give: the cheapest sets of demands
    without which there is a roster.

    Args:
        scenario: what to explain.
        conflicts: how many conflicts to look for at most; no two share a demand.
        repairs: how many repairs to look for at most, the cheapest first; none contains another.
        prices: what giving up a demand costs, by its kind as members of conflicts have it, where that is to differ
            from `repairs.PRICES`; `rule` for all rules without a price of their own, `law` for those of a pack
            that are law; None: never to be given up.
        time_limit: seconds of wall-clock time, above 0 and at most a week. What is not known to be minimal by then
            says so.
        stop: set it from another thread to end the search with what is known so far.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.

    Returns:
        An Explanation. A conflict is `verified` where solving showed that its demands leave no roster, and that
        without any one of them there is one; a repair, where solving found a roster without its demands.

    Raises:
        ArgumentError: an argument is out of its range.
        TypeError, ScenarioError: for a scenario that is none, or has faults.
    """
    scenario = sound(scenario)
    conflicts, repairs = whole("conflicts", conflicts, 1), whole("repairs", repairs, 0)
    time_limit = refuse_limits(time_limit, stop)
    priced = refuse_prices(prices)
    with answering(on_progress, stop) as (ended, tell):
        return explain_conflicts(scenario, Limits.within(time_limit, ended), conflicts, repairs, priced, tell)


def why(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    person: str,
    evening: date | str,
    area: str | None = None,
    *,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
    on_progress: Listener | None = None,
) -> Answer:
    """Find out why somebody is sent out on an evening: what it costs to plan without that.

    Args:
        scenario: what was planned.
        roster: the roster asked about. Tolerances count from the best values that a schedule says; where there are
            deployments alone, it is first planned anew, to find these.
        person: who, by id.
        evening: when; a date, or text like 2021-02-22.
        area: where; None: anywhere.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end the search with what is known so far.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.

    Returns:
        An Answer: what every tier would come to, or the demands in the way, with a sentence.

    Raises:
        ArgumentError: the scenario has no such person, evening or area, the roster breaks hard rules, or an argument is
            out of its range.
        TypeError, ScenarioError, RosterError: for a scenario or roster that is none, has faults, or does not fit.
    """
    return _answered(scenario, roster, person, evening, area, time_limit, stop, on_progress, sent=False)


def why_not(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    person: str,
    evening: date | str,
    area: str | None = None,
    *,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
    on_progress: Listener | None = None,
) -> Answer:
    """Find out why somebody is not sent out on an evening: what that would cost, or the demands in its way.

    Args:
        scenario: what was planned.
        roster: the roster asked about. Tolerances count from the best values that a schedule says; where there are
            deployments alone, it is first planned anew, to find these.
        person: who, by id.
        evening: when; a date, or text like 2021-02-22.
        area: where; None: anywhere.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end the search with what is known so far.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.

    Returns:
        An Answer: what every tier would come to, or the demands in the way, with a sentence.

    Raises:
        ArgumentError: the scenario has no such person, evening or area, the roster breaks hard rules, or an argument is
            out of its range.
        TypeError, ScenarioError, RosterError: for a scenario or roster that is none, has faults, or does not fit.
    """
    return _answered(scenario, roster, person, evening, area, time_limit, stop, on_progress, sent=True)


def suggest(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    evening: date | str,
    role: Role | str,
    *,
    instead: str | None = None,
    moves: int = 0,
    away: Iterable[date | str] = (),
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
    on_progress: Listener | None = None,
) -> Suggestion:
    """Find out who else could go on an evening, all else as it is or nearly so: all of a role, ranked or excluded.

    The roster may break hard rules, as it does once somebody falls ill: what counts is what a change adds to that.

    Args:
        scenario: what was planned.
        roster: the roster that is to be changed. Tolerances count from the best values that a schedule says; those of
            deployments alone, from the values that they have.
        evening: when somebody is looked for; a date, or text like 2021-02-22.
        role: of which role; also as text, like officer.
        instead: whom they are to replace, by id; None: anybody of the role who goes then, or nobody where teams are
            missing.
        moves: how many further moves may come of it, 0 to 3: who goes, or in a team more their partner, gives up
            another evening, which somebody else takes, or in exchange the one replaced. `Suggestion.complete` says
            what is looked at. The more, the longer it takes.
        away: evenings that the one replaced does not take in exchange, besides those that the scenario knows of.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end with what is known so far.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.

    Returns:
        A Suggestion: the candidates, best first, each with what every tier would come to; the others with what
        keeps them out.

    Raises:
        ArgumentError: the scenario has no such person or evening, the person is of another role or does not go then, or
            an argument is out of its range.
        TypeError, ScenarioError, RosterError: for a scenario or roster that is none, has faults, or does not fit.
    """
    scenario = sound(scenario)
    teams = teams_in(scenario, roster)
    time_limit = refuse_limits(time_limit, stop)
    evening = refuse_unknown(scenario, instead, evening, None, "instead")
    moves, role, off = whole("moves", moves, 0, MOST_MOVES), role_of(role), days_of("away", away)
    if instead is not None:
        if scenario.person[instead].role is not role:
            raise QuestionError(Sentence("wrong_role", f"{instead} is no {role.replace('_', ' ')}"), "instead")
        if not any(instead in (team.detective, team.officer) for team in teams if team.evening == evening):
            raise QuestionError(f"{instead} does not go on {evening}: there is nobody to replace", "instead")
    with answering(on_progress, stop) as (ended, tell):
        limits = Limits.within(time_limit, ended)
        trial = Trial(scenario, teams, solved=best_known(scenario, roster))
        return suggestion_for(trial, evening, role, instead, moves, limits, tell, off)


def fill(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    *,
    prices: Mapping[str, int | None] | None = None,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
    on_progress: Listener | None = None,
) -> tuple[Filling, ...]:
    """Find out for every gap of a roster why it is there, and the cheapest way to fill it with all else as it is.

    Args:
        scenario: what was planned.
        roster: the roster, however it was made; as `suggest` takes it.
        prices: as `explain` takes them; each unit by which a rule is broken costs the rule's price.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end with what is known so far.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.

    Returns:
        A Filling for each gap, in the report's order.

    Raises:
        ArgumentError: an argument is out of its range.
        TypeError, ScenarioError, RosterError: for a scenario or roster that is none, has faults, or does not fit.
    """
    scenario = sound(scenario)
    teams = teams_in(scenario, roster)
    time_limit = refuse_limits(time_limit, stop)
    priced = Prices(scenario, refuse_prices(prices))
    with answering(on_progress, stop) as (ended, tell):
        limits = Limits.within(time_limit, ended)
        trial = Trial(scenario, teams, solved=best_known(scenario, roster))
        gaps = explain_gaps(trial, trial.checker.gaps(trial.roster), limits, tell)
        found = []
        for number, gap in enumerate(gaps):
            tell("Looking for teams that fill gaps", number, len(gaps))
            found.append(filled(trial, gap, priced, limits))
        return tuple(found)


def worth(
    scenario: Scenario,
    *,
    top: int = 10,
    time_limit: float = 30.0,
    stop: threading.Event | None = None,
    on_progress: Listener | None = None,
) -> Worth:
    """Find out what would be worth most: one more person of each role, one more team on an evening, a limit by one.

    Limits are hard rules, loosened for one person or area, or for all; and the teams of an evening. Those are tried
    that press the hardest in the linear relaxation (`whatif.options`), 24 changes in all at most. Each is planned anew,
    one after the other, and the tiers of both rosters are compared on one scale.

    Args:
        scenario: what to plan.
        top: how many to name, 1 or more.
        time_limit: seconds of wall-clock time for all, above 0 and at most a week.
        stop: set it from another thread to end with what is known so far.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.

    Returns:
        A Worth: the gains, the greatest first, and whether all that is possible was tried.

    Raises:
        ArgumentError: an argument is out of its range.
        TypeError, ScenarioError: for a scenario that is none, or has faults.
    """
    scenario = sound(scenario)
    top, time_limit = whole("top", top, 1), refuse_limits(time_limit, stop)
    with answering(on_progress, stop) as (ended, tell):
        found = gains(scenario, Limits.within(time_limit, ended), tell)
    return Worth(gains=tuple(found.gains[:top]), possible=found.possible, tried=found.tried, complete=found.complete)


def _answered(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    person: str,
    evening: date | str,
    area: str | None,
    time_limit: float,
    stop: threading.Event | None,
    on_progress: Listener | None,
    *,
    sent: bool,
) -> Answer:
    scenario = sound(scenario)
    teams = teams_in(scenario, roster)
    time_limit = refuse_limits(time_limit, stop)
    if not isinstance(person, str):
        raise KindError(f"person must be an id, not {person!r:.40}", "person")
    question = Question(person, refuse_unknown(scenario, person, evening, area), area, sent=sent)
    with answering(on_progress, stop) as (ended, tell):
        limits = Limits.within(time_limit, ended)
        refuse_broken(scenario, teams)
        return answered(scenario, teams, question, limits, best_known(scenario, roster), tell)


def repaired(scenario: Scenario, repair: Repair) -> Scenario:
    """Give up the demands that a repair names.

    Args:
        scenario: the scenario that was explained.
        repair: one of `Explanation.repairs`.

    Returns:
        A new scenario, of which there is a roster; the one given stays as it is.

    Raises:
        ArgumentError: the repair is of another scenario.
        TypeError, ScenarioError: for a scenario or repair that is none, or has faults.
    """
    return applied(sound(scenario), genuine(repair, Repair))
