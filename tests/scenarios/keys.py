"""What the contract says of the keys of a class, in a planner's words."""

import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from tandem_models.base import ONE_WORD
from tandem_models.objectives import Tier


class Key(NamedTuple):
    """A key, what it means, how its value is written; whether it must be given, and what else holds without it."""

    name: str
    meaning: str
    written: str
    needed: bool
    default: str

    def __str__(self) -> str:
        """As an item of a list in Markdown."""
        name = f"**`{self.name}`**" if self.needed else f"`{self.name}`"
        left_out = f" Left out, {self.default}." if self.default else ""
        return f"- {name} ({self.written}): {self.meaning}{left_out}"


def keys_of(model: type[BaseModel]) -> list[Key]:
    """The keys of a class as files have them, those that must be given first."""
    whole = _schema(model)
    found = [
        Key(
            info.alias or name,
            info.description or "",
            _written(whole["properties"][info.alias or name], whole.get("$defs", {})),
            info.is_required(),
            _spoken(info.default) if not info.is_required() and info.default_factory is None else "",
        )
        for name, info in model.model_fields.items()
    ]
    return sorted(found, key=lambda key: not key.needed)


def parts_of(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The keys of a class that hold a list or a mapping of items with keys of their own, with the items' class."""
    whole = _schema(model)["properties"]
    for name, info in model.model_fields.items():
        key = info.alias or name
        if whole[key].get("type") in ("array", "object") and (inner := item_class(info.annotation)):
            yield key, inner


def item_class(annotation: Any) -> type[BaseModel] | None:
    """The one class of the contract that an annotation speaks of: itself, or that of its items."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := item_class(part))), None)


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a docstring, a line each."""
    return [" ".join(part.split()) for part in (text or "").split("\n\n")]


def family(model: type[BaseModel]) -> tuple[str, str]:
    """The name of the module that a class stands in, as words, and the first sentence of what it says of itself."""
    name = model.__module__.rpartition(".")[2].replace("_", " ")
    return name, paragraphs(sys.modules[model.__module__].__doc__)[0]


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _written(schema: dict[str, Any], defs: dict[str, Any]) -> str:
    """How a value is written, from its JSON schema."""
    if "$ref" in schema:
        return _written(defs[schema["$ref"].rpartition("/")[2]], defs)
    match schema:
        case {"anyOf": options}:
            words = dict.fromkeys(_written(option, defs) for option in options if option.get("type") != "null")
            return "day" if "date" in words and len(words) > 1 else " or ".join(words)
        case {"const": value}:
            return f"`{value}`"
        case {"enum": ["mon", *_]}:
            return "weekday"
        case {"title": "Role"}:
            return "`detective` or `officer`"
        case {"enum": values}:
            return " or ".join(f"`{value}`" for value in values)
        case {"type": "array", "items": items}:
            word = _written(items, defs)
            return f"{word}s" if word in ("word", "day", "weekday") else "list"
        case {"type": "object", "properties": inner} if set(inner) == {"start", "end"}:
            return "shift"
        case {"type": "object"}:
            return "entries by name"
        case {"oneOf": _}:
            return "entry"
        case {"type": "boolean"}:
            return "`true` or `false`"
        case {"type": "string", "format": "date"}:
            return "date"
        case {"type": "string", "examples": _}:
            return "time"
        case {"type": "string"}:
            return "word" if schema.get("pattern") == ONE_WORD else "text"
        case {"type": "integer" | "number" as kind}:
            return f"{'whole number' if kind == 'integer' else 'number'}{_bounds(schema)}"
    raise ValueError(f"say here how this is written: {schema}")


def _bounds(schema: dict[str, Any]) -> str:
    """` from 0`, ` above 0, at most 168`; a bound so large that no plan comes near it is not worth a word."""
    least, most = schema.get("minimum", schema.get("ge")), schema.get("maximum", schema.get("le"))
    above = schema.get("exclusiveMinimum", schema.get("gt"))
    lower = f" above {above}" if above is not None else f" from {least:g}" if least is not None else ""
    return lower + (f", at most {most:g}" if most is not None and most < 10_000 else "")


def _spoken(default: Any) -> str:
    match default:
        case None | ():
            return ""
        case bool():
            return f"`{str(default).lower()}`"
        case Tier():
            names = ", ".join(default.weights)
            return f"`{names}`" if len(default.weights) == 1 else f"`[{names}]`"
        case tuple():
            return ", ".join(map(_spoken, default))
        case float():
            return f"{default:g}"
        case str():
            return f"`{default}`"
    return str(default)
