"""What pyproject.toml says of libraries is true: those imported are named, those named have a lower bound."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
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
    outside = modules - sys.stdlib_module_names - {"models", "scheduler", "pydantic_core"}
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
