"""README's Python: it passes a strict type checker, and does what it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

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
