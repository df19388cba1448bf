"""What stands in an entry of the rulebook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, NamedTuple, Protocol, TypeVar

from tandem_models import Measure, Scenario
from tandem_models.rules import RuleBase
from tandem_scheduler.words.plain import listing
from tandem_scheduler.words.rules import on_days, where, whom, whom_of_pairs

R = TypeVar("R", bound=RuleBase)


class Aspect(Enum):
    """What a part of what a roster breaks and is worth is about: these add up.

    What is said of a person depends on where they go and when (`MeasureEntry.by_partner`: and with whom), of a pair on
    the teams that the two form, of a place on how many teams go where: a change of a roster is valued by what it
    touches.
    """

    PERSON = "person"
    PAIR = "pair"
    PLACE = "place"
    PIN = "pin"
    """No rule and no measure: pins are part of the scenario."""


class Moved(NamedTuple):
    """A limit of a rule, made looser."""

    old: float
    new: float
    where: str
    """The area for which it is, or those that the rule names: Oadby; each of Oadby and Wigston; every area."""

    @property
    def instead(self) -> str:
        """What it was: instead of 3."""
        return f"instead of {self.old:g}"


class Bounded(Protocol):
    """A rule with a lower and an upper bound."""

    @property
    def min(self) -> float | None:
        """The lower bound."""

    @property
    def max(self) -> float | None:
        """The upper bound."""


def narrower(one: Bounded, other: Bounded) -> bool:
    """Whether what lies within the bounds of one lies within those of the other."""
    low = other.min is None or (one.min is not None and one.min >= other.min)
    return low and (other.max is None or (one.max is not None and one.max <= other.max))


@dataclass(frozen=True)
class Looser(Generic[R]):
    """How a limit of a rule is made looser."""

    step: int
    """What is added to it; a least number that falls to 0 is no limit any more."""
    words: Callable[[R, Moved], str]
    """What is allowed then: of people what follows `Let D03` or `Let the same two`, of areas a whole sentence."""


def _never(_rule: RuleBase, _replaceable: bool) -> bool:
    return False


def _always(_scenario: Scenario) -> bool:
    return True


@dataclass(frozen=True)
class RuleEntry(Generic[R]):
    """All that is to be known of a kind of rule besides its class, its check and its constraints."""

    rule: type[R]
    about: Aspect
    """What it is about. One about people is given up and made looser person by person, one about places area by area,
    one about pairs as a whole."""
    stops: str
    """Why somebody can't go, where it is broken then: reads after `3` and after `D03:`."""
    demand: Callable[[R, Sequence[str]], str]
    """What it demands, as the end of a clause about one person or area, or many; given what the areas are called that
    it names. It begins with `may` or `must`; what asks for work or visits with `must get`, `must work` or `must be
    sent`."""
    of_teams: bool = False
    """Whether it asks something of teams rather than of the people in them."""
    looser: Mapping[str, Looser[R]] = field(default_factory=dict)
    """Its limits, by field, that may be looser."""
    merges: bool = False
    """Whether it is on windows of days: where one breaks it, those beside it do, and are told as one."""
    bars: bool = True
    """Whether an evening more can break it. A breach names the evenings that add to it."""
    stricter: Callable[[R, R], bool] | None = None
    """Whether one, where it is hard, keeps another that speaks of the same, whatever the history; None: neither ever
    does."""
    by_evening: bool = False
    """Whether it asks the same of each evening by itself, so that what speaks of more evenings asks more."""
    room: Callable[[R, bool], bool] = _never
    """Whether a person's ordinary duties can make room in it; given whether a deployment may take a duty's place."""
    binds: Callable[[Scenario], bool] = _always
    """Whether a scenario has what it speaks of. Where not, a pack may have it all the same, a rule by itself not."""

    @property
    def kind(self) -> str:
        """The rule's `kind`."""
        return str(self.rule.model_fields["kind"].default)

    def whole(self, scenario: Scenario, rule: R) -> tuple[str, str]:
        """All that a rule of this kind asks, as subject and predicate: every officer, may work at most 3 evenings."""
        areas = [scenario.area[area].label for area in scenario.bound_areas(rule)]
        named = areas if len(areas) < len(scenario.area) else []
        if self.about is Aspect.PLACE:
            subject = where(scenario, rule)
        elif self.of_teams:
            subject = f"every team in {listing(named)}" if named else "every team"
        else:
            subject = (whom_of_pairs if self.about is Aspect.PAIR else whom)(scenario, rule)
        return subject, self.demand(rule, named) + on_days(scenario, rule)


@dataclass(frozen=True)
class MeasureEntry:
    """All that is to be known of a measure besides its meaning, how it is measured and its expression."""

    measure: Measure
    about: Aspect | None
    """What it is about; None: what is added up in it is about several things, each by itself."""
    counts: str
    """What it counts, with the weights that the scenario gives."""
    explained: str
    """What it adds up, in a sentence for somebody who knows policing but not planning."""
    better: str
    """What a better roster would do; reads after `no roster can`."""
    by_partner: bool = False
    """Whether what it says of a person depends on whom they go with, where they do; least where with whom they were
    told."""
