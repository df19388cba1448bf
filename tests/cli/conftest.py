import signal

import pytest
from typer.testing import CliRunner

from tandem_scheduler import api
from tandem_scheduler.cli.app import app
from tandem_scheduler.cli.process.signals import HANGUP

from . import stand_ins


@pytest.fixture(autouse=True)
def terminal():
    """The end of a terminal is heeded, also where the tests themselves run under nohup, which processes inherit."""
    if HANGUP is None:
        yield
        return
    before = signal.signal(HANGUP, signal.SIG_DFL)
    yield
    signal.signal(HANGUP, before)


@pytest.fixture
def scenario_file(tmp_path):
    file = tmp_path / "evenings.yaml"
    file.write_text(stand_ins.SCENARIO)
    return file


@pytest.fixture
def roster_file(tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(stand_ins.ROSTER)
    return file


@pytest.fixture
def scenario(scenario_file):
    return api.load_scenario(scenario_file)


@pytest.fixture
def run():
    """Runs the command in this process."""

    def invoke(*arguments, width=80):
        return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": str(width)}, prog_name="tandem")

    return invoke


@pytest.fixture
def solver(monkeypatch):
    """Puts a solver that gives this answer in place of the real one."""

    def put(answer):
        monkeypatch.setattr(api, "solve", stand_ins.giving(answer))

    return put
