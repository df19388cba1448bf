"""JSON Schema and contract agree on scenarios that were changed at random.

What one place of JSON can't be told from another, `BEYOND` names by the codes of faults: references between parts,
order of dates and bounds, what may stand once only.
"""

import copy
import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tandem_models import Fault, Scenario
from tandem_scheduler import faults, load_scenario, schema
from tandem_scheduler.io.text.json import parse_json
from tests.io.examples import SCENARIOS
from tests.times import TIMES

jsonschema = pytest.importorskip("jsonschema")

BEYOND = {
    "unknown_reference",
    "wrong_role",
    "outside_operation",
    "contradiction",
    "duplicate",
    "ambiguous",
    "order",
}
"""Codes of faults that JSON Schema has no words for."""

VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 2.5, 3.0, 10**7, 10**13, "", " ", "x", "a b", "x" * 65, "16:00", "25:00", "24:00"),
    *("2021-02-22", "2021-02-30", "22/02/2021", "1950-01-01", "fri", "Friday", "off", "on", "hard", "5%", "500%"),
    *([], {}, ["x"], [1], {"x": 1}, [[]], [None], {"a b": {}}),
]
"""What is put somewhere."""

KEYS = [
    "x",
    "on",
    "true",
    "from",
    "to",
    "kind",
    "use",
    "weight",
    "strength",
    "min",
    "max",
    "teams",
    "fact",
    "start",
    "end",
]


@cache
def beginnings() -> list[str]:
    """Scenarios with every kind of entry, as JSON."""
    found = [
        load_scenario(path)
        for path in sorted(SCENARIOS.glob("*.yaml"))
        if path.name in ("first-steps.yaml", "impossible.yaml", "leicestershire-2021.yaml")
    ]
    first = json.loads(found[0].model_dump_json(exclude_none=True))
    first["pins"] = [{"on": first["operation"]["start"], "area": first["areas"][0]["id"]}]
    first["absences"] = [{"person": first["people"][0]["id"], "from": first["operation"]["start"]}]
    first["demand"] = [{"on": ["fri", first["operation"]["start"]], "teams": 1}]
    first["requests"] = [{"person": first["people"][0]["id"], "on": first["operation"]["start"], "want": "off"}]
    first["patterns"] = {
        "p": {"anchor": "2021-02-22", "days": ["L", "R"], "shifts": {"L": {"start": "06:00", "end": "14:00"}, "R": {}}}
    }
    first["rules"] = [
        {"kind": "rest", "hours": 11},
        {"kind": "hours", "max": 48, "per": "week", "average_over": 2},
        {"kind": "consecutive", "max": 4, "strength": "soft", "weight": 2},
        {"kind": "pair_repeat", "limit": 1, "within": 7},
        {"kind": "visits", "min": 1, "areas": [first["areas"][0]["id"]]},
        {"kind": "weekends", "max": 2, "days": ["sat", "sun"]},
        {"use": "uk-police", "without": ["late-run"], "change": {"daily-rest": {"hours": 9}}},
    ]
    first["changes"] = {"notice": "5: 3; 15: 2"}
    first["objectives"] = ["coverage", {"fairness": 1, "tolerance": "5%"}, ["requests", "rules"]]
    return [json.dumps(first), *(plan.model_dump_json(exclude_none=True) for plan in found[1:2])]


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in some data."""
    here = [path] if path else []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        here += places(value, (*path, key))
    return here


@st.composite
def changed(draw: st.DrawFn) -> Any:
    """A scenario in which one to three places are changed."""
    data = json.loads(draw(st.sampled_from(beginnings())))
    for _ in range(draw(st.integers(1, 3))):
        # Lists of people have the most places: every part of a scenario has its turn.
        part = draw(st.sampled_from(sorted(data)))
        options = [(part, *rest) for rest in [(), *places(data[part])]]
        *above, last = draw(st.sampled_from(options))
        inner = data
        for key in above:
            inner = inner[key]
        match draw(st.integers(0, 4)):
            case 0:
                del inner[last]
            case 1 if isinstance(inner, dict):
                inner[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(VALUES)))
            case 2 if isinstance(inner[last], list) and len(inner[last]) == 1:
                inner[last] = inner[last][0]
            case 3 if isinstance(inner, list):
                inner.append(copy.deepcopy(inner[last]))
            case _:
                inner[last] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        if not data:
            break
    return data


@cache
def validator(of: str) -> Any:
    written = schema() if of == "files" else Scenario.model_json_schema()
    kind = jsonschema.Draft202012Validator
    return kind(written, format_checker=kind.FORMAT_CHECKER)


def refused(data: Any, of: str) -> str:
    """What a schema refuses in data; empty where it takes them."""
    error = jsonschema.exceptions.best_match(validator(of).iter_errors(data))
    return "" if error is None else f"{error.json_path}: {error.message[:300]}"


def structural(found: tuple[Fault, ...], *, tables: bool = False) -> list[str]:
    """What JSON Schema can say; not how far two dates are apart, nor all time zones; tables may have lists."""
    return [
        str(fault)
        for fault in found
        if fault.code not in BEYOND
        and not fault.message.startswith(("lasts over", "unknown time zone"))
        and not (tables and fault.code == "missing_key" and not fault.path)
    ]


@given(changed())
@settings(max_examples=60 * TIMES, deadline=None)
def test_what_programs_send(data: Any) -> None:
    try:
        plan = Scenario.model_validate_json(json.dumps(data))
    except ValidationError as error:
        found = structural(faults(error))
        assert refused(data, "programs") or not found, found
    else:
        assert refused(json.loads(plan.model_dump_json()), "programs") == ""


@given(changed())
@settings(max_examples=60 * TIMES, deadline=None)
def test_what_stands_in_files(data: Any) -> None:
    try:
        Scenario.model_validate(parse_json(json.dumps(data), "plan.json").data)
    except ValidationError as error:
        found = structural(faults(error), tables=True)
        # In files the name of a roster's file may stand for its teams.
        found = [one for one in found if one != "published: must be a list, not text"]
        assert refused(data, "files") or not found, found
    else:
        assert refused(data, "files") == ""


@pytest.mark.parametrize(
    "notice", ["", "none", " None ", "5: 3; 15: 2", "366: 1000", {}, {"5": 3}, 1, "x", "0: 3", "5: 1001", "5: 3;", None]
)
def test_notice_in_a_cell(notice: Any) -> None:
    data = json.loads(beginnings()[0]) | {"changes": {"notice": notice}}
    for of in ("programs", "files"):
        try:
            Scenario.model_validate(data)
        except ValidationError:
            assert refused(data, of)
        else:
            assert refused(data, of) == ""


def test_a_rule_needs_its_kind() -> None:
    data = json.loads(beginnings()[0])
    assert refused(data, "programs") == ""
    for of in ("programs", "files"):
        assert refused(data | {"rules": [{"hours": 11}]}, of)
        assert refused(data | {"pins": [{"on": data["operation"]["start"]}]}, of)
