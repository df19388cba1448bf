import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tandem_models import Identifier
from tandem_scheduler.views.calendars.file_names import file_names

IDS = TypeAdapter(Identifier)


def usable(text):
    try:
        return IDS.validate_python(text) == text
    except ValidationError:
        return False


HOSTILE = ["..", "../../x", "/etc/passwd", "a/b", "a\\b", "C:x", "-rf", ".hidden", "a\u202eb", '"', "'", "é", "e\u0301"]
HOSTILE += [
    "CON",
    "nul.txt",
    "com1",
    "all",
    "ALL",
    "All",
    "anna",
    "Anna",
    "ANNA",
    "x" * 64,
    "ß",
    "ss",
    "警" * 64,
    "~",
    "a~b",
]
IDENTIFIERS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=64).filter(usable))


@given(st.lists(IDENTIFIERS, unique=True, max_size=30))
def test_names_are_safe_and_distinct_whatever_the_ids(ids):
    names = file_names(ids, taken=["all"])
    assert list(names) == ids
    assert len({name.casefold() for name in names.values()} | {"all"}) == len(ids) + 1
    for name in names.values():
        assert re.fullmatch(r"[A-Za-z0-9_~][A-Za-z0-9_.~-]{0,63}", name)
        assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name.casefold())


@pytest.mark.parametrize("name", ["D01", "west-leicester", "n.05_b", "x" * 64, "d..1", "7", "_"])
def test_plain_ids_stay_as_they_are(name):
    assert file_names([name]) == {name: name}


def test_a_name_does_not_depend_on_who_else_there_is():
    names = file_names(HOSTILE, taken=["all"])
    assert {name: file_names([name], taken=["all"])[name] for name in HOSTILE if name.casefold() != "anna"} == {
        name: encoded for name, encoded in names.items() if name.casefold() != "anna"
    }
    assert names["anna"] == "anna"
    assert names["Anna"].startswith("Anna~")
