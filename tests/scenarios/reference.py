"""The reference in scenarios/README.md, from the contract: `python -m tests.scenarios.reference` writes it anew.

What stands between the marks of a block comes from the contract's descriptions and from the short examples in
`examples.py`; all else is written by hand.
"""

import json
import re
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from pydantic import BaseModel

from tandem_models import Scenario, objectives
from tandem_models.objectives import Measure, Tier
from tandem_models.rules import KINDS, PACKS, RulePack
from tandem_models.rules.base import AreasRule, PeopleRule, RuleBase
from tandem_scheduler.io.scenarios import TABLES
from tandem_scheduler.io.tables import Column, columns_of

from . import examples
from .keys import Key, family, item_class, keys_of, paragraphs, parts_of

README = Path(__file__).parents[2] / "scenarios" / "README.md"


# The keys of the file.


def keys() -> str:
    """Every top key with what it means, an example, and the keys within it."""
    return "\n\n".join(chain([", ".join(map(_link, Scenario.model_fields))], *map(_top, Scenario.model_fields)))


def _top(name: str) -> Iterable[str]:
    field = Scenario.model_fields[name]
    key = next(key for key in keys_of(Scenario) if key.name == name)
    model = None if name in ("rules", "objectives") else item_class(field.annotation)
    lead = [key.meaning] if model is None else paragraphs(model.__doc__)
    table = "a [table](#a-folder-with-tables)"
    if key.needed:
        lead[0] += f" **Every scenario has it**{f', here or as {table}' if name in TABLES else ''}."
    elif name in TABLES:
        lead[0] += f" Can be {table}."
    if key.default:
        lead[0] += f" Left out, {key.default}."
    yield f"### `{name}`"
    yield from lead
    if name in examples.KEYS:
        yield _block("yaml", examples.KEYS[name])
    if model is not None:
        yield _list(keys_of(model))
        yield from _inner(model)
    elif name == "rules":
        yield "Each entry is a [rule](#rules-one-by-one) with its `kind`, or a [pack](#rule-packs) of rules."
    elif name == "objectives":
        yield f"Each entry is {_lower(' '.join(paragraphs(Tier.__doc__)))} The measures:"
        yield _measures()


def _inner(model: type[BaseModel]) -> Iterable[str]:
    for name, inner in parts_of(model):
        yield f"Each of `{name}`: {_lower(' '.join(paragraphs(inner.__doc__)))}"
        yield _list(keys_of(inner))
        yield from _inner(inner)


def _measures() -> str:
    """What the contract's module on objectives says of each measure."""
    meanings = {
        name: " ".join(text.split())
        for name, text in re.findall(
            r"^- `(\w+)`: (.*?)(?=^- `|\Z)", objectives.__doc__ or "", re.MULTILINE | re.DOTALL
        )
    }
    return "\n".join(f"- `{measure}`: {meanings[measure]}" for measure in Measure)


# The tables of a folder.


def tables() -> str:
    """Every table with its columns and an example."""
    return "\n\n".join(chain.from_iterable(_table(name, columns_of(model)) for name, model in TABLES.items()))


def _table(name: str, columns: dict[str, Column]) -> Iterable[str]:
    words = (
        f"**`{c.name}`**" if c.required else f"`{c.name}`{' (list)' if c.is_list else ''}"
        for c in sorted(columns.values(), key=lambda column: not column.required)
    )
    yield f"**`{name}.csv`**, for {_link(name)}, has the columns {', '.join(words)}."
    if name in examples.TABLES:
        yield _block("csv", examples.TABLES[name])


# The rules.


def rules() -> str:
    """Every kind of rule by family, with what it means, an example and its keys."""
    families: dict[tuple[str, str], list[str]] = {}
    for kind, rule in KINDS.items():
        families.setdefault(family(rule), []).append(kind)
    contents = "\n".join(
        f"- {name.capitalize()}: {', '.join(map(_link, kinds))}" for (name, _), kinds in families.items()
    )
    shared = "### Keys that rules share\n\n" + _list(_shared().values())
    return "\n\n".join(
        [contents, shared, *chain.from_iterable(_family(*told, kinds) for told, kinds in families.items())]
    )


def _shared() -> dict[str, Key]:
    """The keys that rules have from the classes they derive from."""
    return {key.name: key for base in (PeopleRule, AreasRule) for key in keys_of(base)}


def _family(name: str, told: str, kinds: list[str]) -> Iterable[str]:
    yield f"### Rules: {name}"
    if told:
        yield told
    yield from chain.from_iterable(_rule(kind, KINDS[kind]) for kind in kinds)


def _rule(kind: str, rule: type[RuleBase]) -> Iterable[str]:
    yield f"#### `{kind}`"
    meaning = "\n\n".join(paragraphs(rule.__doc__))
    unit = re.search(r"\bUnit: (.*)", meaning)
    yield re.sub(r"\s*\bUnit: .*", "", meaning)
    if kind in examples.RULES:
        yield _block("yaml", f"rules:\n  - {examples.RULES[kind]}")
    own = [key for key in keys_of(rule) if key.name != "kind" and _shared().get(key.name) != key]
    besides = [key.name for key in keys_of(rule) if _shared().get(key.name) == key and key.name in ("who", "areas")]
    if own:
        yield _list(own)
    remarks = [f"Can have {' and '.join(f'`{name}`' for name in besides)}."] if besides else []
    yield " ".join([*remarks, *([f"A unit: {unit[1]}"] if unit else [])])


def packs() -> str:
    """Every pack with an example and its rules."""
    return "\n\n".join(chain([_list(keys_of(RulePack))], *map(_pack, PACKS)))


def _pack(name: str) -> Iterable[str]:
    yield f"### `{name}`"
    if name in examples.PACKS:
        yield _block("yaml", examples.PACKS[name])
    lines = []
    for rule_name, (rule, basis, note) in PACKS[name].items():
        given = rule.model_dump(mode="json", exclude_defaults=True, exclude={"why"})
        words = ", ".join(f"{key}: {_yaml(value)}" for key, value in given.items())
        why = f" {rule.why[:1].upper()}{rule.why[1:]}." if rule.why else ""
        lines.append(f"- `{rule_name}` ({basis}): `{{{words}}}`.{why} {note}")
    yield "\n".join(lines)


# The file.

BLOCKS: dict[str, Callable[[], str]] = {"keys": keys, "tables": tables, "rules": rules, "packs": packs}


def written(text: str) -> str:
    """The README with every block as the contract has it."""
    for name, block in BLOCKS.items():
        begin, end = f"<!-- {name}: python -m tests.scenarios.reference -->", f"<!-- /{name} -->"
        head, rest = text.split(begin)
        text = f"{head}{begin}\n{block()}\n{end}{rest.split(end)[1]}"
    return text


def _link(heading: str) -> str:
    return f"[`{heading}`](#{heading})"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _yaml(value: object) -> str:
    """A number or word as a planner writes it."""
    if isinstance(value, float):
        return f"{value:g}"
    return value if isinstance(value, str) and value.isidentifier() else json.dumps(value)


def _list(of: Iterable[Key]) -> str:
    return "\n".join(map(str, of))


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text.strip()}\n```"


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
