"""The scenarios made from real figures: that they say what their sources say."""

from datetime import date
from pathlib import Path

import pytest

from tandem_scheduler import notes
from tandem_scheduler.io import load_scenario

FOLDER = Path(__file__).parents[2] / "scenarios"
NAMES = ["leicestershire-2021.yaml", "leicestershire-2021-three-teams", "six-weeks-2021.yaml"]

CRIMES = {  # twelve months to November 2020, data.police.uk: robbery, possession of weapons, violence
    "west-leicester": (229, 168, 6207),
    "east-leicester": (176, 112, 5467),
    "charnwood": (89, 88, 4588),
    "hinckley-blaby": (42, 60, 4686),
    "south-leicester": (58, 68, 2677),
    "city-centre": (113, 69, 2078),
    "harborough-wigston": (41, 38, 2699),
    "north-west-leicestershire": (14, 35, 2540),
    "melton-rutland": (14, 31, 1735),
}
HARM = {area: 365 * robbery + 273.75 * weapons + 50 * violence for area, (robbery, weapons, violence) in CRIMES.items()}


@pytest.mark.parametrize("name", NAMES)
def test_priorities_are_the_shares_of_harm(name):
    shares = {area: round(100 * harm / sum(HARM.values()), 1) for area, harm in HARM.items()}
    assert {area.id: area.priority for area in load_scenario(FOLDER / name).areas} == shares


@pytest.mark.parametrize("name", NAMES)
def test_ids_only_and_nothing_to_note(name):
    scenario = load_scenario(FOLDER / name)
    assert not any(person.name for person in scenario.people)
    assert notes(scenario) == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_header_names_schema_licence_and_expectation(name):
    file = FOLDER / name if name.endswith(".yaml") else FOLDER / name / "scenario.yaml"
    first, *rest = file.read_text().split("\n\n")[0].splitlines()
    schema = "scenario.schema.json" if file.parent == FOLDER else "../scenario.schema.json"
    assert first == f"# yaml-language-server: $schema={schema}"
    header = " ".join(line.removeprefix("# ") for line in rest)
    assert "What it shows:" in header
    assert "What to expect:" in header
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in header


def test_targets_are_those_the_header_states():
    scenario = load_scenario(FOLDER / NAMES[0])
    assert tuple(scenario.targets.values()) == (6, 5, 4, 4, 2, 2, 2, 2, 1)


def test_three_teams_only_the_middle_rest_days_can_be_worked():
    scenario = load_scenario(FOLDER / NAMES[1])
    # Team a: two nights on 26 and 27 February, rest days from 28 February to 3 March, an early on 4 March.
    last_night = scenario.ordinary_duty("D01", date(2021, 2, 27))
    early = scenario.ordinary_duty("D01", date(2021, 3, 4))
    rest = [
        min(
            (scenario.span(on)[0] - last_night.end).total_seconds(),
            (early.start - scenario.span(on)[1]).total_seconds(),
        )
        for on in (date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 2), date(2021, 3, 3))
    ]
    assert [seconds >= 11 * 3600 for seconds in rest] == [False, True, True, False]


def test_six_weeks_the_clocks_take_an_hour_of_rest():
    scenario = load_scenario(FOLDER / NAMES[2])
    hours = {
        person: (
            scenario.ordinary_duty(person, sunday).start - scenario.span(saturday, "melton-rutland")[1]
        ).total_seconds()
        / 3600
        for person, saturday, sunday in (
            ("N26", date(2021, 3, 20), date(2021, 3, 21)),
            ("N25", date(2021, 3, 27), date(2021, 3, 28)),
        )
    }
    assert hours == {"N26": 11, "N25": 10}
