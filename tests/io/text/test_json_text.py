import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem_models import InputError
from tandem_scheduler.io.text import documents
from tandem_scheduler.io.text.json import parse_json

from .test_yaml_text import DATA


def stopped(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_json(text, "plan.json")
    return str(caught.value)


def test_scalars_stay_text():
    assert parse_json('{"a": [16, 2.50, true, false, null, "null", "16:00"]}', "plan.json").data == {
        "a": ["16", "2.50", "true", "false", None, "null", "16:00"]
    }


def test_every_key_and_value_has_its_place():
    document = parse_json('{\n\t"a": {"b" :\n[1, {"c":"x"}]}}', "plan.json")
    assert str(document.fault(("a", "b", 1, "c"), "x")) == "plan.json:3:10: a.b[1].c: x"
    assert str(document.fault(("a", "b", "[key]"), "x")) == "plan.json:2:8: a.b: x"


def test_escapes_and_characters_beyond_the_basic_plane():
    text = '["\\ud83d\\ude00", "\\u00e9", "\\/", "a\\"[b]", "\U0001f600"]'
    assert parse_json(text, "plan.json").data == ["\U0001f600", "é", "/", 'a"[b]', "\U0001f600"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" \n", "plan.json:1:1: is empty"),
        ('{"a": 1,\n "b" 2}', "plan.json:2:6: is not JSON: Expecting ':' delimiter"),
        ("[1] [2]", "plan.json:1:5: is not JSON: Extra data"),
        ("[NaN]", "plan.json:1:1: NaN is not a number in JSON"),
        ("[" * 51 + "]" * 51, "plan.json:1:51: is nested more than 50 levels deep"),
        ("[" * 100_000 + "]" * 100_000, "is nested more than 50 levels deep"),
    ],
)
def test_what_stops_the_reading(text, fault):
    assert fault in stopped(text)


def test_what_is_refused_without_stopping():
    document = parse_json('{"a": 1,\n "a": 2,\n "b": "\\u0000", "c": "\\ud800"}', "plan.json")
    assert [str(fault).rpartition(": ")[0] for fault in document.faults] == [
        "plan.json:2:2: the key 'a' stands here twice, first in line 1",
        "plan.json:3:7: b: holds the control character U+0000",
        "plan.json:3:22: c: holds the control character U+D800",
    ]


def test_bound_on_values(monkeypatch):
    monkeypatch.setattr(documents, "MOST_VALUES", 3)
    assert parse_json("[1, 2]", "plan.json").data == ["1", "2"]
    assert "has more than 3 values" in stopped("[1, 2, 3]")


@given(DATA, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_dumped_data_reads_back(data, indent, ascii_only):
    document = parse_json(json.dumps(data, indent=indent, ensure_ascii=ascii_only), "plan.json")
    assert (document.data, [*document.faults]) == (data, [])
