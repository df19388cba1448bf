"""Print pip constraints that hold every dependency of pyproject.toml, and of all its extras, at its lower bound."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
for group in (project["dependencies"], *project["optional-dependencies"].values()):
    for line in group:
        found = re.fullmatch(r"([\w-]+)>=([\d.]+)(,<[\d.]+)?", line)
        if found is None:
            raise SystemExit(f"pyproject.toml: '{line}' has no lower bound: write it like \"numpy>=2.0.2\"")
        print(f"{found[1]}=={found[2]}")  # noqa: T201
