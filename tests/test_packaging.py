"""What pyproject.toml says is true of libraries and versions, and the wheel gets into nobody's way."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import files, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCENARIOS = "tandem_scheduler/scenarios/"
NEEDED_UNSEEN = {"tzdata"}
"""Python finds time zones in it where the system has none."""

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(lines: list[str]) -> set[str]:
    return {re.split("[<>=]", line)[0] for line in lines}


def test_what_is_imported_is_what_is_named() -> None:
    modules = set()
    for path in [*ROOT.glob("models/**/*.py"), *ROOT.glob("scheduler/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.split(".")[0])
    outside = modules - sys.stdlib_module_names - {"tandem_models", "tandem_scheduler", "pydantic_core"}
    owners = packages_distributions()
    found = {owners[module][0].lower() for module in outside}
    assert found | NEEDED_UNSEEN == named(PROJECT["dependencies"])


def test_every_dependency_is_held_at_its_lower_bound() -> None:
    held = subprocess.run(  # noqa: S603
        [sys.executable, ROOT / ".ci" / "lowest.py"], capture_output=True, text=True, check=True
    ).stdout.split()
    groups = (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    lines = [line for group in groups for line in group]
    assert len(held) == len(lines)
    assert all(line.split(",")[0] == pin.replace("==", ">=") for line, pin in zip(lines, held, strict=True))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that users install, made anew."""
    folder = tmp_path_factory.mktemp("wheel")
    run = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    done = subprocess.run(run, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_takes_two_names_that_nobody_else_has(wheel: Path) -> None:
    inside = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    packages = {name for name in inside if not name.endswith(".dist-info")}
    assert packages == {"tandem_models", "tandem_scheduler"}
    others = {Path(str(file)).parts[0] for file in files("scheduler") or ()}
    assert "scheduler" in others, "PyPI's scheduler is not what it was"
    assert not packages & others


def test_the_wheel_says_what_an_index_needs(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    said = archive.read(name).decode()
    assert "License-Expression: Apache-2.0" in said
    assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert "# Tandem\n" in said
    assert "](" not in re.sub(r"\]\(https?:", "", said), "a link that leads nowhere outside the repository"


def test_the_wheel_brings_the_scenarios(wheel: Path) -> None:
    names = [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(SCENARIOS)]
    here = ROOT / "scenarios"
    files_here = {file.relative_to(here).as_posix() for file in here.rglob("*") if file.is_file()}
    assert {name.removeprefix(SCENARIOS) for name in names} == files_here


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel is installed into by pip."""
    target = tmp_path_factory.mktemp("installed")
    run = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target, wheel]
    subprocess.run(run, check=True)  # noqa: S603
    return target


def said_by(folder: Path, installed: Path, code: str) -> str:
    """What a program prints that runs in a folder, with the wheel installed."""
    (folder / "main.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    run = [sys.executable, "main.py"]
    done = subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_service_with_modules_of_the_folders_names_uses_the_wheel(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text("class Answer: own = True\n", encoding="utf-8")
    (tmp_path / "scheduler.py").write_text("def solve(): return 'own'\n", encoding="utf-8")
    code = f"""
import models, scheduler, tandem_scheduler
from tandem_scheduler import Answer, Scenario, load_scenario, solve
assert models.Answer.own and scheduler.solve() == "own" and Answer is not models.Answer
scenario = load_scenario({str(ROOT / "scenarios" / "first-steps.yaml")!r})
assert isinstance(scenario, Scenario)
print(tandem_scheduler.__file__, solve(scenario, time_limit=600).status)
"""
    here = installed / "tandem_scheduler" / "__init__.py"
    assert said_by(tmp_path, installed, code) == f"{here} optimal"


def test_the_scheduler_of_the_index_is_another(installed: Path, tmp_path: Path) -> None:
    code = """
import tandem_scheduler
from scheduler import Scheduler
from tandem_scheduler import Schedule, solve
print(tandem_scheduler.__file__, Scheduler.__module__.partition(".")[0], Schedule.__module__.partition(".")[0])
"""
    here = installed / "tandem_scheduler" / "__init__.py"
    assert said_by(tmp_path, installed, code) == f"{here} scheduler tandem_models"
