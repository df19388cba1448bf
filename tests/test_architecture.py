"""The tree keeps its shape: imports run one way and in no circle, folders and files are small, names are listed."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import tandem_models
import tandem_scheduler
from tandem_scheduler import api, engine

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "scheduler"


def test_imports_run_one_way():
    found = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


def test_no_imports_run_in_a_circle():
    """No module is imported by what it imports, however far on; those in functions and for type checkers count.

    A package is its `__init__` alone: that Python loads a module's package before it is no import of the module's.
    """
    graph = grimp.build_graph("tandem_models", "tandem_scheduler", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert "tandem_models.scenario" in imports["tandem_models"]
    TopologicalSorter(imports).prepare()  # raises an error that names the circle


def test_the_engine_is_used_by_its_face():
    graph = grimp.build_graph("tandem_models", "tandem_scheduler", cache_dir=None)
    inside = {"tandem_scheduler.engine", *graph.find_descendants("tandem_scheduler.engine")}
    used = {name for module in graph.modules - inside for name in graph.find_modules_directly_imported_by(module)}
    # The clock is a module that tests put functions into: names of it would stay as they were.
    assert used & inside == {"tandem_scheduler.engine", "tandem_scheduler.engine.clock"}
    assert dir(engine) == sorted(engine.__all__)
    assert all(getattr(engine, name) is not None for name in engine.__all__)


MOST_FILES, MOST_LINES = 12, 350

TYPE = re.compile(r"_?[A-Z]\w*[a-z]\w*")


def test_no_folder_is_crowded_and_no_file_is_long():
    files = [path for top in ("benchmarks", "models", "scheduler", "tests") for path in (ROOT / top).rglob("*.py")]
    folders = Counter(str(path.parent.relative_to(ROOT)) for path in files)
    assert folders["tests"] > 5
    assert {folder: number for folder, number in folders.items() if number > MOST_FILES} == {}
    lines = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in files}
    assert {path: number for path, number in lines.items() if number > MOST_LINES} == {}


def test_classes_and_type_aliases_have_one_meaning_each():
    """No name of a class, wherever it stands, or of a type at the top of a module is another's, private ones as well.

    Whoever meets `Area` or `Change` knows which is meant. Type variables and constants are in capitals.
    """
    homes = defaultdict[str, list[str]](list)
    for package in ("models", "scheduler"):
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
            assigned = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
            targets = (node.targets if isinstance(node, ast.Assign) else [node.target] for node in assigned)
            names += {t.id for several in targets for t in several if isinstance(t, ast.Name) and TYPE.fullmatch(t.id)}
            for name in names:
                homes[name].append(str(path.relative_to(ROOT)))
    assert {"Area", "Pair", "PairIds"} <= homes.keys()
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_the_contract_and_the_calls_are_one_import():
    names = tandem_scheduler.__all__
    assert names == sorted({*tandem_models.__all__, *api.__all__})
    assert {*names, "__version__"} <= set(dir(tandem_scheduler))
    assert len(names) == len(tandem_models.__all__) + len(api.__all__), "no name means two things"
    for name in names:
        home = api if name in api.__all__ else tandem_models
        assert getattr(tandem_scheduler, name) is getattr(home, name)


def test_public_functions_say_what_they_do():
    for name in api.__all__:
        assert getattr(tandem_scheduler, name).__doc__, name


def test_importing_the_library_loads_nothing_yet():
    code = "import sys, tandem_scheduler; print(*{'pydantic', 'typing', 'ortools'} & sys.modules.keys())"
    found = subprocess.run([sys.executable, "-S", "-c", code], cwd=SOURCES, capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == ""


@pytest.mark.parametrize(
    "call", ["check", "check_proof", "compare", "notes", "pinned", "read_roster", "write_roster", "to_frame"]
)
def test_what_needs_no_solver_loads_none(call):
    code = f"import sys; from tandem_scheduler import {call}; print('ortools' in sys.modules)"
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


def test_packages_are_typed():
    for package in ("models", "scheduler"):
        assert (ROOT / package / f"tandem_{package}" / "py.typed").is_file()


def test_what_writes_files_for_people_is_loaded_when_it_is_needed():
    code = "import sys, tandem_scheduler.api; print(*{'openpyxl', 'jinja2', 'icalendar'} & sys.modules.keys())"
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == ""


def test_dates_in_words_never_follow_the_locale():
    names = re.compile(r"%[aAbBcxXp]\b")
    assert names.search('f"{on:%a} {on.day} {on:%B}"')
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for package in ("models", "scheduler")
        for path in (ROOT / package).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if names.search(line)
    ]
    assert found == []
