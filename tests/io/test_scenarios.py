import json
import os
import textwrap
from datetime import date, time
from pathlib import Path

import pytest

from tandem_models import ScenarioError, Weekday
from tandem_scheduler.io import load_scenario

from .examples import AREAS, HEAD, WHOLE, faults_of, load, told, write


def faults(path: Path) -> list[str]:
    return [told(fault) for fault in faults_of(lambda: load_scenario(path))]


def faults_in(tmp_path: Path, text: str) -> list[str]:
    return [told(fault) for fault in faults_of(lambda: load(tmp_path, text))]


# What YAML 1.1 makes something else of


@pytest.mark.parametrize("off", ["off", '"off"', "'off'"])
def test_off_and_on_are_words(tmp_path, off):
    text = WHOLE + f"requests: [{{person: D01, on: 2021-02-23, want: {off}}}]\n"
    request = load(tmp_path, text).requests[0]
    assert (request.want, request.on) == ("off", date(2021, 2, 23))
    assert load(tmp_path, text.replace(f"want: {off}", "want: on")).requests[0].want == "on"


@pytest.mark.parametrize("word", ["no", "No", "yes", "true", "n"])
def test_other_words_for_no_are_told_of(tmp_path, word):
    assert faults_in(tmp_path, WHOLE + f"requests: [{{person: D01, on: 2021-02-23, want: {word}}}]\n") == [
        f"plan.yaml:7:48: requests[0].want: unknown value '{word}': known are off, on"
    ]


def test_off_is_a_shift_s_name(tmp_path):
    text = WHOLE.replace("home: charnwood", "home: charnwood, pattern: a")
    text += "patterns: {a: {anchor: 2021-02-22, days: [off, no, on], shifts: {off: {release: 5}, no: {}, on: {}}}}\n"
    pattern = load(tmp_path, text).patterns["a"]
    assert pattern.days == ("off", "no", "on")
    assert pattern.shifts["off"].release == 5


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("16:00", time(16)),
        ("02:00", time(2)),
        ("2:00", time(2)),
        ("0200", time(2)),
        ("1600", time(16)),
        ("24:00", time(0)),
        ("16:00:00", time(16)),
    ],
)
def test_times_without_quotes_are_times(tmp_path, written, meant):
    scenario = load(tmp_path, WHOLE.replace('start: "14:00"', f"start: {written}"))
    assert scenario.evenings.shift.start == meant


@pytest.mark.parametrize("wrong", ["960", "16.00", "4pm", "25:00", "16:60", "24:30"])
def test_what_is_no_time_is_told_of(tmp_path, wrong):
    assert faults_in(tmp_path, WHOLE.replace('start: "14:00"', f"start: {wrong}")) == [
        f"plan.yaml:2:27: evenings.shift.start: '{wrong}' is not a time of day: write it like \"16:00\""
    ]


@pytest.mark.parametrize("identifier", ["007", "0x1F", "1e3", "1_000", "2021-02-22", "yes", "NULL-1", "4711"])
def test_ids_stay_as_written(tmp_path, identifier):
    scenario = load(tmp_path, WHOLE.replace("D01", identifier))
    assert scenario.people[0].id == identifier


@pytest.mark.parametrize(
    ("wrong", "right"), [("22/02/2021", "2021-02-22"), ("1.3.2021", "2021-03-01"), ("22/2/2021", "2021-02-22")]
)
def test_dates_in_other_forms_are_told_of(tmp_path, wrong, right):
    assert faults_in(tmp_path, WHOLE.replace("start: 2021-02-22", f"start: {wrong}")) == [
        f"plan.yaml:1:32: operation.start: '{wrong}' is not year-month-day: write {right}"
    ]


def test_dates_with_a_time_are_told_of(tmp_path):
    text = WHOLE.replace("2021-02-22", "2021-02-22T00:00:00")
    assert "operation.start: '2021-02-22T00:00:00' has a time of day" in faults_in(tmp_path, text)[0]


# Places and sentences


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("home: charn", "hom: charn", "6:44: people[1].hom: unknown key 'hom', did you mean 'home'?"),
        ("home: charn", "home:charn", "6:44: people[1].home: a space is missing after the colon: write `ho"),
        ("home: charnwood", "home: charnwod", "6:50: people[1].home: unknown area 'charnwod', did you mean 'charnwo"),
        ("role: detective", "skills: x", "5:5: people[0]: role is missing"),
        ("id: D01", "id: D 01", "5:10: people[0].id: has a space in it: ids are one word"),
        ("teams: 1", "teams: one", "2:58: evenings.teams: must be a whole number, not 'one'"),
        ("teams: 1", "teams: 1.5", "2:58: evenings.teams: must be a whole number, not '1.5'"),
        ("teams: 1", "teams: -1", "2:58: evenings.teams: must be 0 or more, not -1"),
        ("{id: city-centre}", "{id: a, priority: .nan}", "3:44: areas[1].priority: must be a number, not '.nan'"),
        ("{id: city-centre}", "city-centre", "3:26: areas[1]: must be keys with values, not text"),
        ("[{id: charnwood}, {id: city-centre}]", "", "3:7: areas: has nothing after it: give a value, or leave the k"),
        ("operation:", "oparation:", "1:1: oparation: unknown key 'oparation', did you mean 'operation'?"),
        ("end: 2021-03-07", "end: 2021-02-01", "1:12: operation: ends on 2021-02-01, before it starts on 2021-02-22"),
    ],
)
def test_a_fault_has_its_place_and_says_what_to_do(tmp_path, old, new, fault):
    assert old in WHOLE
    assert any(line.startswith(f"plan.yaml:{fault}") for line in faults_in(tmp_path, WHOLE.replace(old, new)))


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("{kind: rest, hours: many}", "7:29: rules[0].hours: must be a number, not 'many'"),
        ("{kind: rest, hour: 11, hours: 11}", "7:22: rules[0].hour: unknown key 'hour', did you mean 'hours'?"),
        ("{kind: rest}", "7:9: rules[0]: hours is missing"),
        ("{kind: rests, hours: 11}", "7:16: rules[0].kind: unknown kind 'rests', did you mean 'rest'?"),
        ("{hours: 11}", "7:9: rules[0]: has no kind: write `kind: ...` first"),
        ("{kind: rest, hours: 11, weight: 3}", "7:9: rules[0]: a weight means nothing on a hard rule"),
        (
            "{kind: rest, hours: 11, who: D2}",
            "7:38: rules[0].who: nobody has the role, id, skill, tag or home area 'D2': known are D01, N01,",
        ),
        ("{kind: area_teams, max: 1, areas: [city]}", "7:44: rules[0].areas[0]: unknown area 'city', did you mean 'ci"),
        ("{kind: visits, min: 3, max: 2}", "7:9: rules[0]: min 3 is above max 2"),
    ],
)
def test_faults_of_rules(tmp_path, rule, fault):
    (line,) = faults_in(tmp_path, WHOLE + f"rules: [{rule}]\n")
    assert line.startswith(f"plan.yaml:{fault}")


@pytest.mark.parametrize(
    ("tiers", "fault"),
    [
        ("covrage", "7:14: objectives[0]: unknown value 'covrage', did you mean 'coverage'?"),
        ("[fairness, request]", "7:25: objectives[0][1]: unknown value 'request', did you mean 'requests'?"),
        ("{request: 2}", "7:15: objectives[0].request: unknown value 'request', did you mean 'requests'?"),
        ("{requests: 0}", "7:25: objectives[0].requests: must be 1 or more, not 0"),
        ("coverage, coverage", "7:24: objectives[1]: 'coverage' stands in an earlier tier already: keep one"),
        ("[rules, rules]", "7:14: objectives[0]: names a measure twice"),
    ],
)
def test_faults_of_objectives(tmp_path, tiers, fault):
    assert faults_in(tmp_path, WHOLE + f"objectives: [{tiers}]\n") == [f"plan.yaml:{fault}"]


def test_faults_of_form_content_and_reference_come_together(tmp_path):
    text = WHOLE.replace("role: detective}", "role: detectiv, id: D02}").replace("home: charnwood", "home: nowhere")
    assert [line.split(": ")[0] for line in faults_in(tmp_path, text)] == [
        "plan.yaml:5:21",  # the role
        "plan.yaml:5:31",  # the id given twice
        "plan.yaml:6:50",  # the area
    ]


def test_one_fault_does_not_bring_others_with_it(tmp_path):
    text = WHOLE.replace("people:", "peple:") + "absences: [{person: D01, from: 2021-02-23}]\n"
    assert faults_in(tmp_path, text) == [
        "plan.yaml:1:1: people is missing",
        "plan.yaml:4:1: peple: unknown key 'peple', did you mean 'people'?",
    ]
    text = WHOLE.replace("role: detective", "role: detectiv, skills: pip2") + "rules: [{kind: keep_apart, who: pip2}]\n"
    assert len(faults_in(tmp_path, text)) == 1
    home = WHOLE.replace("role: neighbourhood_officer", "role: sergeant")
    assert home != WHOLE
    assert len(faults_in(tmp_path, home + "rules: [{kind: max_evenings, max: 1, who: charnwood}]\n")) == 1


@pytest.mark.parametrize("text", ["just text", "[a, b]", "~"])
def test_what_is_not_a_mapping(tmp_path, text):
    (line,) = faults_in(tmp_path, text)
    assert line.startswith("plan.yaml:1:1: ")


def test_json_is_read_alike(tmp_path):
    (tmp_path / "plan.yaml").write_text(WHOLE)
    from_yaml = load_scenario(tmp_path / "plan.yaml")
    (tmp_path / "plan.json").write_text(from_yaml.model_dump_json(indent=1))
    assert load_scenario(str(tmp_path / "plan.json")) == from_yaml
    data = json.loads(from_yaml.model_dump_json())
    data["people"][1]["home"] = "charnwod"
    (tmp_path / "plan.json").write_text(json.dumps(data, indent=1))
    assert "people[1].home: unknown area 'charnwod', did you mean 'charnwood'?" in faults(tmp_path / "plan.json")[0]


# Where to read


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("none.yaml", "none.yaml: there is no such file: check the name and the folder"),
        ("none", "none: there is no such file or folder: check the name"),
        (
            "plan.txt",
            "plan.txt: can't tell what it is: name it .yaml, .json or .xlsx, or give a folder with scenario.yaml",
        ),
        ("folder", "scenario.yaml: there is no such file: a scenario's folder needs a scenario.yaml"),
        ("x" * 300, "can't be read: File name too long"),
    ],
)
def test_what_can_not_be_read(tmp_path, name, fault):
    (tmp_path / "plan.txt").write_text(WHOLE)
    (tmp_path / "folder").mkdir()
    (line,) = faults(tmp_path / name)
    assert line.endswith(fault)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path):
    (tmp_path / "plan.yaml").write_text(WHOLE)
    (tmp_path / "plan.yaml").chmod(0)
    assert faults(tmp_path / "plan.yaml") == ["plan.yaml: can't be read: Permission denied"]


def test_the_file_is_named_as_the_user_named_it(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, scenario=HEAD + AREAS, people="id,role,home\nN01,neighbourhood_officer,x\n"))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(".")
    assert str(caught.value).startswith("people.csv:2: home: unknown area 'x'")


# The design's own example, with the ids it needs added

EXAMPLE = textwrap.dedent("""\
    version: 1
    operation: {name: Violent crime evenings, force: Leicestershire Police, start: 2021-02-22, end: 2021-03-21, timezone: Europe/London}
    evenings:
      shift: {start: "14:00", end: "00:00"}
      teams: 1                                   # wanted each evening; left out, `demand` alone says what is wanted
      overrides:
        - {on: [thu, fri, sat], shift: {start: "16:00", end: "02:00"}}
    areas:
      - {id: west-leicester, name: West Leicester, priority: 20.9}
      - {id: city-centre}
    demand:                                      # optional: teams in an area on some evenings
      - {areas: [city-centre], on: [fri, sat], teams: 1, shortage: 5, surplus: 0}
    people:
      - {id: D01, role: detective, skills: [pip2, response-driver]}
      - {id: D02, role: detective}
      - {id: N01, role: neighbourhood_officer, home: west-leicester, pattern: team-a}
      - {id: N03, role: neighbourhood_officer}
    patterns:
      team-a:
        anchor: 2021-02-22
        days: [E, E, L, L, N, N, "off", "off", "off", "off"]
        shifts:
          E: {start: "07:00", end: "17:00"}              # a duty keeps its person unless it can be released
          L: {start: "14:00", end: "00:00", release: 0}  # a deployment may take its place, at no cost
          N: {start: "21:00", end: "07:00"}
          "off": {release: 5}                            # a worked rest day: possible, at a cost; without this, barred
    absences: [{person: D01, from: 2021-03-01, to: 2021-03-05, why: leave}]
    requests: [{person: N03, on: 2021-03-06, want: "off", weight: 2}]   # off | on, for any area or only the one named
    history:  [{person: D01, on: 2021-02-20}]                            # worked just before the start: limits look back
    pins:     [{on: 2021-02-26, area: city-centre, detective: D02}]
    rules:
      - {kind: rest, hours: 11}
      - {kind: evening_gap, evenings: 1}
      - {kind: pair_repeat, limit: 1}
      - {kind: rolling_limit, days: 7, limit: 2}
    objectives: [coverage, priority, rules, fairness, [abstraction, requests, home_area]]
    """)  # noqa: E501


@pytest.mark.parametrize("quotes", ['"', ""])
def test_the_example_of_the_design(tmp_path, quotes):
    """With its quotes and without them: both must be what was meant."""
    scenario = load(tmp_path, EXAMPLE.replace('"', quotes))
    assert scenario.fingerprint == load(tmp_path, EXAMPLE).fingerprint
    assert scenario.evenings.overrides[0].on == (Weekday.THU, Weekday.FRI, Weekday.SAT)
    assert scenario.evenings.overrides[0].shift.end == time(2)
    assert scenario.areas[0].priority == 20.9
    assert scenario.patterns["team-a"].shifts["off"].release == 5
    assert scenario.absences[0].until == date(2021, 3, 5)
    assert scenario.ordinary_duty("N01", date(2021, 2, 22)).start.hour == 7
    assert scenario.release_cost("N01", date(2021, 2, 24)) == 0
    assert [tier.name for tier in scenario.objectives][-1] == "abstraction + requests + home_area"
