"""The scenarios that come with Tandem, written where a planner wants them."""

from pathlib import Path

from tandem_scheduler import load_scenario

SCENARIOS = Path(__file__).parents[3] / "scenarios"


def test_examples_are_those_of_the_checkout_and_can_be_read(run, tmp_path):
    result = run("examples", tmp_path / "deep" / "mine")
    assert result.exit_code == 0, result.stderr
    written = {
        file.relative_to(tmp_path / "deep" / "mine") for file in (tmp_path / "deep").rglob("*") if file.is_file()
    }
    assert written == {file.relative_to(SCENARIOS) for file in SCENARIOS.rglob("*") if file.is_file()}
    first = tmp_path / "deep" / "mine" / "first-steps.yaml"
    assert f"tandem solve {first}" in result.stderr
    assert load_scenario(first) == load_scenario(SCENARIOS / "first-steps.yaml")


def test_nothing_that_is_there_is_written_over(run, tmp_path):
    (tmp_path / "first-steps.yaml").write_text("mine", encoding="utf-8")
    result = run("examples", tmp_path)
    assert result.exit_code == 2
    assert "is there already: choose another name" in " ".join(result.stderr.split())
    assert [file.name for file in tmp_path.iterdir()] == ["first-steps.yaml"]


def test_a_folder_that_may_not_be_made_is_said(run, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("examples", tmp_path / "file" / "mine")
    assert result.exit_code == 74
    assert "could not be written" in " ".join(result.stderr.split())
