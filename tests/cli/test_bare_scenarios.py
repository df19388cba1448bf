"""Scenarios and rosters of next to nothing: every command has an answer or a sentence for them, none fails."""

import pytest

from .stand_ins import SCENARIO

HEAD, _, REST = SCENARIO.partition("areas:")
AREAS = "  - {id: charnwood}\n"
PEOPLE = {"D": "  - {id: D01, role: detective}\n", "N": "  - {id: N01, role: neighbourhood_officer}\n"}
AWAY = "absences:\n" + "".join(f"  - {{person: {who}, from: 2021-02-20, to: 2021-03-20}}\n" for who in ("D01", "N01"))


def bare(head=HEAD, areas=AREAS, people="DN", more=""):
    return f"{head}areas:\n{areas}people:\n{''.join(PEOPLE[role] for role in people)}{more}"


NO_TEAM = HEAD.replace("teams: 1", "teams: 0")
ONE_EVENING = HEAD.replace("end: 2021-02-23", "end: 2021-02-22")

SCENARIOS = {
    "two people": bare(),
    "no team wanted": bare(NO_TEAM),
    "nothing said of teams": bare(HEAD.replace(", teams: 1", "")),
    "one evening": bare(ONE_EVENING),
    "one evening without a team": bare(ONE_EVENING.replace("teams: 1", "teams: 0")),
    "no officer": bare(people="D"),
    "no detective": bare(people="N"),
    "all away": bare(more=AWAY),
    "all away, no team wanted": bare(NO_TEAM, more=AWAY),
    "an area of priority 0": bare(areas="  - {id: charnwood, priority: 0}\n  - {id: melton, priority: 1}\n"),
    "all of priority 0": bare(areas="  - {id: charnwood, priority: 0}\n  - {id: melton, priority: 0}\n"),
    "an area that wants no visit": bare(areas="  - {id: charnwood, target: 0}\n"),
    "more teams than people": bare(HEAD.replace("teams: 1", "teams: 99")),
    "one measure": bare(NO_TEAM, more="objectives: [fairness]\n"),
}

ROSTERS = {
    "none": "evening,area,detective,officer\n",
    "one": "evening,area,detective,officer\n2021-02-22,charnwood,D01,N01\n",
}

COMMANDS = [
    "solve S --pins R",
    "solve S --workers 1 --out o.html --out o.xlsx --out o.ics --out o.csv --out o.json --calendars c --published R",
    "alternatives S -n 3 --workers 1 --out a.html",
    "alternatives S -n 2 --workers 1 --roster R --json",
    "check S R",
    "check S R --json",
    "explain S",
    "explain S --pins R",
    "explain S --worth",
    "explain S --roster R",
    "explain S --roster R --why D01@2021-02-22",
    "explain S --roster R --why-not D01@2021-02-22/charnwood",
    "suggest S --roster R --instead D01",
    "suggest S --roster R --role officer --evening 2021-02-22 --moves 1",
    "swaps S --roster R --person D01 --evening 2021-02-22",
    "swap S --roster R --person D01 --evening 2021-02-22 --with D01 --out s.html --calendars s",
    "compare S R none.csv",
    "next S --after R --out R.next",
    "export S R --out e.html --out e.xlsx --out e.ics --out e.csv --calendars e --published none.csv",
]


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_command_answers(run, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text(SCENARIOS[name])
    for roster, text in ROSTERS.items():
        (tmp_path / f"{roster}.csv").write_text(text)
    for command in COMMANDS:
        for roster in ROSTERS if "R" in command else ["none"]:
            names = {"S": "s.yaml", "R": f"{roster}.csv", "R.next": f"next-{roster}.yaml"}
            words = [names.get(word, word) for word in command.split()]
            result = run(*words)
            told = result.exit_code, result.stdout + result.stderr
            assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exception)
            assert result.exit_code in (0, 1, 2, 3), told
            assert "defect" not in told[1], told
            assert result.exit_code == 0 or told[1], words


def test_bars_of_nothing(run, scenario_file):
    scenario_file.write_text(SCENARIOS["no team wanted"])
    result = run("solve", scenario_file, "--workers", 1)
    assert result.exit_code == 0, result.exception
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "charnwood 0 0" in lines
    assert "D01 0 of 2" in lines or "D01 0 of 0" in lines
