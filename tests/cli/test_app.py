import pytest


def test_help_is_a_short_manual(run):
    result = run("--help")
    assert result.exit_code == 0
    for word in ("new", "solve", "check", "explain", "compare", "export", "schema", "Examples:", "Exit codes:", "130"):
        assert word in result.stdout


@pytest.mark.parametrize("command", ["new", "solve", "check", "explain", "suggest", "compare", "export", "schema"])
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


def test_every_command_has_a_line_that_fits(run):
    commands = run("--help").stdout.partition("Commands:")[2].partition("Examples:")[0]
    assert len(commands.split("\n  ")) > 8
    assert "..." not in commands


@pytest.mark.parametrize(
    ("arguments", "meant"), [(("slove",), "'solve'"), (("solve", "x.yaml", "--time-limt", "3"), "--time-limit")]
)
def test_wrong_names_get_a_suggestion(run, arguments, meant):
    assert meant in run(*arguments).stderr


def test_shells_can_complete(run, monkeypatch):
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))  # whoever runs the tests
    result = run("--show-completion", "bash")
    assert result.exit_code == 0
    assert "complete" in result.stdout
