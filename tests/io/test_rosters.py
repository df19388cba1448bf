import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tandem_models import Deployment, Identifier, Measure, RosterError, Scenario, Schedule, Stamp, TierResult
from tandem_scheduler import write_roster
from tandem_scheduler.io import read_roster, roster_format

from .examples import WHOLE, faults_of, load, told

D = Deployment(evening=date(2021, 2, 22), area="charnwood", detective="D01", officer="N01")
ROW = "2021-02-22,charnwood,D01,N01\n"
HEADER = "evening,area,detective,officer\n"


def schedule(*deployments: Deployment, status: str = "optimal") -> Schedule:
    stamp = Stamp(scenario="0" * 64, versions={"ortools": "9.15"}, seed=0, workers=2, time_limit=60.0)
    tier = TierResult(name="coverage", measures={Measure.COVERAGE: 0}, value=0, bound=0, known="optimal", seconds=0.1)
    return Schedule(
        status=status,
        deployments=deployments,
        tiers=(tier,),
        found_by=("construction", "filling"),
        stop_reason="complete",
        stamp=stamp,
    )


def faults(path: Path, text: str, scenario: Scenario | None = None) -> list[str]:
    path.write_text(text)
    return [told(fault) for fault in faults_of(lambda: read_roster(path, scenario))]


# Writing and reading back


@pytest.mark.parametrize("extension", ["csv", "json", "yaml", "yml", "CSV"])
def test_a_roster_reads_back(tmp_path, extension):
    path = tmp_path / f"roster.{extension}"
    other = D.model_copy(update={"evening": date(2021, 2, 23)})
    write_roster(path, schedule(other, D))
    assert read_roster(path) == (other, D)
    assert read_roster(str(path)) == (other, D)


def test_json_and_yaml_hold_the_whole_schedule(tmp_path):
    whole = schedule(D)
    write_roster(tmp_path / "a.json", whole)
    write_roster(tmp_path / "a.yaml", whole)
    assert Schedule.model_validate_json((tmp_path / "a.json").read_text()) == whole
    assert Schedule.model_validate(yaml.safe_load((tmp_path / "a.yaml").read_text())) == whole


@pytest.mark.parametrize("extension", ["json", "yaml"])
def test_a_schedule_written_before_it_said_what_found_it_reads_back(tmp_path, extension):
    path, older = tmp_path / f"a.{extension}", schedule(D).model_dump(mode="json")
    del older["found_by"]
    path.write_text(json.dumps(older) if extension == "json" else yaml.safe_dump(older))
    assert read_roster(path) == (D,)
    assert Schedule.model_validate(older) == schedule(D).model_copy(update={"found_by": ()})


def test_csv_is_for_spreadsheets(tmp_path):
    write_roster(tmp_path / "a.csv", schedule(D, D.model_copy(update={"area": "=1+1", "officer": "-N01"})))
    assert (tmp_path / "a.csv").read_text() == HEADER + ROW + "2021-02-22,'=1+1,D01,'-N01\n"


def _is_identifier(text: str) -> bool:
    try:
        return TypeAdapter(Identifier).validate_python(text) == text
    except ValidationError:
        return False


HOSTILE = st.text(st.sampled_from("'=+-@\",;#&*!|>%`{}[]:~n<é\U0001f600"), min_size=1, max_size=6)
ANY = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=10)
IDS = (HOSTILE | ANY | st.sampled_from(["off", "null", "~", "007", "1e3", "2021-02-22", "16:00", "<<"])).filter(
    _is_identifier
)
DEPLOYMENTS = st.builds(
    Deployment, evening=st.dates(date(1970, 1, 1), date(2100, 12, 31)), area=IDS, detective=IDS, officer=IDS
)


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(DEPLOYMENTS, max_size=4), st.sampled_from(["csv", "json", "yaml"]))
def test_any_ids_read_back(tmp_path, deployments, extension):
    path = tmp_path / f"roster.{extension}"
    write_roster(path, schedule(*deployments))
    assert read_roster(path) == tuple(deployments)


def test_a_failure_leaves_the_old_roster_whole(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    write_roster(path, schedule(D))

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_roster(path, schedule())
    monkeypatch.undo()
    assert read_roster(path) == (D,)


@pytest.mark.parametrize("name", ["roster.ods", "roster", "roster.txt", ".csv"])
def test_an_extension_that_is_not_known(tmp_path, name):
    for use in (roster_format, read_roster, lambda path: write_roster(path, schedule(D))):
        with pytest.raises(RosterError, match=r"can't tell its format: name it \.json, \.csv"):
            use(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_formats():
    assert [roster_format(name) for name in ("a.csv", "a.JSON", "b/a.yaml", "a.yml")] == ["csv", "json", "yaml", "yaml"]


# Rosters made elsewhere


def test_columns_stand_in_any_order_and_blank_lines_do_not_matter(tmp_path):
    (tmp_path / "a.csv").write_text(
        "\ufeffofficer,area,evening,detective\r\nN01,charnwood,2021-02-22,D01\r\n\r\n,,,\r\n"
    )
    assert read_roster(tmp_path / "a.csv") == (D,)


def test_yaml_by_hand(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "deployments:\n  - {evening: 2021-02-22, area: charnwood, detective: D01, officer: N01}\n"
    )
    assert read_roster(tmp_path / "a.yaml") == (D,)


def test_an_empty_roster(tmp_path):
    (tmp_path / "a.csv").write_text(HEADER)
    (tmp_path / "a.yaml").write_text("deployments: []")
    assert read_roster(tmp_path / "a.csv") == read_roster(tmp_path / "a.yaml") == ()


def test_all_faults_of_a_table_come_together(tmp_path):
    text = "evening,area,detective,oficer,note\n22/02/2021,charnwood,D01,N01,x\n2021-02-23,,D01,N01,\n2021-02-24,a\n"
    assert faults(tmp_path / "a.csv", text) == [
        "a.csv:1: unknown column 'oficer', did you mean 'officer'? Begin a column of your own with x-",
        "a.csv:1: unknown column 'note': known are officer. Begin a column of your own with x-",
        "a.csv:1: the column 'officer' is missing",
        "a.csv:2: evening: '22/02/2021' is not year-month-day: write 2021-02-22",
        "a.csv:3: area is missing",
        "a.csv:4: has 2 cells where the header has 5: are commas missing?",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "a.yaml:1:1: is empty"),
        ("[]", "a.yaml:1:1: is not a roster: it has no `deployments`"),
        ("status: optimal", "a.yaml:1:1: deployments is missing"),
        ("deployments: []\nstats: x", "a.yaml:2:1: stats: unknown key 'stats', did you mean 'status'?"),
        ("deployments: {}", "a.yaml:1:14: deployments: must be a list, not keys with values"),
        ("deployments: [x]", "a.yaml:1:15: deployments[0]: must be keys with values, not text"),
        ("deployments: []\nstatus: infeasible", "a.yaml:2:9: status: holds no roster: the solve ended 'infeasible'"),
        ("deployments: []\ndeployments: []", "a.yaml:2:1: the key 'deployments' stands here twice, first in line 1"),
        (
            "deployments:\n  - {evening: 2021-02-22, area: a b, detective: D01, officer: N01}",
            "a.yaml:2:33: deployments[0].area: has a space in it: ids are one word, like 'west-leicester'",
        ),
        (
            "deployments:\n  - {evening: 20210222, area: a, detective: D01, officer: N01}",
            "a.yaml:2:15: deployments[0].evening: '20210222' is not a date: write year-month-day, like 2021-02-22",
        ),
    ],
)
def test_faults_of_a_document(tmp_path, text, fault):
    (line,) = faults(tmp_path / "a.yaml", text)
    assert line.startswith(fault)


def test_a_schedule_without_a_roster_can_not_be_read_as_one(tmp_path):
    (tmp_path / "a.json").write_text(schedule(status="unknown").model_dump_json())
    with pytest.raises(RosterError, match="holds no roster: the solve ended 'unknown'"):
        read_roster(tmp_path / "a.json")


def test_what_the_scenario_does_not_have(tmp_path):
    scenario = load(tmp_path, WHOLE)
    text = HEADER + ROW + "2021-02-23,charnwod,D02,N01\n"
    assert faults(tmp_path / "a.csv", text, scenario) == [
        "a.csv:3: detective: unknown person 'D02': known are D01",
        "a.csv:3: area: unknown area 'charnwod', did you mean 'charnwood'?",
    ]
    assert len(read_roster(tmp_path / "a.csv")) == 2
    text = "deployments:\n- {evening: 2021-02-22, area: charnwood, detective: D01, officer: N1}"
    assert faults(tmp_path / "a.yaml", text, scenario) == [
        "a.yaml:2:67: deployments[0].officer: unknown person 'N1', did you mean 'N01'?"
    ]


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(RosterError, match="there is no such file"):
        read_roster(tmp_path / "none.csv")
