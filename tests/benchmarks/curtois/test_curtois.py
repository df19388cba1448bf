"""The outside check: what the checker says of a roster is what the published format says of its two halves."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.curtois import generate, results, single
from benchmarks.curtois.clocks import clocks
from benchmarks.curtois.instance import read
from benchmarks.curtois.scenario import scenario
from tandem_models import InputError, Scenario, Schedule
from tandem_scheduler import check, check_proof, load_scenario, solve

from .reader import Published, Roster

SHARED = Path(__file__).parents[4] / "shared" / "data" / "curtois"

SMALL = """\
# Made up.
SECTION_HORIZON
7

SECTION_SHIFTS
# a long night bars both, so that no two shifts are alike
E,480,
L,450,E
N,600,E|L

SECTION_STAFF
A,E=7|L=2|N=0,2400,960,4,2,2,1
B,E=7|L=7|N=7,2400,900,3,1,2,1
C,E=0|L=7|N=3,2130,0,3,2,1,0
D,E=7|L=7|N=7,1440,960,5,2,3,1

SECTION_DAYS_OFF
A,0
B,5,6

SECTION_SHIFT_ON_REQUESTS
A,3,E,2
B,1,N,3
D,2,L,0

SECTION_SHIFT_OFF_REQUESTS
C,4,N,4
D,6,E,1

SECTION_COVER
""" + "".join(f"{day},{shift},{wanted},{30 - day},2\n" for day in range(7) for shift, wanted in (("E", 1), ("N", 1)))
"""Days of shift L have no cover: they may be worked at no cost."""


def written(folder: Path, text: str) -> Path:
    path = folder / "small.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def halves(made: Scenario, schedule: Schedule) -> list[Roster]:
    """The rosters of the detectives and of the officers, by the original staff and days."""
    days = {on: number for number, on in enumerate(made.calendar)}
    return [
        {(getattr(team, side)[2:], days[team.evening]): team.area for team in schedule.deployments}
        for side in ("detective", "officer")
    ]


def agreed(path: Path, work: float | None = None) -> Schedule:
    """Solve, to the end or for so much work, and hold the roster against the second reading."""
    made = scenario(read(path))
    schedule = solve(made, workers=1, deterministic=work)
    assert schedule.has_roster
    published, rosters = Published(path.read_text(encoding="utf-8")), halves(made, schedule)
    assert [len(roster) for roster in rosters] == [len(schedule.deployments)] * 2
    assert [published.broken(roster) for roster in rosters] == [[], []]
    assert check(made, schedule).tiers == (sum(map(published.cost, rosters)),)
    assert schedule.proof is not None
    assert not check_proof(made, schedule, schedule.proof)
    return schedule


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_made_up(tmp_path, ending):
    schedule = agreed(written(tmp_path, SMALL.replace("\n", ending)))
    assert schedule.status == "optimal"
    assert schedule.tiers[0].value % 2 == 0  # twice the best roster of one role


@pytest.mark.skipif(not SHARED.exists(), reason="the published instances are not here")
@pytest.mark.parametrize(("name", "best"), [("Instance2", 828), ("Instance3", 1001)])
def test_published(name, best):
    schedule = agreed(SHARED / f"{name}.txt")
    assert (schedule.status, schedule.tiers[0].value) == ("optimal", 2 * best)


@pytest.mark.skipif(not SHARED.exists(), reason="the published instances are not here")
def test_what_is_published_lies_between_bound_and_value():
    # `python -m benchmarks curtois` proves it; this is a part of the work.
    (tier,) = agreed(SHARED / "Instance1.txt", work=2).tiers
    assert tier.bound <= 2 * 607 <= tier.value


def test_one_real_side_costs_one_roster(tmp_path):
    path = written(tmp_path, SMALL)
    made, published = scenario(read(path), sides=1), Published(SMALL)
    schedule = solve(made, workers=1)
    roster, _ = halves(made, schedule)
    assert not published.broken(roster)
    assert schedule.status == "optimal"
    assert check(made, schedule).tiers == (published.cost(roster),)
    both = solve(scenario(read(path)), workers=1)
    assert both.tiers[0].value == 2 * schedule.tiers[0].value
    assert single.solve(read(path), 600, 1).value == schedule.tiers[0].value


def test_officers_are_free_whom_a_long_shift_does_not_hold(tmp_path):
    made = scenario(read(written(tmp_path, SMALL.replace("N,600,E|L", "N,1440,E|L|N"))), sides=1)
    assert len(made.of_role("neighbourhood_officer")) == 2 * len(made.of_role("detective"))


def test_zero_may_have_a_sign(tmp_path):
    wishes = read(written(tmp_path, SMALL.replace("D,2,L,0", "D,2,L,-0"))).wishes
    assert [wish.weight for wish in wishes if wish.member == "D" and wish.on] == [0]


@pytest.mark.parametrize("number", generate.LIKE)
def test_generated_instances_are_like_the_published(tmp_path, number):
    size = generate.LIKE[number]
    text = generate.generate(size, 1)
    assert text == generate.generate(size, 1) != generate.generate(size, 2)
    instance = read(written(tmp_path, text))
    assert (instance.days, len(instance.staff), len(instance.shifts)) == (28, size.staff, size.shifts)
    assert clocks(instance).rest > 0
    made = scenario(instance)
    assert len(made.people) == 2 * size.staff


def test_everybody_generated_has_a_roster(tmp_path):
    instance = read(written(tmp_path, generate.generate(generate.Size(6, 4), 3)))
    nothing_wanted = replace(instance, cover=(), wishes=())
    assert single.solve(nothing_wanted, 600, 1).value == 0


def test_the_second_reading_sees_what_is_broken():
    published = Published(SMALL)
    faulty = {("A", 0): "N", ("A", 1): "E", ("C", 5): "L", ("B", 1): "N", ("B", 2): "N", ("B", 4): "N"}
    assert published.broken(faulty) == [
        "A: 1 of shift N",
        "A: E after N on day 0",
        "B: only 1 days off in a row from day 3",
        "C: too many weekends",
        "C: only 1 shifts in a row from day 5",
        "D: 0 minutes",
        "A: works on day off 0",
    ]


def test_the_checker_breaks_where_the_second_reading_does(tmp_path):
    path = written(tmp_path, SMALL)
    made, published = scenario(read(path)), Published(SMALL)
    teams = list(solve(made, workers=1).deployments)
    seen = {True: 0, False: 0}
    for left_out in teams:
        rest = [team for team in teams if team != left_out]
        report = check(made, rest)
        rosters = halves(made, Schedule.model_construct(deployments=tuple(rest)))
        broken = [fault for roster in rosters for fault in published.broken(roster)]
        assert report.ok == (not broken), (left_out, broken)
        assert report.tiers == (sum(map(published.cost, rosters)),)
        seen[report.ok] += 1
    assert all(seen.values()), seen


def test_clocks_say_exactly_what_the_lists_say(tmp_path):
    instance = read(written(tmp_path, SMALL))
    times = clocks(instance)
    for one in instance.shifts:
        for two in instance.shifts:
            between = 1440 + times.starts[two.id] - times.starts[one.id] - one.minutes
            assert (between < times.rest) == (two.id in one.barred)


def test_no_clocks_for_some_lists(tmp_path):
    # E and L are as long as each other: if E can't follow L for want of rest, L starts later and can follow E.
    path = written(tmp_path, SMALL.replace("E,480,\nL,450,E", "E,480,L\nL,480,E"))
    with pytest.raises(InputError, match=r"small.txt:8: no times of day .* follow shift L"):
        scenario(read(path))


def test_a_shift_of_a_whole_day(tmp_path):
    path = written(tmp_path, SMALL.replace("N,600,E|L", "N,1440,E|L|N"))
    assert {area.id for area in scenario(read(path)).areas} == {"E", "L", "N"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("SECTION_HORIZON\n7", "SECTION_HORIZON\nseven", "small.txt:3: the horizon 'seven' must be a whole number"),
        ("L,450,E", "L,450,F", "small.txt:8: unknown shift 'F' among those that cannot follow: known are E, L, N"),
        ("L,450,E", "L,450", "small.txt:8: has 2 values, but a line of SECTION_SHIFTS has: ShiftID, minutes"),
        ("L,450,E", "E,450,E", "small.txt:8: shift 'E' is in the list already"),
        ("2400,960,4", "960,2400,4", "small.txt:12: at least 2400 minutes, at most 960: the maximum stands before"),
        ("A,E=7|L=2|N=0", "A,E=7|L=2", "small.txt:12: has no maximum for shift N: write N=0 for not eligible"),
        ("A,E=7|L=2|N=0", "A,E=7|L:2|N=0", "small.txt:12: 'L:2' is no maximum"),
        ("B,5,6", "B,5,7", "small.txt:19: the day '7' must be a whole number from 0 to 6"),
        ("B,1,N,3", "X,1,N,3", "small.txt:23: unknown employee 'X'"),
        ("SECTION_COVER", "SECTION_COVERS", "unknown section 'SECTION_COVERS', did you mean 'SECTION_COVER'?"),
        ("0,N,1,30,2", "0,E,1,30,2", "speaks of shift E on day 0, as an earlier line does: keep one"),
        ("# Made up.", "version: 1", "small.txt:1: stands before any section"),
        (SMALL, "", "small.txt: SECTION_HORIZON is missing or empty"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, said):
    with pytest.raises(InputError) as error:
        read(written(tmp_path, SMALL.replace(old, new)))
    assert said in str(error.value)


def test_all_faults_together(tmp_path):
    with pytest.raises(InputError) as error:
        read(written(tmp_path, SMALL.replace("B,5,6", "B,5,7").replace("B,1,N,3", "B,1,N,x")))
    assert [fault.line for fault in error.value.faults] == [19, 23]


def test_command(tmp_path):
    path, out = written(tmp_path, SMALL), tmp_path / "out"
    ended = CliRunner().invoke(app, ["curtois", str(path), "--json", "--out", str(out)])
    assert ended.exit_code == 0, ended.output
    (run,) = json.loads(ended.stdout)["runs"]
    assert (run["instance"], run["published"], run["value"]) == ("small", None, run["bound"])
    assert run["value"] == 2 * run["plain"]["value"] == 2 * run["plain"]["bound"]
    assert run["first"] <= run["best"]
    assert load_scenario(out / "small.yaml").fingerprint == scenario(read(path)).fingerprint
    ended = CliRunner().invoke(app, ["curtois", str(path), "--sides", "1", "--no-plain"])
    assert (ended.exit_code, ended.stdout.split()[:3]) == (0, ["instance", "value", "bound"])
    ended = CliRunner().invoke(app, ["curtois"])
    assert (ended.exit_code, "name files of instances" in ended.stderr) == (2, True)


def test_command_with_bad_input(tmp_path):
    ended = CliRunner().invoke(app, ["curtois", str(written(tmp_path, "nonsense"))])
    assert ended.exit_code == 2
    assert "small.txt:1: stands before any section" in ended.stderr


def test_what_is_published_is_held_against(tmp_path, monkeypatch):
    instance = read(written(tmp_path, SMALL))
    best = results.run(instance, 30, 1).value
    for published, wrong in ((best // 2 - 1, "is above"), (best // 2, ""), (best // 2 + 1, "is less than")):
        for known in (results.PUBLISHED, results.BEST_KNOWN):
            monkeypatch.setitem(known, "small", published)
        found = results.run(instance, 30, 1)
        assert (found.wrong != "", wrong in found.wrong) == (wrong != "", True)
    monkeypatch.delitem(results.PUBLISHED, "small")
    assert not results.run(instance, 30, 1).wrong  # better than the best known
    monkeypatch.setitem(results.PUBLISHED, "small", best // 2 + 1)
    assert CliRunner().invoke(app, ["curtois", instance.file]).exit_code == 1
