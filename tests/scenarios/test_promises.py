"""What the headers of the scenarios promise."""

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from tandem_scheduler import check, check_proof, load_scenario, solve

from .solved import FOLDER, solved

each = pytest.mark.parametrize("name", ["first-steps.yaml", "leicestershire-2021.yaml", "six-weeks-2021.yaml"])


@each
def test_every_tier_is_proven_and_the_certificate_holds(name):
    scenario, schedule = solved(name)
    assert schedule.status == "optimal"
    assert {tier.known for tier in schedule.tiers} == {"proven"}
    assert check_proof(scenario, schedule, schedule.proof) == ()


@each
def test_no_team_is_missing_and_every_area_is_on_target(name):
    scenario, schedule = solved(name)
    report = check(scenario, schedule)
    assert report.ok
    assert not schedule.gaps
    assert [area.visits for area in report.areas] == [area.target for area in report.areas]


@each
def test_nobody_on_two_evenings_running_and_no_pair_twice(name):
    _, schedule = solved(name)
    pairs = Counter((team.detective, team.officer) for team in schedule.deployments)
    assert max(pairs.values()) == 1
    for person in {name for pair in pairs for name in pair}:
        evenings = sorted(t.evening for t in schedule.deployments if person in (t.detective, t.officer))
        assert all(later - earlier > timedelta(days=1) for earlier, later in pairwise(evenings))


@pytest.mark.parametrize(("name", "teams"), [("leicestershire-2021.yaml", 28), ("six-weeks-2021.yaml", 55)])
def test_the_number_of_teams(name, teams):
    assert len(solved(name)[1].deployments) == teams


def test_three_teams_leave_one_gap_with_its_reason():
    scenario, schedule = solved("leicestershire-2021-three-teams")
    assert "uk-police" in {getattr(rule, "use", None) for rule in scenario.rules}
    assert {tier.known for tier in schedule.tiers} == {"proven"}
    assert len(schedule.deployments) == 83
    (gap,) = schedule.gaps
    # Every detective and every officer is accounted for exactly once.
    named = Counter(person for obstacle in gap.obstacles for person in obstacle.people)
    assert named == Counter(person.id for person in scenario.people)
    assert "(daily-rest)" in gap.reason
    report = check(scenario, schedule)
    short = {area.area: (area.visits, area.target) for area in report.areas if area.visits < area.target}
    assert short == {"melton-rutland": (3, 4)}


def test_impossible_is_so_until_one_demand_of_each_conflict_is_given_up():
    scenario = load_scenario(FOLDER / "impossible.yaml")
    assert solve(scenario, workers=1).status == "infeasible"
    rules = tuple(rule for rule in scenario.rules if rule.kind not in ("visits", "min_evenings"))
    assert solve(scenario.model_copy(update={"pins": (), "rules": rules}), workers=1).has_roster


def test_the_tiers_are_those_that_the_front_page_shows():
    text = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^[1-4]  (\D+?) +(\d+) +(\d+)  (\w+) +[\d.]+ s$", text, re.MULTILINE)
    _, schedule = solved("leicestershire-2021.yaml")
    tiers = [(str(tier.value), str(tier.bound), tier.known) for tier in schedule.tiers]
    assert [tuple(numbers) for _, *numbers in shown] == tiers
