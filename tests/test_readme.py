"""README's Python: it passes a strict type checker, and does what it says."""

import json
import re
import subprocess
import sys
from pathlib import Path
from threading import Event
from types import ModuleType, SimpleNamespace

import pytest
from pydantic import ValidationError

from tandem_scheduler import DisagreementError, LimitError, Scenario

from .builders import scenario

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

MORE = """
from datetime import date

from tandem_scheduler import Absence, KindError, QuestionError, load_scenario, solve, suggest

absence = Absence(person="D01", first=date(2021, 2, 22), last=date(2021, 2, 23))
one_day = Absence(person="D01", first=date(2021, 2, 22))
try:
    found = suggest(load_scenario("plan.yaml"), [], "2021-02-22", "officer")
except (KindError, QuestionError) as error:
    codes: list[str] = [fault.code for fault in error.faults]
"""
"""What users write who have a type checker."""


@pytest.mark.parametrize("plugin", ["", 'plugins = ["pydantic.mypy"]'], ids=["plain", "pydantic's plugin"])
def test_the_types_hold_for_whoever_uses_them(tmp_path, plugin):
    pytest.importorskip("mypy")
    for number, block in enumerate([*BLOCKS, MORE]):
        (tmp_path / f"block_{number}.py").write_text(block)
    (tmp_path / "pyproject.toml").write_text(
        f'[tool.mypy]\nstrict = true\n{plugin}\n[[tool.mypy.overrides]]\nmodule = ["fastapi.*", "pandas.*"]\n'
        "ignore_missing_imports = true\n"
        '[[tool.mypy.overrides]]\nmodule = ["tandem_models.*", "tandem_scheduler.*"]\nfollow_imports = "silent"\n'
    )
    files = sorted(path.name for path in tmp_path.glob("*.py"))
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "mypy", "--cache-dir", str(ROOT / ".mypy_cache"), *files],
        cwd=tmp_path,
        env={"MYPYPATH": f"{ROOT / 'models'}:{ROOT / 'scheduler'}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_example_for_programs_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    exec(compile(BLOCKS[0], "README.md", "exec"), {})  # noqa: S102


class StandIn:
    """What the service's example uses of FastAPI; `HTTPException` and the like are exceptions."""

    def __getattr__(self, name):
        return lambda *_: lambda function: function


class HTTPError(Exception):
    """As FastAPI has it: a status and a sentence."""


@pytest.fixture
def service(monkeypatch):
    """The example of a service, with stand-ins for FastAPI."""
    answer = lambda content, status_code: SimpleNamespace(content=content, status_code=status_code)  # noqa: E731
    for name, parts in {
        "fastapi": {"FastAPI": StandIn, "HTTPException": HTTPError, "Request": object},
        "fastapi.exceptions": {"RequestValidationError": HTTPError},
        "fastapi.responses": {"JSONResponse": answer},
    }.items():
        module = ModuleType(name)
        vars(module).update(parts)
        monkeypatch.setitem(sys.modules, name, module)
    (block,) = re.findall(r"```py\n(.*?)```", README, re.DOTALL)
    made = {}
    exec(compile(block, "README.md", "exec"), made)  # noqa: S102
    return SimpleNamespace(**made, names=made)


def test_the_service_plans_a_name_once_at_a_time_and_ends_it_when_asked(service):
    asked = []

    def solving(plan, *, time_limit, stop):
        asked.append((time_limit, stop))
        with pytest.raises(HTTPError) as refused:
            service.plan("a", plan)
        assert refused.value.args[0] == 409
        service.cancel("b")
        assert not stop.is_set()
        service.cancel("a")
        assert stop.is_set()
        return "planned"

    service.names["solve"] = solving
    assert service.plan("a", scenario(), 5) == "planned"
    assert service.plan("a", scenario(), 6) == "planned"
    assert [seconds for seconds, _ in asked] == [5, 6]
    assert all(isinstance(stop, Event) for _, stop in asked)
    assert service.running == {}


def test_the_service_answers_errors_as_json(service):
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate({})
    for error, status, path in (
        (LimitError("x", "time_limit"), 422, "time_limit"),
        (caught.value, 422, ""),
        (DisagreementError("x"), 500, ""),
    ):
        answer = service.refuse(None, error)
        assert (answer.status_code, answer.content["faults"][0]["path"]) == (status, path)
        assert json.dumps(answer.content)
