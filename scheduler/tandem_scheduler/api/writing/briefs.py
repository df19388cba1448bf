"""What is shown of a roster, put together."""

from collections.abc import Iterable

from tandem_models import Deployment, Scenario, Schedule, Violation

from ...advise.substitutes.gaps import explain_gaps
from ...advise.substitutes.trial import Trial
from ...checks import Checker, verify
from ...checks.difference import changes_between
from ...engine import clock
from ...entrance import schedule_of, sound, teams_in
from ...views.brief import Brief
from ...views.phrases import conclusion


def brief_of(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    published: Schedule | Iterable[Deployment] | None = None,
) -> Brief:
    """All that is shown of a roster, its check and the reasons for its gaps among it.

    Raises:
        TypeError, ScenarioError, RosterError: as `tandem_scheduler.entrance` says.
    """
    scenario = sound(scenario)
    teams = teams_in(scenario, roster)
    old = [*scenario.told_teams] or None if published is None else teams_in(scenario, published, "published")
    report = verify(scenario, teams)
    solved = schedule_of(roster, scenario) if isinstance(roster, Schedule) else None
    return Brief(
        scenario=scenario,
        deployments=tuple(sorted(teams, key=lambda team: (team.evening, team.area, team.detective))),
        report=report,
        gaps=solved.gaps if solved else explain_gaps(Trial(scenario, teams), report.gaps),
        tiers=solved.tiers if solved else (),
        conclusion=conclusion(scenario, solved) if solved else "",
        published=None if old is None else tuple(old),
        changes=() if old is None else changes_between(old, teams),
        issued=clock.today(),
        accepted=accepted(scenario),
    )


def accepted(scenario: Scenario) -> tuple[Violation, ...]:
    """What the teams that have been worked break of what must hold, which rules forgive them."""
    if not scenario.facts:
        return ()
    planned = scenario.changed(
        pins=[pin.model_copy(update={"fact": False}) for pin in scenario.pins],
        operation=scenario.operation.model_copy(update={"today": None}),
    )
    return Checker(planned).lasting(scenario.facts)
