"""Operations in which pairs bind: what they are, and how rosters are told apart."""

from dataclasses import replace
from itertools import pairwise, product

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.binding.families import Comparison
from benchmarks.binding.scarce import first_month, next_month
from benchmarks.binding.squares import grid, grid_sizes, orthogonal
from benchmarks.binding.verdicts import Verdict, counted, markdown, missing_more, summary, verdict, verdicts
from benchmarks.measuring import machine
from benchmarks.measuring.compare import Conditions, Entrant, run_one
from benchmarks.measuring.peers import missing
from benchmarks.measuring.runs import Run, load, save
from benchmarks.operations.generate import generate
from benchmarks.operations.sizes import Size
from tandem_models import Deployment, Scenario
from tandem_scheduler import check, notes

AGES = 600.0
TINY = Size(evenings=7, areas=8, teams=1, detectives=0, officers=0)


def solved(solver, data, seconds=AGES):
    blank = Run("tiny", "binding", 1, solver, seconds, "skipped")
    return run_one(blank, Entrant(solver, seconds, solver), data, Scenario.model_validate(data), Conditions.of(1, 4.0))


@pytest.mark.parametrize("size", ["S", "M", "L"])
def test_scarce_has_what_binds(size):
    made = Scenario.model_validate(generate(size, "scarce", 1))
    kinds = {rule.kind for rule in made.rules_in_force}
    assert kinds >= {"pair_repeat", "team_skill", "area_limit", "min_evenings"}
    pairs = {frozenset((entry.person, entry.partner)) for entry in made.history}
    assert 2 * len(pairs) == len(made.history)  # each pair once, told from both sides
    assert not notes(made)
    assert missing("cpsat-pairs", made) is None


@pytest.mark.parametrize("size", ["S", "M", "L"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_sixth_is_tied_to_half_of_the_areas(size, seed):
    made = Scenario.model_validate(generate(size, "scarce", seed))
    barred = {rule.who: rule.areas for rule in made.rules_in_force if rule.kind == "area_limit"}
    assert {len(areas) for areas in barred.values()} == {len(made.areas) // 2}
    for role in ("detective", "neighbourhood_officer"):
        everybody = [person.id for person in made.of_role(role)]
        assert sum((person,) in barred for person in everybody) == round(len(everybody) / 6)


def test_history_keeps_what_holds_for_teams():
    made = Scenario.model_validate(generate("S", "scarce", 2))
    busy = [(entry.on, entry.person) for entry in made.history]
    assert len(busy) == len(set(busy))
    most = max(evening.teams for evening in made.calendar.values())
    assert max(sum(on == other for other, _ in busy) for on, _ in busy) <= 2 * most


def test_a_month_is_the_history_of_the_next():
    first = first_month(generate(TINY, "scarce", 1))
    team = Deployment(evening="2021-02-23", area="A01", detective="D001", officer="N001")
    second = next_month(first, [team])
    months = [Scenario.model_validate(data) for data in (first, second)]
    for one, later in pairwise(months):
        assert (later.operation.start - one.operation.end).days == 1
        assert len(later.calendar) == len(one.calendar)
        assert len(later.history) == len(one.history) + 2
        assert [a.first - later.operation.start for a in later.absences] == [
            a.first - one.operation.start for a in one.absences
        ]
        assert [r.on - later.operation.start for r in later.requests] == [
            r.on - one.operation.start for r in one.requests
        ]
    again = Deployment(evening="2021-03-02", area="A01", detective="D001", officer="N001")
    assert "pair_repeat" in {violation.kind for violation in check(months[1], [again]).violations}


def test_orthogonal_pairs_of_three():
    # Three teams, evenings and areas: with no pair twice and nobody twice in an area, all nine teams can go.
    found = [solved(solver, orthogonal(3)) for solver in ("tandem", "cpsat-pairs")]
    assert [(run.outcome, run.values) for run in found] == [("proven", (0,))] * 2


def test_greedy_never_breaks_what_it_looks_at():
    visits = orthogonal(3) | {"rules": [{"kind": "visits", "max": 2}, {"kind": "visits", "areas": ["A01"], "max": 1}]}
    for data in (grid(3, 4, 2, 6), orthogonal(3), generate(Size(6, 3, 1, 4, 5), "plain", 1), visits):
        run = solved("greedy", data)
        assert run.outcome == "valid", run.note


def test_greedy_meets_every_pair_once():
    assert solved("greedy", grid(4, 5, 1, 20)).values == (0,)


def test_grid_sizes():
    found = grid_sizes([2, 3], [1, 3], [0.5, 1])
    assert (2, 3, 1, 3) in found
    assert (3, 3, 3, 3) in found
    assert all(t <= min(n, m) and k * t <= n * m for n, m, t, k in found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--teams", "0"], "'0' is not a list of whole numbers above 0"),
        (["--people", "3,-3"], "'3,-3' is not a list of whole numbers above 0"),
        (["--shares", "0.5,1.1"], "'0.5,1.1' is not a list of shares, numbers above 0 and at most 1"),
        (["--people", "2", "--teams", "3"], "2 people of each role are too few for 3 teams an evening"),
        (["--people", "40", "--teams", "1"], "an operation of 1600 evenings is too long, the most is 1100"),
    ],
)
def test_no_grid_of_what_cannot_be(given, said):
    ended = CliRunner().invoke(app, ["grid", *given, "--no-save"])
    assert ended.exit_code == 2
    assert said in unwrapped(ended.stderr)


@pytest.mark.parametrize("command", ["pairs", "grid"])
@pytest.mark.parametrize(
    ("solvers", "said"),
    [
        ("tandem@5,greedy", "'tandem@5': name the solver alone, --limits says the seconds for all"),
        ("greedy,cpsat-pairs", "'greedy,cpsat-pairs': name tandem and a rival"),
        ("tandem", "'tandem': name tandem and a rival"),
        ("tandem,nobody", "unknown solver 'nobody'"),
    ],
)
def test_solvers_are_tandem_and_rivals_with_common_limits(command, solvers, said):
    ended = CliRunner().invoke(app, [command, "--solvers", solvers, "--no-save"])
    assert ended.exit_code == 2
    assert said in unwrapped(ended.stderr)


def test_one_team_is_no_teams():
    comparison = Comparison([Entrant("greedy", AGES, "greedy")], Conditions.of(1, 4.0), lambda _: None, None)
    assert [run.variant for teams in (1, 2) for run in comparison.grid(2, 2, teams, 1)] == ["1 team", "2 teams"]


def unwrapped(told):
    """What was told in a box for a terminal, in one line."""
    return " ".join(told.replace("│", " ").split())


def run(solver, values, outcome="valid", limit=5.0):
    return Run("S", "scarce", 1, solver, limit, outcome, values=values)


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        (run("tandem", (0, 5)), run("greedy", (0, 5)), "as good"),
        (run("tandem", (0, 4)), run("greedy", (0, 5)), "better"),
        (run("tandem", (1, 4)), run("greedy", (0, 9)), "worse"),
        (run("tandem", (), "nothing"), run("greedy", (0, 9)), "no roster"),
        (run("tandem", (0, 0), "invalid"), run("greedy", (9, 9)), "no roster"),
        (run("tandem", (9, 9)), run("greedy", (0, 0), "invalid"), "better"),
        (run("tandem", (), "nothing"), run("greedy", (), "nothing"), "neither has one"),
        (run("tandem", (9, 9)), run("greedy", (), "nothing"), "better"),
        (run("tandem", (9, 9)), run("greedy", (), "failed"), "alone, the rival failed"),
        (run("tandem", (9, 9)), run("greedy", (0, 0), "failed"), "alone, the rival failed"),
        (run("tandem", (), "nothing"), run("greedy", (), "failed"), "neither has one"),
        (run("tandem", (), "failed"), run("greedy", (0, 9)), "no roster"),
    ],
)
def test_verdict(ours, theirs, says):
    assert verdict(ours, theirs) == says


def test_verdicts_are_of_the_same_limit():
    runs = [
        run("tandem@5", (2, 1), limit=5.0),
        run("greedy@5", (1, 7), limit=5.0),
        run("tandem@20", (0, 1), limit=20.0),
        run("greedy@20", (1, 7), limit=20.0),
        run("timefold@20", (), "skipped", 20.0),
    ]
    found = list(verdicts(runs))
    assert [(one.limit, one.says) for one in found] == [(5.0, "worse"), (20.0, "better")]
    assert summary(found) == ["beside greedy after 5 s: worse 1", "beside greedy after 20 s: better 1"]
    assert missing_more(found) == [
        "teams missing that greedy places within 5 s: on 1 of 1 instances: S scarce seed 1",
        "teams missing that greedy places within 20 s: on 0 of 1 instances",
    ]


def test_every_instance_is_in_the_summary():
    outcomes = ("valid", "invalid", "nothing", "failed")
    runs = [
        replace(run(solver, (), outcome), seed=seed, values=(0, 5) if outcome == "valid" else ())
        for seed, (ours, theirs) in enumerate(product(outcomes, outcomes))
        for solver, outcome in (("tandem", ours), ("greedy", theirs))
    ]
    (line,) = summary(list(verdicts(runs)))
    assert line == (
        "beside greedy after 5 s: better 2; alone, the rival failed 1; as good 1; no roster 3; neither has one 9"
    )


def test_tables_for_the_readme(tmp_path):
    facts = {"command": "python -m benchmarks pairs", "cores": "1"}
    runs = [run("tandem", (0, 5)), run("greedy", (0, 5)), run("cpsat-pairs", (), "nothing")]
    path = tmp_path / "kept.csv"
    save(path, facts, runs)
    told = markdown(*load(path, Run)).splitlines()
    assert told[4:7] == [
        "| instance | s | tandem | greedy | tandem is | cpsat-pairs | tandem is |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| S scarce seed 1 | 5 | 0 · 5 | 0 · 5 | as good | - | better |",
    ]
    assert "beside greedy after 5 s: as good 1" in told
    assert told[-1] == "- cores: 1"
    assert "teams missing that greedy places within 5 s: on 0 of 1 instances" in counted(*load(path, Run))


def test_a_later_tier_is_no_missing_team():
    assert missing_more([Verdict("S", 5.0, "greedy", (0, 9), (0, 1), "worse")]) == [
        "teams missing that greedy places within 5 s: on 0 of 1 instances"
    ]


def test_months_end_where_nobody_has_a_roster(tmp_path):
    heard = []
    comparison = Comparison([Entrant("greedy", AGES, "greedy")], Conditions.of(1, 4.0), heard.append, tmp_path)
    runs = list(comparison.family("second-month", "S", 1))
    assert runs == heard
    assert [one.variant for one in runs] == ["month 1", "month 2", "month 3"]
    assert len(list(tmp_path.iterdir())) == 3


def test_commands(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "results_file", lambda name, ending: tmp_path / f"{name}.{ending}")
    few = ["--solvers", "tandem,greedy", "--limits", "600"]
    ended = CliRunner().invoke(app, ["grid", "--people", "3", "--teams", "1", "--shares", "1", *few])
    assert ended.exit_code == 0, ended.output
    assert "teams missing that greedy places within 600 s: on 0 of 1 instances" in ended.stdout
    assert (tmp_path / "grid.csv").exists()
    ended = CliRunner().invoke(app, ["pairs", "--families", "nonsense"])
    assert (ended.exit_code, "unknown 'nonsense'" in ended.stderr) == (2, True)
    ended = CliRunner().invoke(app, ["pairs", "--limits", "0"])
    assert (ended.exit_code, "is not a list of numbers above 0" in ended.stderr) == (2, True)
