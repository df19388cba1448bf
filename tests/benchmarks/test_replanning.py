"""Published rosters disrupted: what is drawn, what is measured, and what the table says of it."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.measuring import machine
from benchmarks.measuring.compare import Conditions, Entrant
from benchmarks.measuring.runs import load
from benchmarks.replanning import published as publishing
from benchmarks.replanning.disruptions import DISRUPTIONS, disrupted
from benchmarks.replanning.measure import Replanned, replans
from benchmarks.replanning.published import NoRosterError, published
from benchmarks.replanning.table import HEADS, markdown, rows
from benchmarks.solvers import timefold
from tandem_models import Role
from tandem_scheduler import check
from tandem_scheduler.engine.devices import Device
from tests.builders import people, scenario

AGES = 600.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rosters")


@pytest.fixture(scope="module", params=["plain", "rich"])
def before(request, folder):
    return published("S", request.param, 1, folder, AGES)


def blank(name, variant="plain"):
    return Replanned("S", variant, 1, name, "", AGES)


def test_what_is_published_keeps_every_rule_and_is_kept(folder):
    plan = published("S", "plain", 1, folder, AGES)
    assert check(plan, [team.as_deployment for team in plan.published]).ok
    assert published("S", "plain", 1, folder, 1e-9) == plan


def test_no_roster_is_no_published_one(tmp_path, monkeypatch):
    plan = scenario(days=4, people=people(2, 2), rules=[{"kind": "max_evenings", "max": 0}])
    impossible = plan.changed(pins=[{"on": plan.operation.start, "detective": plan.people[0].id}])
    monkeypatch.setattr(publishing, "scenario", lambda *_: impossible)
    with pytest.raises(NoRosterError, match="S plain seed 1: no roster within 600 s"):
        published("S", "plain", 1, tmp_path, AGES)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", DISRUPTIONS)
def test_a_week_is_over_and_changes_come_after_coverage(before, name):
    plan = disrupted(before, name, 1)
    assert plan == disrupted(before, name, 1)
    assert plan.opening == plan.operation.start + timedelta(days=7)
    assert {team.evening for team in plan.facts} <= {plan.operation.start + timedelta(days=n) for n in range(7)}
    assert [tier.name for tier in plan.objectives][:2] == ["coverage", "changes"]
    assert len(plan.objectives) == len(before.objectives) + 1


def test_each_is_what_it_says(before):
    plans = {name: disrupted(before, name, 1) for name in DISRUPTIONS}
    start = plans["saturdays"].opening
    away = {name: plan.absences[len(before.absences) :] for name, plan in plans.items()}
    assert [len(some) for some in away.values()] == [1, 1, 5, 0, 0]
    assert {one.first for some in away.values() for one in some} == {start + timedelta(days=1)}
    for name, days in (("sick-tomorrow", 1), ("sick-two-weeks", 14), ("five-sick", 7)):
        assert {one.last for one in away[name]} == {start + timedelta(days=days)}
        sent = {team.detective for team in before.published} | {team.officer for team in before.published}
        assert {one.person for one in away[name]} <= sent
    (closed,) = plans["area-dropped"].rules[len(before.rules) :]
    dropped = plans["area-dropped"]
    (area,) = closed.areas
    worked = [team for team in before.published if team.area == area]
    assert any(team.evening > start for team in worked)
    assert dropped.targets[area] == sum(team.evening <= start for team in worked)
    more = [on for on in before.calendar if plans["saturdays"].wanted(on) > before.wanted(on)]
    assert more == [on for on in before.calendar if on > start and on.weekday() == 5]


@pytest.mark.parametrize("name", DISRUPTIONS)
def test_the_rows_alone_say_as_much(before, name):
    variant = "rich" if before.demand else "plain"
    entrants = [Entrant(solver, AGES, solver) for solver in ("tandem", "cpsat-aggregated")]
    plan = disrupted(before, name, 1)
    ours, without, rival = replans(blank(name, variant), plan, entrants, [Device.SIFTING], Conditions.of(1, 4.0))
    assert [one.solver for one in (ours, without, rival)] == ["tandem", "tandem without sifting", "cpsat-aggregated"]
    assert {one.outcome for one in (ours, without, rival)} == {"proven"}, rival.note
    assert ours.values == without.values == rival.values
    assert ours.changes == ours.bound == rival.bound == ours.values[1] > 0
    assert (ours.known, rival.known) == ("proven", "optimal")
    assert ours.told
    assert ours.missing is not None


@pytest.mark.parametrize("name", DISRUPTIONS)
def test_timefold_gets_what_was_published(folder, name):
    plan = disrupted(published("S", "plain", 1, folder, AGES), name, 1)
    assert timefold.unsupported(plan) is None
    problem = json.loads(json.dumps(timefold.numbered(plan)))
    assert problem["opening"] == 7
    teams = [*map(len, problem["facts"][:7]), *map(len, problem["published"][7:])]
    assert sum(teams) == len(plan.published)
    assert not any(problem["facts"][7:])
    assert not any(problem["published"][:7])
    assert sum(map(len, problem["told"])) == len(plan.told)
    assert problem["costs"][7] == [18, 18, 6, 3]
    assert any(problem["closed"]) == (name == "area-dropped")
    assert all({p for p, *_ in told} <= {*able} for told, able in zip(problem["told"], problem["able"], strict=True))
    assert {role for person in plan.people for role in [person.role]} == {*Role}


def test_timefold_knows_no_other_rule_on_areas(folder):
    plan = disrupted(published("S", "plain", 1, folder, AGES), "area-dropped", 1)
    soft = plan.changed(rules=[*plan.rules, {"kind": "area_teams", "max": 0, "strength": "soft"}])
    one = plan.changed(rules=[*plan.rules, {"kind": "area_teams", "max": 1}])
    assert {timefold.unsupported(soft), timefold.unsupported(one)} == {"the rules"}


def test_the_table_says_what_is_known():
    proven = Replanned(
        "S", "plain", 1, "five-sick", "tandem", 60.0, "proven", "", 0.5, 0.25, (0, 9, 1), 3, 9, 9, "proven", 4, 0
    )
    ended = Replanned(
        "S", "plain", 1, "five-sick", "highs", 60.0, "valid", "", 60.0, 61.0, (0, 9, 2), 1, 9, 8, "best_found"
    )
    skipped = Replanned("S", "plain", 1, "five-sick", "timefold", 60.0, note="there is no Java")
    said = [dict(zip(HEADS, row, strict=True)) for row in rows([proven, ended, skipped])]
    assert [row["seconds"] for row in said] == ["0.50", "> 60", ""]
    assert [row["tiers proven"] for row in said] == ["3 of 3", "1 of 3", "skipped"]
    assert [row["bound"] for row in said] == ["9", "8", ""]
    assert [row["known"] for row in said] == ["proven", "best found", ""]
    assert [row["note"] for row in said] == ["", "", "there is no Java"]
    text = markdown({"command": "one", "cores": "1"}, [proven, ended, skipped])
    assert text.startswith("```sh\none\n```\n\n")
    assert "| instance | disruption | tandem | highs | timefold | people told | teams missing |" in text
    cells = "0.50 (0.25): 9 proven | > 60 (61.00): 9 best found, at least 8 | skipped"
    assert f"| S plain | five-sick | {cells} | 4 | 0 |" in text
    assert text.endswith("- cores: 1")


def test_command(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "results_file", lambda name, ending: tmp_path / f"{name}.{ending}")
    chosen = ["--sizes", "S", "--variants", "plain", "--disruptions", "sick-tomorrow", "--without", "sifting"]
    ended = CliRunner().invoke(app, ["replan", *chosen, "--rosters", str(folder), "--time-limit", str(AGES)])
    assert ended.exit_code == 0, ended.output
    assert "S plain sick-tomorrow seed 1: tandem proven" in ended.stderr
    assert "tandem without sifting" in ended.stdout
    _, kept = load(tmp_path / "replan.csv", Replanned)
    assert [one.outcome for one in kept] == ["proven"] * 2
    assert kept[0].changes == kept[0].values[1]


def test_a_solver_that_knows_nothing_of_it_is_refused():
    ended = CliRunner().invoke(app, ["replan", "--solvers", "greedy"])
    assert ended.exit_code == 2
    assert "unknown 'greedy'" in ended.stderr
