"""Teams wanted and not deployed."""

from collections.abc import Iterator

from tandem_models import Gap

from .roster import Roster


def gaps(roster: Roster) -> Iterator[Gap]:
    """The gaps evening by evening: of the evening as a whole first, then of each area that wants more teams."""
    scenario = roster.index.scenario
    for on, evening in scenario.calendar.items():
        missing = (evening.teams or 0) - len(roster.on.get(on, ()))
        if missing > 0:
            yield Gap(evening=on, teams=missing)
        for area in scenario.area:
            wanted = max((entry.teams for entry in roster.index.demands.get((on, area), ())), default=0)
            missing = wanted - roster.teams.get((on, area), 0)
            if missing > 0:
                yield Gap(evening=on, area=area, teams=missing)
