"""Gaps filled that can be filled at once, before a roster is given back."""

from collections.abc import Iterable

from tandem_models import Deployment, Gap
from tandem_models.rules import KINDS
from tandem_scheduler.engine import Limits

from ..conflicts.repairs import PRICES, Prices
from .fill import filled
from .gaps import explained
from .trial import Trial


def completed(
    trial: Trial, gaps: Iterable[Gap], limits: Limits, filling: Limits | None = None
) -> tuple[Trial, tuple[Gap, ...]]:
    """A roster with a team more wherever one breaks nothing and makes it better, and the gaps left with their reasons.

    As far as the limits let: a gap that is not looked into says so. `filling` are those for teams more, where they are
    to end sooner: the roster has to be looked at again after these.

    Gap by gap, the team that does most for the tiers; over again, as one team more may let another go.
    """
    filling = filling or limits
    nothing = Prices(trial.scenario, dict.fromkeys((*PRICES, *KINDS)))
    while True:
        told = explained(trial, gaps, limits)
        before = trial
        for gap, better in told:
            for turn in range(0 if better is None or filling.over else gap.teams):
                # Of those that promise most none may do; the one that is known may.
                team = filled(trial, gap, nothing, filling).team or (None if turn else better)
                if team is None or not _improves(trial, team):
                    break
                trial = trial.after(team)
        if trial is before:
            return trial, tuple(gap for gap, _ in told)
        gaps = trial.checker.gaps(trial.roster)


def _improves(trial: Trial, team: Deployment) -> bool:
    return not trial.broken((), (team,)) and trial.improves(trial.tiers((), (team,)))
