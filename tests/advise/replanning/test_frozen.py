"""What is over stays as it was published, in every format; and where nothing has to change, nothing does.

`TANDEM_TIMES=20 pytest tests/advise/replanning` draws more.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from tandem_models import Deployment, Measure, Scenario, ScenarioError
from tandem_scheduler import check, load_scenario, read_roster, solve, write_roster
from tandem_scheduler.api.writing.briefs import brief_of
from tandem_scheduler.views.calendars import write_calendars
from tests.agreement.replanned import replan
from tests.agreement.runs import draw
from tests.times import TIMES
from tests.views.calendars import strict

FORMATS = ("csv", "json", "yaml", "xlsx")
PUBLISHED = datetime(2021, 2, 20, 12, tzinfo=UTC)
"""Before any evening of a random plan."""

Teams = tuple[Deployment, ...]


def ordered(teams: Teams) -> Teams:
    return tuple(sorted(teams, key=lambda team: (team.evening, team.area, team.detective, team.officer)))


def before(teams: Teams, on: date) -> Teams:
    return ordered(tuple(team for team in teams if team.evening < on))


def told(plan: Scenario) -> Teams:
    return tuple(team.as_deployment for team in plan.published if team.evening in plan.calendar)


def events(folder: Path) -> dict[tuple[str, str], strict.Event]:
    """Every entry of every calendar of a folder, by file and id."""
    return {(path.name, uid): event for path in folder.iterdir() for uid, event in strict.read(path).events.items()}


def assert_frozen(plan: Scenario, folder: Path) -> int:
    """Look at a re-plan of which some evenings are over, in all formats.

    Returns:
        How many calendar entries stayed as they were.
    """
    today = plan.opening
    worked = before(told(plan), today)
    schedule = solve(plan, workers=1)
    if not schedule.has_roster or not worked:
        return 0
    assert before(schedule.deployments, today) == worked
    for ending in FORMATS:
        path = folder / f"roster.{ending}"
        write_roster(path, schedule, plan)
        again = read_roster(path, plan)
        assert ordered(again) == ordered(schedule.deployments)
        assert before(again, today) == worked
        assert check(plan, again).measures[Measure.CHANGES] == check(plan, schedule).measures[Measure.CHANGES]
    return entries_kept(plan, schedule.deployments, folder / "calendars")


def entries_kept(plan: Scenario, teams: Teams, folder: Path) -> int:
    """Entries of evenings that are over are the same to the byte once the new roster is published in their place."""
    first = plan.changed(published=[], operation=plan.operation.model_copy(update={"today": None}))
    write_calendars(folder, brief_of(first, told(plan)), now=PUBLISHED)
    was = events(folder)
    write_calendars(folder, brief_of(plan, teams), now=datetime.combine(plan.opening, datetime.min.time(), UTC))
    now = events(folder)
    over = {key: event for key, event in was.items() if event.start.astimezone(plan.zone).date() < plan.opening}
    for key, event in over.items():
        assert now[key].raw == event.raw
        assert (now[key].sequence, now[key].status) == (0, "CONFIRMED")
    return len(over)


@pytest.mark.parametrize("shard", range(2))
def test_nothing_that_is_over_ever_changes(shard):
    kept = []

    def look(scenario: Scenario) -> None:
        plan = replan(scenario, Random(f"frozen {shard} {scenario.fingerprint}"))  # noqa: S311 - the same every time
        if plan is None or any(
            team.area not in plan.area or not {team.detective, team.officer} <= plan.person.keys()
            for team in plan.published
        ):
            return  # calendars know no strangers
        with TemporaryDirectory() as folder:
            kept.append(assert_frozen(plan, Path(folder)))

    draw(40_000 + shard, 90 * TIMES, look)
    assert sum(map(bool, kept)) >= 3


def test_nothing_to_change_gives_the_same_roster_again_proven():
    seen = []

    def look(scenario: Scenario) -> None:
        random = Random(f"the same {scenario.fingerprint}")  # noqa: S311 - the same every time
        rest = [{**tier.weights, "tolerance": tier.tolerance} for tier in scenario.objectives]
        rest = [{m: w for m, w in tier.items() if m not in ("coverage", "changes")} for tier in rest]
        rest = ["coverage", *(tier for tier in rest if tier.keys() - {"tolerance"})]
        operation = scenario.operation.model_copy(update={"today": None})
        plan = scenario.changed(published=[], changes={}, operation=operation, objectives=rest)
        first = solve(plan, workers=1)
        if not first.deployments:
            return
        dates = [*plan.calendar, plan.operation.end + timedelta(days=1)]
        try:
            again = plan.changed(
                published=[team.model_dump() for team in first.deployments],
                operation=operation.model_copy(update={"today": random.choice([None, *dates])}),
                objectives=[rest[0], "changes", *rest[1:]],
            )
        except ScenarioError as error:
            pytest.fail(str(error))
        schedule = solve(again, workers=1)
        assert ordered(schedule.deployments) == ordered(first.deployments), again.model_dump_json()
        assert (schedule.tiers[1].value, schedule.tiers[1].bound, schedule.tiers[1].known) == (0, 0, "proven")
        assert schedule.tiers[0].value == first.tiers[0].value
        seen.append(again.opening)

    draw(41_000, 30 * TIMES, look)
    assert len(seen) >= 5


@pytest.mark.parametrize("ending", FORMATS)
def test_a_roster_in_a_file_is_what_was_published(tmp_path, ending):
    plan = load_scenario("scenarios/first-steps.yaml")
    schedule = solve(plan, workers=1)
    write_roster(tmp_path / f"told.{ending}", schedule, plan)
    text = Path("scenarios/first-steps.yaml").read_text(encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(f"{text}\npublished: told.{ending}\n", encoding="utf-8")
    assert ordered(told(load_scenario(tmp_path / "plan.yaml"))) == ordered(schedule.deployments)
