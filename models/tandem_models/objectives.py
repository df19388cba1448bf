"""What makes a roster good: measures, in tiers that are minimised one after another.

Every measure is a whole number that can be recomputed from the scenario and the roster alone.

- `coverage`: Teams that are missing. Each one short of an evening's `teams` costs its `shortage`; and in every entry of
  `demand`, for each area and evening, each team below its number costs `shortage`, each above it `surplus`.
- `priority`: Visits that areas are short of their targets. Each costs the area's share of all priority in thousandths,
  rounded half up, at least 1 where the priority is above 0. A target is the one given, or the area's share by priority
  of all teams wanted, in whole visits (largest remainder; of equal
  remainders the higher priority comes first, then the id that sorts first).
- `rules`: Soft rules that are broken. Each unit costs the rule's `weight`.
- `fairness`: How unevenly evenings are shared within each role. Over the people who are ever available, scale x
  (evenings worked + evenings before) squared, rounded half up. A person is available on the evenings on which a team
  can be sent (`teams` is above 0, or is left out and `demand` lets a team go somewhere) and neither an absence nor a
  duty nor a day on which they are not `available` keeps them; rules don't count here. The scale is 100 x (most evenings
  anyone of the role is available) / (evenings the person is available), rounded half up, so that evenings in proportion
  to availability are best.
  Evenings before are those of the history, unless `history_counts` is `limits`. On dates on which somebody is not
  there (before `since`, after `until`), they count as available and as doing what those of the role do on average who
  are there: in the history the evenings that these worked, divided by their number, and in the operation the teams
  wanted, at most one each, divided by it; that is added to the evenings before. So a newcomer neither catches up nor
  is spared, and a leaver has the share of the time until then. Dates of the history on which an absence kept somebody
  from working count likewise: leave is not made up for afterwards.
- `abstraction`: What deployments take people away from: the `release` costs of the duties and rest days they replace.
- `requests`: Wishes not met: their `weight`s.
- `home_area`: Deployments of people with a `home` to another area, 1 each.
- `changes`: What people are told otherwise than the `published` roster, on the evenings that are not over: each by what
  `changes` says it costs, times what it says for its notice.
"""

import re
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from .base import Contract, Count, fault, read_only, this
from .spelling import suggestion

Weight = Annotated[Count, Field(ge=1, le=1_000_000)]

MOST_GIVEN = 1_000_000_000_000
"""The largest amount that a tier may give."""

MOST_DIGITS = len(str(MOST_GIVEN))

_PER_CENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,6}))?\s*%")
_AMOUNT = re.compile(r"[0-9]+")
_WRITTEN = r"^\s*([0-9]{1,13}|(100(\.0{1,6})?|0?[0-9]{1,2}(\.[0-9]{1,6})?)\s*%)\s*$"
_FINER = re.compile(r"[0-9]{1,3}\.[0-9]{7,}\s*%")
_BELOW = re.compile(r"-\s*[0-9.]+\s*%?")


def _tolerance(value: Any) -> Any:
    """A whole amount as a number, a share in its shortest form: 0.50 % is 0.5%, and 0% is 0."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise fault("wrong_format", "must be a share of the tier's value, like 1%, or a whole amount, like 5000")
    if isinstance(value, float) and not value.is_integer():
        like = f"{100 * value:.6f}".rstrip("0").rstrip(".") if 0 < value < 1 else "1"
        like = "1" if like in ("0", "100") else like
        raise fault(
            "wrong_format",
            "{value} is no whole amount: write a share with its sign, like {like}%",
            suggestion=f"{like}%" if 0 < value < 1 else None,
            value=value,
            like=like,
        )
    text = value.strip() if isinstance(value, str) else str(int(value))
    if _BELOW.fullmatch(text):
        raise fault("out_of_range", "must be 0 or more, not {value}", value=text[:40])
    if _AMOUNT.fullmatch(text):
        digits = text.lstrip("0") or "0"
        if len(digits) > MOST_DIGITS or int(digits) > MOST_GIVEN:
            message = "must be {most} or less, not {value}"
            raise fault("out_of_range", message, most=f"{MOST_GIVEN:,}", value=text[:40])
        return int(digits)
    share = _PER_CENT.fullmatch(text)
    if share is None:
        message = "must be a share of the tier's value, like 1%, or a whole amount, like 5000, not {value}"
        if _FINER.fullmatch(text):
            message = "a share has at most 6 decimals, not as many as {value}"
        raise fault("wrong_format", message, value=this(text))
    whole, decimals = int(share[1]), (share[2] or "").rstrip("0")
    if whole > 100 or (whole == 100 and decimals):
        raise fault("out_of_range", "must be 100% or less, not {value}", value=text)
    return f"{whole}{decimals and '.'}{decimals}%" if whole or decimals else 0


Tolerance = Annotated[
    int | str,
    BeforeValidator(_tolerance),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": MOST_GIVEN},
                {"type": "string", "pattern": _WRITTEN, "examples": ["1%", "0.5%"]},
            ]
        }
    ),
]
"""What a tier may give: a whole amount, or a share of its value in per cent."""


def _refuse_slip(key: Any, weight: Any) -> None:
    """Say what is meant where a tolerance stands under another name, or in a weight's place."""
    share = str(weight).rstrip().endswith("%")
    if key in tuple(Measure):
        if share:
            raise fault(
                "wrong_format",
                "{key} has {value} for its weight, which is a whole number: what later tiers may give back is the "
                "tier's 'tolerance'",
                key=str(key),
                value=this(str(weight)),
            )
    elif key != "tolerance":
        meant = suggestion(str(key), (*Measure, "tolerance"))
        if share and "did you mean" not in meant:
            meant = ": what later tiers may give back is its 'tolerance'"
        if "'tolerance'" in meant:
            raise fault("unknown_key", "unknown key {key}{meant}", key=this(str(key)), meant=meant)


class Measure(StrEnum):
    """A quantity to be kept small."""

    COVERAGE = "coverage"
    PRIORITY = "priority"
    RULES = "rules"
    FAIRNESS = "fairness"
    ABSTRACTION = "abstraction"
    REQUESTS = "requests"
    HOME_AREA = "home_area"
    CHANGES = "changes"


class Tier(Contract):
    """A level of importance: a measure, or several added up with weights.

    Written as `coverage`, as `[abstraction, requests]` (each with weight 1) or as `{abstraction: 1, requests: 3}`.

    A `tolerance` says how much of the tier later ones may give back: `{fairness: 1, tolerance: 1%}` or, as a whole
    amount, `{fairness: 1, tolerance: 5000}`. The tier is first brought to the best value that is found, with the
    earlier ones within theirs; later ones may then leave it above that by the amount, or by the share of that value,
    rounded down to a whole number. Left out, nothing of it.
    """

    weights: Annotated[dict[Measure, Weight], Field(min_length=1), read_only] = Field(
        description="Measures of the tier with their weights."
    )
    tolerance: Tolerance = Field(
        default=0, description="By how much later tiers may leave it above its best value: 1%, or a whole amount."
    )

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        match value:
            case str():
                return {"weights": {value: 1}}
            case list() | tuple():
                if len(set(map(str, value))) < len(value):
                    raise fault("duplicate", "names a measure twice")
                return {"weights": {str(name): 1 for name in value}}
            case dict() if "weights" not in value:
                for key, weight in value.items():
                    _refuse_slip(key, weight)
                if value.keys() == {"tolerance"}:
                    raise fault(
                        "empty",
                        "names no measure: a tolerance says what one may give, as in fairness: 1, tolerance: 1%",
                    )
                given = {key: value[key] for key in ("tolerance",) if key in value}
                return {"weights": {key: weight for key, weight in value.items() if key not in given}, **given}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of all forms in which a tier may be written."""
        written = super().__get_pydantic_json_schema__(core, handler)
        if handler.mode == "serialization":
            return written
        properties = handler.resolve_ref_schema(written)["properties"]
        weights, tolerance = properties["weights"], properties["tolerance"]
        measure = weights["propertyNames"]
        several = {"type": "array", "items": measure, "minItems": 1, "uniqueItems": True}
        short = {
            **weights,
            "propertyNames": {"anyOf": [measure, {"const": "tolerance"}]},
            "properties": {"tolerance": tolerance},
            "allOf": [{"anyOf": [{"required": [str(name)]} for name in Measure]}],
        }
        return {"anyOf": [measure, several, short, written]}

    @model_serializer
    def _short(self) -> dict[str, int | str]:
        given = {"tolerance": self.tolerance} if self.tolerance else {}
        return {**{str(measure): weight for measure, weight in self.weights.items()}, **given}

    @property
    def name(self) -> str:
        """The tier in words: `coverage`, or `abstraction + 3 x requests`."""
        return " + ".join(str(m) if w == 1 else f"{w} x {m}" for m, w in self.weights.items())

    def value(self, measures: dict[Measure, int]) -> int:
        """The tier's value for given values of the measures."""
        return sum(weight * measures[measure] for measure, weight in self.weights.items())

    def allowance(self, value: int) -> int:
        """By how much later tiers may leave the tier above a value: a share of it is rounded down."""
        if isinstance(self.tolerance, int):
            return self.tolerance
        whole, _, decimals = self.tolerance.removesuffix("%").partition(".")
        parts: int = 10 ** (2 + len(decimals))
        return value * int(whole + decimals) // parts

    @classmethod
    def of(cls, *measures: Measure) -> Self:
        """A tier of the given measures, each with weight 1."""
        return cls(weights=dict.fromkeys(measures, 1))


DEFAULT_TIERS = (
    Tier.of(Measure.COVERAGE),
    Tier.of(Measure.PRIORITY),
    Tier.of(Measure.RULES),
    Tier.of(Measure.FAIRNESS),
    Tier.of(Measure.ABSTRACTION, Measure.REQUESTS, Measure.HOME_AREA),
)
"""The order of importance where a scenario states none."""
