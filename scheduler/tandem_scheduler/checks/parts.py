"""What a roster breaks and is worth in parts that add up: of each person, of each pair, of places, and of pins.

What is said of a person depends on where they go and when alone, of a pair on the teams that the two form, of places
on how many teams go where: a change of a roster is valued by what it touches.
"""

from collections.abc import Mapping
from enum import Enum
from typing import assert_never

from tandem_models import (
    AreaLimit,
    AreaTeams,
    KeepApart,
    KeepTogether,
    Measure,
    PairRepeat,
    Rule,
    TeamSkill,
    VisitGap,
    Visits,
)

from .rules import PersonalRule


class Part(Enum):
    """What a part of what is broken and of the tiers is about."""

    PERSON = "person"
    PAIR = "pair"
    PLACE = "place"
    PIN = "pin"


KINDS: Mapping[Part, tuple[str, ...]] = {
    Part.PERSON: ("role", "double_booking", "not_there", "absence", "duty", "overlap"),
    Part.PAIR: (),
    Part.PLACE: ("unknown", "teams"),
    Part.PIN: ("pin",),
}
"""What every roster must keep, by the part that it belongs to."""

MEASURES: Mapping[Part, frozenset[Measure]] = {
    Part.PERSON: frozenset({Measure.FAIRNESS, Measure.ABSTRACTION, Measure.REQUESTS, Measure.HOME_AREA}),
    Part.PAIR: frozenset(),
    Part.PLACE: frozenset({Measure.COVERAGE, Measure.PRIORITY}),
    Part.PIN: frozenset(),
}
"""The measures, by the part that they belong to; `rules` belongs to that of each rule."""


def part_of(rule: Rule) -> Part:
    """What a rule is about."""
    # PersonalRule is a union: mypy sees that nothing is left out.
    if isinstance(rule, PersonalRule | AreaLimit):
        return Part.PERSON
    match rule:
        case PairRepeat() | KeepApart() | KeepTogether() | TeamSkill():
            return Part.PAIR
        case Visits() | VisitGap() | AreaTeams():
            return Part.PLACE
        case _:
            assert_never(rule)
