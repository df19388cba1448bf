import pytest


def test_help_is_a_short_manual(run):
    result = run("--help")
    assert result.exit_code == 0
    for word in ("solve", "check", "explain", "schema", "Examples:", "Exit codes:", "130"):
        assert word in result.stdout


@pytest.mark.parametrize("command", ["solve", "check", "explain", "schema"])
def test_every_command_explains_itself(run, command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"tandem {command}" in result.stdout


def test_version(run):
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("tandem ")


@pytest.mark.parametrize("arguments", [("frobnicate",), ("solve",), ("solve", "x.yaml", "--seed", "many")])
def test_wrong_usage_gives_exit_code_2(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error" in result.stderr
