import pytest
import typer

from tandem_scheduler.cli.app import app

COMMANDS = typer.main.get_group(app).commands


def test_help_is_a_short_manual(run):
    result = run("--help")
    assert result.exit_code == 0
    for word in (*COMMANDS, "Examples:", "Exit codes:", "130"):
        assert word in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
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


LONGEST = 60
"""Characters that a terminal has beside the names of commands, of which the longest has twelve."""


def test_every_command_has_a_line_that_fits(run):
    commands = run("--help").stdout.partition("Commands:")[2].partition("Examples:")[0]
    assert len(commands.split("\n  ")) > 8
    assert "..." not in commands
    for command in COMMANDS.values():
        assert len(command.help.partition("\n")[0]) <= LONGEST, command.name


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
