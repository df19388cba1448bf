"""The second month: the roster of the first is its history, in whatever form it was kept."""

import json

import pytest

from tandem_models import Deployment, HistoryEntry, RosterError
from tandem_scheduler import check, load_scenario, notes, read_history, read_roster, solve, with_history

FIRST = """
operation: {name: Month one, start: 2021-03-01, end: 2021-03-14}
evenings: {shift: {start: "16:00", end: "00:00"}, teams: 1}
areas: [{id: north}, {id: old-town}]
people:
  - {id: D01, role: detective, name: Ann Ash}
  - {id: D02, role: detective, name: Bob Beck}
  - {id: D03, role: detective, name: Cy Coe}
  - {id: N01, role: neighbourhood_officer}
  - {id: N02, role: neighbourhood_officer}
  - {id: N03, role: neighbourhood_officer}
rules: [{kind: rolling_limit, limit: 3, days: 7}, {kind: evening_gap, evenings: 1}]
"""
SECOND = """
operation: {name: Month two, start: 2021-03-15, end: 2021-03-28}
evenings: {shift: {start: "16:00", end: "00:00"}, teams: 1}
areas: [{id: north}, {id: west}]
people:
  - {id: D01, role: detective, name: Ann Ash}
  - {id: D02, role: detective, name: Bob Beck}
  - {id: D04, role: detective, name: Dee Dow, since: 2021-03-15}
  - {id: N01, role: neighbourhood_officer}
  - {id: N02, role: neighbourhood_officer}
  - {id: N03, role: detective}
  - {id: N04, role: neighbourhood_officer, since: 2021-03-20}
rules: [{kind: rolling_limit, limit: 3, days: 7}, {kind: evening_gap, evenings: 1}]
"""
HEADER = "evening,area,detective,officer\n"


@pytest.fixture
def months(tmp_path):
    for name, text in (("one", FIRST), ("two", SECOND)):
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


def entries(*rows: str) -> list[HistoryEntry]:
    found = []
    for row in rows:
        on, area, *pair = row.split(",")
        found += [HistoryEntry(person=a, on=on, area=area, partner=b) for a, b in (pair, pair[::-1])]
    return found


def test_the_second_month_of_a_small_force(run, months):
    files = [months / f"last.{kind}" for kind in ("csv", "json", "yaml", "xlsx")]
    assert run("solve", months / "one.yaml", "--workers", 1, *(w for f in files for w in ("--out", f))).exit_code == 0
    last = read_roster(files[0])
    two = load_scenario(months / "two.yaml")
    assert {"D03", "old-town"} <= {part for team in last for part in (team.detective, team.area)}
    new = months / "new.csv"
    for file in files:
        assert sorted(read_history(file, two), key=str) == sorted(last, key=str)
        solved = run("solve", months / "two.yaml", "--workers", 1, "--history", file, "--out", new)
        assert solved.exit_code == 0, solved.stderr
        told = " ".join(solved.stderr.split())
        assert "the history names D03, not among the people: taken as having left" in told
        assert "the history names old-town, not among the areas" in told
        assert "of the same role by now" in told
    worked = with_history(two, last)
    teams = read_roster(new)
    assert check(worked, teams).ok
    # Who worked on the last evening has no time for the first, which the plan alone does not know.
    tired = {person for team in last for person in (team.detective, team.officer) if str(team.evening) == "2021-03-14"}
    first = next(team for team in teams if str(team.evening) == "2021-03-15")
    assert not tired & {first.detective, first.officer}
    rested = {"D01", "D02"} - tired
    again = next(iter({"D01", "D02"} & tired), None)
    assert rested
    history = ("--history", files[3])
    assert run("check", months / "two.yaml", new, *history).exit_code == 0
    explained = run("explain", months / "two.yaml", *history)
    assert explained.exit_code == 0
    suggested = run(
        "suggest",
        months / "two.yaml",
        "--roster",
        new,
        "--instead",
        first.detective,
        "--evening",
        "2021-03-15",
        *history,
        "--json",
    )
    names = [one["person"] for one in json.loads(suggested.stdout)[0]["candidates"]]
    if again is not None:
        assert again not in names
    without = run("check", months / "two.yaml", new, "--json")
    with_it = run("check", months / "two.yaml", new, "--json", *history)
    assert json.loads(without.stdout)["tiers"] != json.loads(with_it.stdout)["tiers"]  # fairness counts it
    assert run("export", months / "two.yaml", new, *history, "--out", months / "o.html").exit_code == 0
    assert run("compare", months / "two.yaml", new, new, *history).exit_code == 0


def test_a_roster_becomes_history_whoever_has_left(months):
    two = load_scenario(months / "two.yaml")
    team = Deployment(evening="2021-03-14", area="old-town", detective="D03", officer="N01")
    found = with_history(two, [team])
    assert [*found.history] == entries("2021-03-14,old-town,D03,N01")
    assert [*found.past] == [HistoryEntry(person="N01", on="2021-03-14")]
    assert two.history == ()
    assert with_history(found, [team]) == found
    # The one who is left had a late evening.
    late = Deployment(evening="2021-03-15", area="north", detective="D01", officer="N01")
    assert [v.kind for v in check(found, [late]).violations] == ["evening_gap"]
    assert check(two, [late]).ok


def test_an_area_was_visited_though_both_have_left(months):
    two = load_scenario(months / "two.yaml").changed(rules=[{"kind": "visit_gap", "evenings": 6}])
    rows = (("2021-03-13", "west"), ("2021-03-14", "north"))
    left = [Deployment(evening=on, area=area, detective="D03", officer="N09") for on, area in rows]
    plan = with_history(two, left)
    gaps = [v.message for v in check(plan, []).violations if v.kind == "visit_gap"]
    assert ["north gets no visit between 15 and 28 March 2021" in gap for gap in gaps] == [True, False]
    assert ["west gets no visit between 14 and 28 March 2021" in gap for gap in gaps] == [False, True]
    assert solve(plan, workers=1).status == "optimal"


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (
            "2021-03-15,north,D01,N01\n2021-03-16,north,D02,N02\n",
            [":2: evening: 2021-03-15 is not before the operation starts on 2021-03-15 (and 1 more like it)"],
        ),
        ("2021-03-14,north,D1,N01\n", [":2: detective: unknown person 'D1', did you mean 'D01'?"]),
        (
            "2021-03-14,north,Jo Gone,N01\n",
            [
                ":2: detective: nobody has this name: give the id, of somebody who has left the old one, or keep them "
                "among the people with `until`"
            ],
        ),
        ("2021-03-14,North,D01,N01\n", [":2: area: unknown area 'North', did you mean 'north'?"]),
        ("2021-03-14,north,D01,N01\n2021-03-14,west,D01,N02\n", [":3: detective: D01 is in two teams on 2021-03-14"]),
        ("2021-03-14,north,D04,N01\n", [":2: evening: D04 worked on 2021-03-14, but is there only since 2021-03-15"]),
    ],
)
def test_what_is_no_history_is_told_by_its_place(run, months, rows, faults):
    file = months / "last.csv"
    file.write_text(HEADER + rows)
    for command in (
        ("solve", months / "two.yaml"),
        ("check", months / "two.yaml", file),
        ("explain", months / "two.yaml"),
        ("suggest", months / "two.yaml", "--roster", file, "--instead", "D01"),
        ("export", months / "two.yaml", file, "--out", months / "o.html"),
        ("compare", months / "two.yaml", file, file),
    ):
        result = run(*command, "--history", file)
        assert result.exit_code == 2
        for fault in faults:
            assert f"{file}{fault}" in result.stderr
    with pytest.raises(RosterError):
        with_history(load_scenario(months / "two.yaml"), read_roster(file))


def test_the_scenario_s_own_history_is_not_contradicted(run, months):
    (months / "two.yaml").write_text(SECOND + "history: [{person: D01, on: 2021-03-14, area: west}]\n")
    file = months / "last.csv"
    file.write_text(HEADER + "2021-03-14,north,D01,N01\n")
    result = run("solve", months / "two.yaml", "--history", file)
    assert f"{file}:2: detective: the scenario's own history has D01 elsewhere on 2021-03-14" in result.stderr
    file.write_text(HEADER + "2021-03-14,west,D01,N01\n")
    two = load_scenario(months / "two.yaml")
    assert [*with_history(two, read_history(file, two)).history] == entries("2021-03-14,west,D01,N01")


def test_dates_without_a_year_are_those_before_the_operation(months, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Roster"
    for row in (
        ["Evening", "north", "x-remarks"],
        ["Sun 14 Mar", "D03 / N01", "late"],
        ["28 Dec", "D01 Ann Ash + N09", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "last.xlsx")
    found = read_history(tmp_path / "last.xlsx", load_scenario(months / "two.yaml"))
    assert [(str(t.evening), t.detective, t.officer) for t in found] == [
        ("2021-03-14", "D03", "N01"),
        ("2020-12-28", "D01", "N09"),
    ]


def test_whoever_may_be_a_name_is_not_told(months):
    two = load_scenario(months / "two.yaml")
    team = Deployment(evening="2021-03-14", area="north", detective="Zebedee", officer="N01")
    told = " ".join(notes(with_history(two, [team])))
    assert "the history names 1 id, not among the people" in told
    assert "Zebedee" not in told
