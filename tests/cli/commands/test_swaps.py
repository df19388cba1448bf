import pytest

from tandem_models import Schedule, Swaps
from tandem_scheduler import read_roster

from ..stand_ins import ROSTER

PLAN = """\
operation: {name: A swap, start: 2026-03-02, end: 2026-03-05}
evenings: {shift: {start: "16:00", end: "00:00"}, teams: 1}
areas: [{id: centre}]
people:
  - {id: D1, role: detective}
  - {id: D2, role: detective}
  - {id: D3, role: detective, until: 2026-02-01}
  - {id: N1, role: officer}
  - {id: N2, role: officer}
rules:
  - {kind: max_evenings, max: 2}
  - {kind: min_evenings, min: 2, who: [D1, D2, N1, N2]}
"""

BEFORE = """evening,area,detective,officer
2026-03-02,centre,D1,N1
2026-03-03,centre,D2,N1
2026-03-04,centre,D1,N2
2026-03-05,centre,D2,N2
"""

SWAPPED = """evening,area,detective,officer
2026-03-02,centre,D2,N1
2026-03-03,centre,D2,N1
2026-03-04,centre,D1,N2
2026-03-05,centre,D1,N2
"""

MONDAY = ("--person", "D1", "--evening", "2026-03-02")


@pytest.fixture
def week(tmp_path):
    """A plan of four evenings, two for everybody, and its roster."""
    plan, roster = tmp_path / "week.yaml", tmp_path / "week.csv"
    plan.write_text(PLAN)
    roster.write_text(BEFORE)
    return plan, "--roster", roster


def test_exchanges_are_ranked_and_the_others_told_with_their_rule(run, week):
    result = run("swaps", *week, *MONDAY, width=200)
    assert result.exit_code == 0
    with_n1 = "D2 with N1 in centre, D1 for D2 on"
    assert result.stdout.splitlines() == [
        "Monday 2 March 2026: D1's evening could be swapped in 2 ways, with all else as it is.",
        "",
        f"  1. {with_n1} 5 March 2026 with N2 in centre: D2 not out before, next the day after; "
        "D1 last out the day before; no tier changes.",
        f"  2. {with_n1} 3 March 2026 with N1 in centre: D2 not out before, next 3 days after; "
        "D1 not out before, next the day after; no tier changes.",
        "   - at their most evenings (max_evenings): D2",
        "   - not there yet or any more: D3",
    ]
    assert "and 1 more (--top)" in run("swaps", *week, *MONDAY, "--top", "1").stdout


def test_with_one_person_alone(run, week):
    result = run("swaps", *week, *MONDAY, "--with", "D3", width=200)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Monday 2 March 2026: D1's evening can't be swapped with D3, with all else as it is.",
        "",
        "   - not there yet or any more: D3",
    ]


def test_json_is_the_contract_s(run, week):
    found = Swaps.model_validate_json(run("swaps", *week, *MONDAY, "--json").stdout)
    assert [(one.person, str(one.evening)) for one in found.swaps] == [("D2", "2026-03-05"), ("D2", "2026-03-03")]
    assert [(one.person, one.reason) for one in found.excluded] == [("D2", "max_evenings"), ("D3", "not_there")]
    made = ("swap", *week, *MONDAY, "--with", "D2", "--json")
    one = Swaps.model_validate_json(run(*made, "--for", "2026-03-03").stdout)
    assert (one.swaps, one.excluded) == (found.swaps[1:], ())
    none = run(*made)
    assert (none.exit_code, Swaps.model_validate_json(none.stdout).excluded) == (1, found.excluded[:1])


def test_a_swap_is_made_and_written_with_what_changes(run, week, tmp_path):
    new, page, book, calendars = (tmp_path / name for name in ("new.csv", "new.html", "new.xlsx", "calendars"))
    made = ("swap", *week, *MONDAY, "--with", "D2", "--for", "2026-03-05")
    assert run("export", week[0], week[2], "--calendars", calendars).exit_code == 0
    result = run(*made, "--out", new, "--out", page, "--out", book, "--calendars", calendars, width=200)
    assert result.exit_code == 0
    assert result.stdout.startswith("D2 with N1 in centre, D1 for D2 on 5 March 2026 with N2 in centre: ")
    assert "D1: no longer Mon 2 March; instead Thu 5 March, centre, with N2" in result.stdout
    assert "4 people are told something else, 6 changes in all." in result.stdout
    assert new.read_text() == SWAPPED
    assert "Changes" in page.read_text()
    assert read_roster(book) == read_roster(new)
    assert "Teams in all.ics: 2 new, 0 changed, 2 cancelled, 2 unchanged." in result.stderr
    told = run(*made, "--notices", tmp_path / "told.csv", "--decided", "2026-02-20")
    assert told.exit_code == 0
    assert (tmp_path / "told.csv").read_text().count("\n") == 1 + 6
    alone = run(*made, width=200)
    assert "--out FILE writes the new roster" in alone.stdout


def test_a_schedule_is_written_whole(run, scenario_file, tmp_path):
    solved, new = tmp_path / "solved.json", tmp_path / "new.json"
    run("solve", scenario_file, "--out", solved)
    one = Schedule.model_validate_json(solved.read_text()).deployments[0]
    other = {"D01": "D02", "D02": "D01"}[one.detective]
    swap = ("swap", scenario_file, "--roster", solved, "--person", one.detective, "--evening", "2021-02-22")
    assert run(*swap, "--with", other, "--for", "2021-02-23", "--out", new).exit_code == 0
    made = Schedule.model_validate_json(new.read_text())
    assert (made.stop_reason, made.deployments[0].detective) == ("replaced", other)


def test_a_swap_that_breaks_a_rule_is_not_made(run, week, tmp_path):
    new = tmp_path / "new.csv"
    result = run("swap", *week, *MONDAY, "--with", "D2", "--out", new, width=200)
    assert result.exit_code == 1
    assert result.stdout == "D2: at their most evenings (max_evenings). They could swap for 3 and 5 March 2026.\n"
    never = run("swap", *week, *MONDAY, "--with", "D3", "--out", new, width=200)
    assert never.stdout == "D3: not there yet or any more. They can't swap that evening at all.\n"
    assert not new.exists()
    whole = run("swap", *week, *MONDAY, "--with", "D2", "--for", "2026-03-05", "--out", tmp_path / "a.json", width=200)
    assert (whole.exit_code, "would hold a whole solve" in whole.stderr) == (2, True)


def test_whoever_takes_it_for_nothing(run, scenario_file, roster_file, tmp_path):
    new = tmp_path / "new.csv"
    asked = (scenario_file, "--roster", roster_file, "--person", "D01", "--evening", "2021-02-22")
    result = run("swaps", *asked, width=200)
    first = (
        "  2. D02 with N01 in Charnwood: 2 evenings, others 0; not out before, next the day after; home area + rules"
    )
    assert first in result.stdout
    assert run("swap", *asked, "--with", "D02", "--out", new).exit_code == 0
    assert new.read_text() == ROSTER.replace("D01", "D02")
    back = run("swap", *asked, "--with", "D02", "--for", "2021-02-22", width=200)
    assert (back.exit_code, "D02 does not go on 2021-02-22: there is nothing to give" in back.stderr) == (2, True)


def test_where_nobody_can_go_an_exchange_is_told(run, week, tmp_path):
    new = tmp_path / "new.csv"
    asked = ("suggest", *week, "--instead", "D1", "--evening", "2026-03-02")
    alone = run(*asked, width=200)
    assert alone.exit_code == 1
    told = " ".join(alone.stdout.split())
    assert "With --moves 1, in exchange: D2 with N1 in centre, D1 for D2 on 5 March 2026 with N2 in centre" in told
    assert "Whoever goes: D1 works 1 evening, at least 2 are wanted (min_evenings)." in told
    moved = run(*asked, "--moves", "1", "--out", new, width=200)
    assert (moved.exit_code, new.read_text()) == (0, SWAPPED)
    assert "Whoever goes" not in moved.stdout
    assert "Whoever goes, but in exchange: D1 works 1" in run(*asked, "--moves", "1", "--all", width=200).stdout


def test_who_drops_out_takes_no_evening_of_those_asked_about(run, week):
    asked = ("suggest", *week, "--instead", "D1", "--moves", "1", "--json")
    for span in ((), ("--from", "2026-03-02", "--to", "2026-03-05")):
        result = run(*asked, *span)
        assert (result.exit_code, '"candidates": []' in result.stdout) == (1, True)
    result = run(*asked, "--from", "2026-03-02", "--to", "2026-03-04", "--evening=")
    assert result.exit_code == 2
    within = run(*asked, "--to", "2026-03-03")
    assert (within.exit_code, "2026-03-05" in within.stdout) == (0, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--person", "D9", "--evening", "2026-03-02"), "unknown person 'D9'"),
        (("--person", "D2", "--evening", "2026-03-02"), "D2 does not go on 2026-03-02: there is nothing to swap"),
        (("--person", "D1", "--evening", "Monday"), "not a date"),
        ((*MONDAY, "--with", "D1"), "D1 can't swap with themselves"),
        ((*MONDAY, "--with", "N1"), "N1 is no detective"),
        ((*MONDAY, "--with", "D9"), "unknown person 'D9'"),
    ],
)
def test_questions_without_sense(run, week, options, told):
    for command in ("swaps", "swap"):
        given = options if command == "swaps" or "--with" in options else (*options, "--with", "D2")
        result = run(command, *week, *given, width=200)
        assert (result.exit_code, told in result.stderr) == (2, True)


def test_what_is_given_is_a_date_on_which_they_go(run, week):
    for given, told in (("soon", "not a date"), ("2026-03-04", "D2 does not go on 2026-03-04")):
        result = run("swap", *week, *MONDAY, "--with", "D2", "--for", given, width=200)
        assert (result.exit_code, told in result.stderr) == (2, True)
