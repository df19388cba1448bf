import pytest

from tandem_models import Alternatives
from tandem_scheduler import load_scenario, read_roster

PLAN = """\
operation: {name: A choice, start: 2026-03-02, end: 2026-03-03}
evenings: {shift: {start: "16:00", end: "00:00"}, teams: 1}
areas: [{id: centre}]
people:
  - {id: D1, role: detective, name: Ann Example}
  - {id: D2, role: detective}
  - {id: N1, role: officer}
  - {id: N2, role: officer}
"""

ROSTER = """evening,area,detective,officer
2026-03-02,centre,D1,N1
2026-03-03,centre,D2,N2
"""


@pytest.fixture
def plan(tmp_path):
    """A plan of two evenings, one for everybody: four rosters are as good."""
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN)
    return file


@pytest.fixture
def roster(tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER)
    return file


def told(result):
    return [" ".join(line.split()) for line in result.stdout.splitlines() if line]


def test_rosters_are_told_apart(run, plan):
    result = run("alternatives", plan, "-n", 2, "--workers", 1, width=200)
    assert result.exit_code == 0
    assert told(result) == [
        "Tier All Known",
        "coverage 0 proven",
        "priority 0 proven",
        "rules 0 proven",
        "fairness 400 proven",
        "abstraction + requests + home area 0 proven",
        "How many are told otherwise from one to another:",
        "Roster 1",
        "2 8",
        "2 rosters, equally good in every tier (proven: none can be better): 8 changes from one to the other.",
        "--out choice.html compares them side by side, --out FOLDER writes each of them besides.",
    ]


def test_there_are_as_many_as_there_are(run, plan):
    lines = told(run("alternatives", plan, "-n", 9, "--workers", 1, width=200))
    assert lines[-2].startswith("4 rosters, equally good in every tier (proven: none can be better): ")
    assert lines[-2].endswith("There are no more: every other one is worse in some tier.")


def test_json_is_the_contract_s_without_certificates(run, plan, roster):
    result = run("alternatives", plan, "--roster", roster, "-n", 3, "--workers", 1, "--json")
    found = Alternatives.model_validate_json(result.stdout)
    assert [*found.alternatives[0].schedule.deployments] == [*read_roster(roster)]
    assert [len(each.distances) for each in found.alternatives] == [0, 1, 2]
    assert "Ann" not in result.stdout
    assert "multipliers" not in run("alternatives", plan, "-n", 2, "--workers", 1, "--json").stdout


def test_a_page_and_a_folder_are_written(run, plan, tmp_path):
    page, folder = tmp_path / "choice.html", tmp_path / "choice"
    result = run("alternatives", plan, "-n", 3, "--workers", 1, "--out", page, "--out", folder)
    assert result.exit_code == 0
    assert f"Wrote {page}." in result.stderr
    assert f"Wrote {folder}. 10 files, index.html compares them." in " ".join(result.stderr.split())
    assert "Ann Example" in page.read_text(encoding="utf-8")
    names = {f"{n}.{kind}" for n in (1, 2, 3) for kind in ("csv", "html", "xlsx")}
    assert {file.name for file in folder.iterdir()} == names | {"index.html"}
    assert '<a href="2.html">' in (folder / "index.html").read_text(encoding="utf-8")
    rosters = [frozenset(read_roster(folder / f"{n}.csv", load_scenario(plan))) for n in (1, 2, 3)]
    assert len({*rosters}) == 3
    assert "--out choice.html" not in result.stdout


def test_names_are_left_out_where_they_are_unwanted(run, plan, tmp_path):
    run("alternatives", plan, "-n", 2, "--workers", 1, "--out", tmp_path / "c.html", "--anonymous")
    text = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "D1" in text
    assert "Ann" not in text


@pytest.mark.parametrize(
    ("place", "why"),
    [("roster.csv", "go on a page (.html), or into a folder"), (".", "the folder is not empty")],
)
def test_places_where_nothing_can_be_written_are_refused_at_once(run, solver, plan, roster, monkeypatch, place, why):
    solver(AssertionError("solved"))
    monkeypatch.chdir(roster.parent)
    result = run("alternatives", plan, "--out", place)
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.replace("│", " ").split())


def test_what_can_not_be_written_is_told_and_the_roster_kept(run, plan, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tandem_scheduler.api.write_alternatives", full, raising=False)
    result = run("alternatives", plan, "-n", 2, "--workers", 1, "--out", tmp_path / "c.html")
    assert result.exit_code == 74
    assert "could not be written: No space left on device" in " ".join(result.stderr.split())
    assert (tmp_path / "c.kept.json").is_file()
    assert "2 rosters" in result.stdout


def test_no_roster_is_no_choice(run, plan, tmp_path):
    plan.write_text(PLAN + "rules: [{kind: min_evenings, min: 3}]\n")
    result = run("alternatives", plan, "--workers", 1, "--out", tmp_path / "c.html")
    assert result.exit_code == 1
    assert "No roster can exist" in result.stdout
    assert "c.html was not written: there is no roster." in " ".join(result.stderr.split())
    assert not (tmp_path / "c.html").exists()


def test_a_broken_roster_is_nothing_to_begin_with(run, plan, roster):
    roster.write_text(ROSTER.replace("D2,N2", "D1,N1").replace("2026-03-03", "2026-03-02"))
    result = run("alternatives", plan, "--roster", roster)
    assert result.exit_code == 2
    assert "breaks hard rules" in " ".join(result.stderr.split())
