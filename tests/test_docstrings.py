"""Every public call says what it takes, gives and raises."""

import inspect
import re

import pytest

import tandem_scheduler
from tandem_scheduler import api

NEVER = {"schema"}
"""Calls that raise nothing."""


def section(text: str, name: str) -> str:
    """One section of a docstring, up to the next one."""
    found = re.search(rf"^{name}:\n((?: .*\n|\n)+)", text + "\n", re.MULTILINE)
    return found[1] if found else ""


@pytest.mark.parametrize("name", api.__all__)
def test_a_call_says_what_it_takes_gives_and_raises(name: str) -> None:
    call = getattr(tandem_scheduler, name)
    text = inspect.getdoc(call) or ""
    described = re.findall(r"^    (\w+): \S", section(text, "Args"), re.MULTILINE)
    signature = inspect.signature(call)
    assert described == list(signature.parameters)
    assert bool(section(text, "Returns")) == (signature.return_annotation is not None)
    assert name in NEVER or re.search(r"^    [A-Z]\w+Error", section(text, "Raises"), re.MULTILINE)
