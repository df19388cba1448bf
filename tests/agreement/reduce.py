"""The smallest scenario that still fails: what is read when engine, checker and brute force disagree."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from tandem_models import Scenario

Path = tuple[str | int, ...]


def smallest(scenario: Scenario, fails: Callable[[Scenario], bool]) -> str:
    """Leave out of a failing scenario, as JSON, whatever can go without it failing no more."""

    def still(data: Any) -> bool:
        try:
            return fails(Scenario.model_validate(data))
        except ValidationError:
            return False

    data = scenario.model_dump(mode="json", exclude_none=True)
    shrunk = True
    while shrunk:
        shrunk = False
        for path in sorted(_paths(data), key=len):
            for smaller in _smaller(data, path):
                if still(smaller):
                    data, shrunk = smaller, True
                    break
    return json.dumps(data)


def _paths(data: Any, path: Path = ()) -> Iterator[Path]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from _paths(value, (*path, key))


def _smaller(data: Any, path: Path) -> Iterator[Any]:
    """The data without the value at a place, and with 1 in place of it where it is a greater number."""
    *before, last = path
    for number in (None, 1):
        made = inner = copy.deepcopy(data)
        try:
            for key in before:
                inner = inner[key]
            value = inner[last]
        except (KeyError, IndexError):
            return  # What held it is gone already.
        if number is None:
            del inner[last]
            yield made
        elif type(value) is int and value > number:
            inner[last] = number
            yield made
