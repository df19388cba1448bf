"""The reference of all rules in scenarios/README.md: `python -m tests.scenarios.reference` writes it anew."""

from pathlib import Path
from typing import get_args

from models import Rule
from models.rules.base import RuleBase

README = Path(__file__).parents[2] / "scenarios" / "README.md"
BEGIN, END = "<!-- rules: python -m tests.scenarios.reference -->", "<!-- /rules -->"
COMMON = frozenset({"kind", "strength", "weight", "why"})
"""Keys that every rule has."""


def reference() -> str:
    """Every kind of rule with what it means and its keys, in Markdown."""
    union, *_ = get_args(Rule)
    return "\n\n".join(_entry(kind) for kind in get_args(union))


def _entry(rule: type[RuleBase]) -> str:
    text = [" ".join(line.strip() for line in part.splitlines()) for part in (rule.__doc__ or "").split("\n\n")]
    lines = [f"**`{rule.model_fields['kind'].default}`**: {' '.join(text).strip()}", ""]
    for name, field in rule.model_fields.items():
        if name not in COMMON:
            left_out = "" if field.is_required() or field.default is None else f" Left out, {_spoken(field.default)}."
            lines.append(f"- `{name}`: {field.description}{left_out}")
    return "\n".join(lines)


def _spoken(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def written(text: str) -> str:
    """The README with the reference as the contract has it."""
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n{reference()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
