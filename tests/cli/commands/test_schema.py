import json


def test_prints_the_schema(run):
    result = run("schema")
    assert result.exit_code == 0
    assert "operation" in json.loads(result.stdout)["properties"]
    assert result.stderr == ""


def test_writes_the_same_to_a_file(run, tmp_path):
    file = tmp_path / "scenario.schema.json"
    result = run("schema", "--out", file)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert file.read_text() == run("schema").stdout


def test_a_folder_that_is_not_there(run, tmp_path):
    result = run("schema", "--out", tmp_path / "nowhere" / "schema.json")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr
