import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tandem_models import InputError
from tandem_scheduler.io.text import documents
from tandem_scheduler.io.text import yaml as yaml_text
from tandem_scheduler.io.text.documents import Document
from tandem_scheduler.io.text.yaml import parse_yaml


@pytest.fixture(params=["libyaml", "python"])
def parse(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """The reader on both of PyYAML's parsers."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader)
    return lambda text: parse_yaml(text, "plan.yaml")


def stopped(parse, text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "scalar",
    ["off", "on", "no", "yes", "Off", "true", "16:00", "0200", "2021-02-22", "007", "1e3", "0x10", "1_000", ".inf"],
)
def test_plain_scalars_stay_text(parse, scalar):
    assert parse(f"key: {scalar}\nlist: [{scalar}]").data == {"key": scalar, "list": [scalar]}


def test_plain_keys_stay_text(parse):
    assert parse("on: 1\noff: 2\n007: 3\n2021-02-22: 4").data == {"on": "1", "off": "2", "007": "3", "2021-02-22": "4"}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL", "!!null null"])
def test_nothing_is_none(parse, nothing):
    assert parse(f"key: {nothing}").data == {"key": None}


@pytest.mark.parametrize("text", ['"null"', "'~'", '""', "!!str null", "! ~", "|-\n  null"])
def test_quoted_or_tagged_nothing_is_text(parse, text):
    assert parse(f"key: {text}").data["key"] in ("null", "~", "")


def test_core_tags_leave_the_text(parse):
    document = parse("a: !!str off\nb: !!int 007\nc: !!float 1.5\nd: !!bool no\ne: !!seq [x]\nf: !!map {g: h}")
    assert document.data == {"a": "off", "b": "007", "c": "1.5", "d": "no", "e": ["x"], "f": {"g": "h"}}
    assert not document.faults


def test_every_key_and_value_has_its_place(parse):
    document = parse("a: 1\npeople:\n  - id: D01\n    skills: [pip2,\n             driver]\n")
    assert document.fault(("people", 0, "skills", 1), "x").model_dump(include={"line", "column", "path"}) == {
        "line": 5,
        "column": 14,
        "path": "people[0].skills[1]",
    }
    assert str(document.fault(("people", 0, "skills", "[key]"), "x")) == "plan.yaml:4:5: people[0].skills: x"
    assert str(document.fault(("people", 0, "skills"), "x")) == "plan.yaml:4:13: people[0].skills: x"
    assert str(document.fault((), "x")) == "plan.yaml:1:1: x"


def test_places_skip_what_is_not_in_the_data(parse):
    document = parse("rules:\n  - {kind: rest, hours: x}\nobjectives: [a, [b, c], {d: 1}]\n")
    assert str(document.fault(("rules", 0, "rest", "hours"), "x")) == "plan.yaml:2:25: rules[0].hours: x"
    assert str(document.fault(("rules", 0, "rest"), "x")) == "plan.yaml:2:5: rules[0]: x"
    assert str(document.fault(("objectives", 0, "weights", "a", "[key]"), "x")) == "plan.yaml:3:14: objectives[0]: x"
    assert str(document.fault(("objectives", 1, "weights", "c"), "x")) == "plan.yaml:3:21: objectives[1][1]: x"
    assert str(document.fault(("objectives", 2, "weights", "d"), "x")) == "plan.yaml:3:29: objectives[2].d: x"
    assert str(document.fault(("objectives", 2, "weights", "d", "[key]"), "x")) == "plan.yaml:3:26: objectives[2].d: x"


def test_an_alias_is_what_its_anchor_stands_at(parse):
    document = parse("a: &shift {start: 1}\nb: *shift\nc: &word w\nd: [*word, *shift]")
    assert document.data == {"a": {"start": "1"}, "b": {"start": "1"}, "c": "w", "d": ["w", {"start": "1"}]}
    assert str(document.fault(("d", 1, "start"), "x")) == "plan.yaml:1:19: d[1].start: x"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: {c: 1, d: 2, c: 3}", "plan.yaml:2:17: b: the key 'c' stands here twice, first in line 2: keep one"),
        ("a: 1\nb: 2\na: 3", "plan.yaml:3:1: the key 'a' stands here twice, first in line 1: keep one"),
        ("a: [1]\na: {b: [2]}", "plan.yaml:2:1: the key 'a' stands here twice, first in line 1: keep one"),
        ("a: !!python/object:os.system x", "plan.yaml:1:4: a: the tag tag:yaml.org,2002:python/object:os.system is"),
        ("a: !!python/tuple [x]", "plan.yaml:1:4: a: the tag tag:yaml.org,2002:python/tuple is not allowed"),
        ("a: !!timestamp 2021-02-22", "plan.yaml:1:4: a: the tag tag:yaml.org,2002:timestamp is not allowed"),
        ("a: !!binary aGk=", "plan.yaml:1:4: a: the tag tag:yaml.org,2002:binary is not allowed"),
        ("a: !mine x", "plan.yaml:1:4: a: the tag !mine is not allowed"),
        ("a: !!set {x}", "plan.yaml:1:4: a: the tag tag:yaml.org,2002:set is not allowed"),
        ("a: !!map x", "plan.yaml:1:4: a: the tag tag:yaml.org,2002:map is not allowed"),
        ("a: !!null x", "plan.yaml:1:4: a: the tag tag:yaml.org,2002:null is not allowed"),
        ("a: &a {b: 1}\nc:\n  <<: *a\n  d: 2", "plan.yaml:3:3: c: merge keys (<<) are not supported"),
        ('a: "x\\0y"', "plan.yaml:1:4: a: holds the control character U+0000"),
        ('a: ["x\\e[31m"]', "plan.yaml:1:5: a[0]: holds the control character U+001B"),
    ],
)
def test_what_is_refused_without_stopping(parse, text, fault):
    document = parse(text)
    (told,) = map(str, document.faults)
    assert told.startswith(fault)


def test_the_first_of_two_keys_stays(parse):
    document = parse("a: {b: 1}\na: {c: [2]}\nd: 4")
    assert document.data == {"a": {"b": "1"}, "d": "4"}
    assert str(document.fault(("a", "b"), "x")) == "plan.yaml:1:8: a.b: x"


def test_a_quoted_merge_key_is_a_key_like_any_other(parse):
    document = parse('"<<": x')
    assert (document.data, [*document.faults]) == ({"<<": "x"}, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "plan.yaml:1:1: is empty"),
        ("# only a remark\n", "plan.yaml:1:1: is empty"),
        ("a: 1\n---\nb: 2", "plan.yaml:2:1: a second document begins here"),
        ("? [a, b]\n: c", "plan.yaml:1:3: a key must be text"),
        ("? {a: b}\n: c", "plan.yaml:1:3: a key must be text"),
        ("a: &x 1\n*x : 2", "plan.yaml:2:1: a key must be text, not an alias"),
        ("~: 1", "plan.yaml:1:1: a key is missing before the colon"),
        ("a: *nobody", "plan.yaml:1:4: the alias *nobody stands for nothing"),
        ("a: &a [*a]", "plan.yaml:1:8: the alias *a stands for nothing"),
        ("a: b: c", "plan.yaml:1:5: a colon can't stand here"),
        ("people:\n  - id: D01\n   role: x", "plan.yaml:3:4: does not fit what is above: check the indentation"),
        ("a: [1, 2\nb: 3", "plan.yaml:2:2: a list opened with [ has no ] or lacks a comma (it begins in line 1)"),
        ("a: {b: 1\nc: 2}", "plan.yaml:2:2: a mapping opened with { has no } or lacks a comma (it begins in line 1)"),
        ("a: 'b\nc: d\n", "a quote is opened and never closed (it begins in line 1)"),
        ("a:\n\t- b", "plan.yaml:2:1: a tab can't begin a value: indent with spaces"),
        ("a: @home", "plan.yaml:1:4: '@' can't begin a value: put the text in quotes"),
        ("a: - b", "plan.yaml:1:4: a list's dash can't stand here"),
        ('a: "x" y', "plan.yaml:1:8: does not fit what is above"),
        ('a: "\\q"', "a backslash in double quotes begins an unknown escape"),
        ("  a: 1\nb: 2", "plan.yaml:2:1: does not fit what is above"),
        ("a: ]", "plan.yaml:1:4: a value is missing before this"),
        ("a: !x!y z", "plan.yaml:1:4: tags are not allowed"),
        ("a: \ufffe", "plan.yaml:1:4: holds a character that YAML does not allow"),
        ("a: |x\n  y", "plan.yaml:1:5: can't be read as YAML"),
    ],
)
def test_what_stops_the_reading(parse, text, fault):
    assert fault in stopped(parse, text)


def test_faults_found_before_the_stop_are_told_as_well(parse):
    assert stopped(parse, "a: 1\na: 2\nb: [").count("\n") == 1


def test_billion_laughs(parse):
    laughs = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    assert "has more than 2,000,000 values" in stopped(parse, f"l0: &l0 lol\n{laughs}")


def test_bound_on_values_counts_aliases_as_written_out(parse, monkeypatch):
    monkeypatch.setattr(documents, "MOST_VALUES", 10)
    assert len(parse("[&a [1, 2], *a, *a]").data) == 3  # 1 + 3 x (1 + 2) = 10 values
    assert "plan.yaml:1:21: has more than 10" in stopped(parse, "[&a [1, 2], *a, *a, x]")
    assert "has more than 10" in stopped(parse, "{k: &a [1, 2], l: &b [*a, *a], m: *b}")


def test_bound_on_depth(parse):
    assert parse("[" * 50 + "]" * 50).data
    assert stopped(parse, "[" * 51 + "]" * 51) == "plan.yaml:1:51: is nested more than 50 levels deep"
    assert "levels deep" in stopped(parse, "[" * 100_000)
    assert "levels deep" in stopped(parse, "".join("  " * n + "a:\n" for n in range(60)))


def _plain(value: object) -> object:
    """What the reader makes of data: the text of every scalar."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
DATA = st.recursive(st.none() | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


@given(DATA, st.booleans())
def test_dumped_data_reads_back_with_every_place(data, flow):
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True)
    document = parse_yaml(text, "plan.yaml")
    assert document.data == _plain(data)
    assert not document.faults
    _places_hold(document, document.data, text.split("\n"))


def _places_hold(document: Document, value: object, lines: list[str], loc: tuple[str | int, ...] = ()) -> None:
    fault = document.fault(loc, "x")
    assert 1 <= fault.line <= len(lines)
    assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        if key != "[key]":
            _places_hold(document, child, lines, (*loc, key))


HEALTHY = "a: [b, {c: 'd'}]\ne:\n  - &f g\n  - *f\n  - !!str h\n"
DAMAGE = st.tuples(st.integers(0, len(HEALTHY) - 1), st.sampled_from("[]{}:,-&*!|>'\"%@`#? \n\tx~<"))


@given(st.lists(DAMAGE, max_size=4))
@example([(36, "["), (47, "[")])
def test_damaged_text_is_read_or_refused_with_a_place(damage):
    text = list(HEALTHY)
    for place, character in damage:
        text[place] = character
    try:
        faults = parse_yaml("".join(text), "plan.yaml").faults
    except InputError as error:
        faults = list(error.faults)
    assert all(1 <= fault.line <= len("".join(text).split("\n")) and fault.message for fault in faults)
