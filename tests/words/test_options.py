"""What the library says is for programs as well: options of the command belong to the command's own sentences."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"tandem \w[^`\n]*")
"""A whole command, which whoever calls the library can run, too."""


def texts(path: Path):
    """Every text of a module but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_no_sentence_of_the_library_speaks_of_options():
    packages = [ROOT / "models" / "tandem_models", ROOT / "scheduler" / "tandem_scheduler"]
    read = [path for package in packages for path in package.rglob("*.py") if "cli" not in path.parts]
    assert len(read) > 100
    found = [
        (path.name, text)
        for path in read
        for text in texts(path)
        if re.search(r"(?<![\w-])--[a-z]", COMMAND.sub("", text))
    ]
    assert found == []
