"""Notes on what was published: what of it the plan does not have any more, and what of it can't have been worked."""

from collections.abc import Iterator

from tandem_models import Measure, Scenario
from tandem_models.bounds import PlaceOf
from tandem_scheduler.words.plain import count, day

from .places import aside, few


def published_in_doubt(scenario: Scenario, place: PlaceOf) -> Iterator[str]:
    """Notes on the published roster and the date from which it is planned anew."""
    today, start = scenario.operation.today, scenario.operation.start
    if today is not None and start < scenario.opening and not scenario.facts:
        yield f"the evenings before {day(scenario.opening)} are over by operation.today, and no team is known of them"
    if not scenario.published:
        return
    if today is not None and not any(Measure.CHANGES in tier.weights for tier in scenario.objectives):
        yield (
            "what people are told otherwise than published costs nothing: 'changes' is not among the objectives; "
            "`tandem replan` counts it right after coverage"
        )
    outside = [n for n, team in enumerate(scenario.published) if team.evening not in scenario.calendar]
    if outside:
        where = aside(None, place(("published", outside[0])))
        yield f"{count(len(outside), 'published team')}{where} of evenings outside the operation: left aside"
    people = {person: n for n, t in enumerate(scenario.published) for person in (t.detective, t.officer)}
    areas = {team.area: n for n, team in enumerate(scenario.published)}
    for named, known in ((people, scenario.person), (areas, scenario.area)):
        if missing := [word for word in named if word not in known]:
            where = aside(None, place(("published", named[missing[0]])))
            yield f"published names what the plan does not have{where}: {few(missing)}; it counts as gone"
    for team in scenario.facts:
        for person in (team.detective, team.officer):
            if scenario.absent(person, team.evening):
                on = day(team.evening)
                yield f"{person} is away on {on}, which is over, and published for it: correct what was not so"
