"""A rule and a measure that are added as CONTRIBUTING.md says are known to every command, in words of their own."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from .new_rule import AREA_FRIDAYS, FRIDAYS, MODELS, ROOT, SCHEDULER, Copy

BASE: dict[str, Any] = {
    "operation": {"name": "Fridays", "start": "2021-03-01", "end": "2021-03-21"},
    "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
    "areas": [{"id": "north", "name": "North", "priority": 1}, {"id": "south", "name": "South", "priority": 1}],
    "people": [
        *({"id": f"D{n}", "role": "detective"} for n in (1, 2)),
        *({"id": f"N{n}", "role": "neighbourhood_officer"} for n in (1, 2)),
    ],
    "objectives": ["coverage", "rules", "sundays", "fairness"],
}
"""Three Fridays, 5, 12 and 19 March, and three Sundays."""

ONE_EACH = {"kind": "fridays", "max": 1, "who": ["detective"]}
"""Two detectives can go on two of the three Fridays."""

NOT_NORTH = {"kind": "area_fridays", "max": 0, "areas": ["north"], "strength": "soft", "weight": 7}
PINNED = [{"on": "2021-03-05", "detective": "D1", "why": "knows the case"}]


def roster(*places: tuple[int, str, str]) -> dict[str, Any]:
    """Teams by day of March, area and detective."""
    return {
        "deployments": [
            {"evening": f"2021-03-{day:02}", "area": area, "detective": detective, "officer": "N1"}
            for day, area, detective in places
        ]
    }


FILES = {
    "short.json": BASE | {"rules": [ONE_EACH, NOT_NORTH]},
    "mixed.json": BASE | {"rules": [ONE_EACH, NOT_NORTH], "objectives": ["coverage", "rules", ["fairness", "sundays"]]},
    "none.json": BASE | {"rules": [ONE_EACH | {"max": 0}]},
    "pinned.json": BASE | {"rules": [ONE_EACH | {"max": 0}], "pins": PINNED},
    "closed.json": BASE | {"rules": [{"kind": "area_fridays", "max": 0}], "pins": PINNED},
    "few.json": BASE | {"rules": [{"kind": "area_fridays", "max": 1}]},
    "twice.json": roster((5, "north", "D1"), (12, "north", "D1")),
    "sunday.json": roster((7, "north", "D1")),
    "full.json": roster((5, "north", "D1"), (7, "north", "D1"), (12, "south", "D2")),
}

LIMIT = ("--time-limit", "600")
FRIDAY, SUNDAY = (
    ("--roster", "full.json", "--evening", f"2021-03-{day}", "--role", "detective", *LIMIT) for day in (19, 14)
)
COMMANDS = {
    "schema": ("schema",),
    "solve": ("solve", "short.json", "--proof", "proof.json", *LIMIT),
    "solve for people": ("solve", "short.json", "-o", "page.html", "-o", "book.xlsx", "-o", "solved.json", *LIMIT),
    "check": ("check", "short.json", "solved.json", "--proof", "proof.json"),
    "check the workbook": ("check", "short.json", "book.xlsx"),
    "check what is broken": ("check", "mixed.json", "twice.json"),
    "export what is broken": ("export", "mixed.json", "twice.json", "-o", "broken.html", "-o", "broken.xlsx"),
    "explain": ("explain", "pinned.json", *LIMIT),
    "explain an area": ("explain", "closed.json", *LIMIT),
    "explain gaps": ("explain", "short.json", "--roster", "solved.json", *LIMIT),
    "explain gaps of an area": ("explain", "few.json", "--roster", "full.json", *LIMIT),
    "explain worth": ("explain", "short.json", "--worth", *LIMIT),
    "explain worth of an area": ("explain", "few.json", "--worth", *LIMIT),
    "explain why not": ("explain", "none.json", "--roster", "sunday.json", "--why-not", "D2@2021-03-12", *LIMIT),
    "suggest": ("suggest", "short.json", *FRIDAY, "--all"),
    "suggest in an area": ("suggest", "few.json", *FRIDAY, "--all"),
    "suggest on a Sunday": ("suggest", "short.json", *SUNDAY),
    "swaps": ("swaps", "short.json", "--roster", "full.json", "--person", "D2", "--evening", "2021-03-12"),
    "compare": ("compare", "short.json", "solved.json", "full.json"),
}

DRIVER = """
import json, sys
from typer.testing import CliRunner
from tandem_scheduler.cli.app import app
told = {}
for name, arguments in json.loads(sys.argv[1]).items():
    result = CliRunner().invoke(app, arguments, prog_name="tandem")
    fell = repr(result.exception) if not isinstance(result.exception, SystemExit | None) else ""
    told[name] = result.exit_code, " ".join(result.output.split()), fell
print(json.dumps(told))
"""
"""Runs commands one after the other: loading the solver takes longer than all of them."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    made = Copy(tmp_path_factory.mktemp("copy"))
    made.add_rule(FRIDAYS)
    made.add_rule(AREA_FRIDAYS)
    made.add_measure()
    for name, content in FILES.items():
        (made.folder / name).write_text(json.dumps(content), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def told(copy: Copy) -> dict[str, tuple[int, str, str]]:
    """The exit code of every command, what it says, and what it fell over."""
    done = copy.python("-c", DRIVER, json.dumps(COMMANDS))
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[int, str, str]] = json.loads(done.stdout)
    return found


TWO_FRIDAYS = "D1 works 2 Fridays, at most 1 are allowed (fridays)."


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("schema", 0, ['"const": "fridays"', '"const": "area_fridays"', '"sundays"']),
        (
            "solve",
            0,
            [
                "Fri 12 Mar 1 team missing: No detective is free: 2 at their most Fridays (fridays).",
                "rules (soft rules broken, by cost) 0 0 proven",
                "sundays (teams out on Sundays) 3 3 proven",
                "20 of 21 teams, proven optimal in every tier",
            ],
        ),
        ("solve for people", 0, ["Wrote page.html.", "Wrote book.xlsx."]),
        ("check", 0, ["3 sundays (teams out on Sundays) 3", "The certificate holds: ", "sundays 3"]),
        ("check the workbook", 0, ["The roster keeps everything that must hold."]),
        (
            "check what is broken",
            1,
            [
                f"What must hold and is broken - {TWO_FRIDAYS}",
                "Soft rules broken - North gets 2 visits on Fridays, at most 0 are allowed (area_fridays). (costs 14)",
                "teams out on Sundays: 0",
            ],
        ),
        ("export what is broken", 0, []),
        (
            "explain",
            0,
            [
                'because: D1 is pinned on Fri 5 March ("knows the case"); D1 may work at most 0 Fridays.',
                "Accept that D1 works 1 Friday, at most 0 are allowed (fridays).",
            ],
        ),
        ("explain an area", 0, ["each of North and South may get at most 0 visits on Fridays."]),
        ("explain gaps", 0, ["No detective is free: 2 at their most Fridays (fridays).", f"Accept: {TWO_FRIDAYS}"]),
        ("explain gaps of an area", 0, ["area_fridays stops 8 of 8 teams"]),
        ("explain worth", 0, ["Let D1 work a second Friday: coverage 1 to 0"]),
        ("explain worth of an area", 0, ["One more visit to North on Fridays (2 instead of 1): coverage 1 to 0"]),
        ("explain why not", 0, ["D2 can't be sent on Fri 12 March because: D2 may work at most 0 Fridays."]),
        ("suggest", 1, ["at their most Fridays (fridays): D1, D2"]),
        ("suggest in an area", 1, ["the area would get too many visits on Fridays (area_fridays): D1, D2"]),
        ("suggest on a Sunday", 0, ["D2", "coverage 18 to 17; sundays 1 to 2"]),
        ("swaps", 0, ["1. D1 with N1 in South, D2 for D1 on 5 March 2021", "at their most Fridays (fridays): D1"]),
        ("compare", 0, ["sundays 3 1 -2"]),
    ],
)
def test_every_command_knows_them(
    told: dict[str, tuple[int, str, str]], command: str, code: int, words: list[str]
) -> None:
    exit_code, said, fell = told[command]
    assert (exit_code, fell) == (code, ""), said
    for sentence in words:
        assert sentence in said


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "page.html",
            [
                "No detective is free: 2 at their most Fridays (fridays).",
                "Teams that are sent out on a Sunday.",
                "no roster can send fewer teams out on Sundays without being worse",
            ],
        ),
        (
            "broken.html",
            [
                "Teams out on Sundays",
                TWO_FRIDAYS,
                "North gets 2 visits on Fridays, at most 0 are allowed (area_fridays).",
            ],
        ),
    ],
)
def test_the_page_has_their_words(copy: Copy, page: str, words: list[str]) -> None:
    text = " ".join(re.sub("<[^>]*>", " ", (copy.folder / page).read_text(encoding="utf-8")).split())
    for sentence in words:
        assert sentence in text


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("book", "words"),
    [
        ("book.xlsx", ["No detective is free: 2 at their most Fridays (fridays)."]),
        ("broken.xlsx", [TWO_FRIDAYS, "North gets 2 visits on Fridays, at most 0 are allowed (area_fridays)."]),
    ],
)
def test_the_workbook_has_their_words(copy: Copy, book: str, words: list[str]) -> None:
    sheets = load_workbook(copy.folder / book)
    assert {*words} <= {value for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row}


def test_the_planners_reference_has_them(copy: Copy) -> None:
    done = copy.python("-m", "tests.scenarios.reference")
    assert done.returncode == 0, done.stderr
    text = (copy.folder / "scenarios" / "README.md").read_text(encoding="utf-8")
    assert "#### `fridays`\n\nAt most `max` Fridays each over the operation" in text
    assert "#### `area_fridays`" in text
    assert "- `sundays`: Teams sent on Sundays, 1 each.\n" in text


def test_without_its_entry_nothing_starts(tmp_path: Path) -> None:
    made = Copy(tmp_path / "copy")
    made.add_rule(FRIDAYS, entry=False)
    done = made.python("-m", "tandem_scheduler", "check", "--help")
    assert done.returncode == 1
    assert done.stderr.endswith("no entry in the rulebook: fridays\n")


def test_every_file_that_the_guide_names_is_there() -> None:
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/.<>]+/[\w<>]+\.(?:py|json))`", text))
    assert "models/rules/<family>.py" in named
    for name in named:
        path = name.replace("<family>", "people").replace("<name>", "check")
        package = path.removeprefix("models/").removeprefix("scheduler/")
        places = (ROOT / path, ROOT / MODELS / package, ROOT / SCHEDULER / package)
        assert any(place.is_file() for place in places), name
