"""One way in which a roster breaks a rule, as the checks yield it, and what keeps a person from an evening."""

from datetime import date
from typing import NamedTuple

from tandem_models import Hindrance, Rule, Violation, ViolationKind


class Breach(NamedTuple):
    """What is broken and by how much; the check that yields it need not know the rule's index, strength or cost."""

    sentence: str
    """What is wrong and what is allowed, without the full stop: the kind is added there."""
    allowed: str
    found: str
    units: int = 1
    people: tuple[str, ...] = ()
    evenings: tuple[date, ...] = ()
    areas: tuple[str, ...] = ()
    why: str | None = None
    """The planner's reason, where it stands not in a rule but in a pin."""
    lasting: bool = True
    """Whether it stays broken however many teams are sent out besides."""

    def violation(
        self, kind: ViolationKind, index: int | None = None, rule: Rule | None = None, name: str | None = None
    ) -> Violation:
        """The violation of a rule of the scenario, or (without one) of what every roster must keep."""
        soft = rule is not None and not rule.hard
        why = rule.why if rule is not None else self.why
        return Violation(
            kind=kind,
            rule=index,
            name=name,
            strength="soft" if soft else "hard",
            people=self.people,
            evenings=self.evenings,
            areas=self.areas,
            allowed=self.allowed,
            found=self.found,
            units=self.units,
            cost=rule.cost * self.units if rule is not None and soft else 0,
            message=f'{self.sentence} ({name or kind}: "{why}").' if why else f"{self.sentence} ({name or kind}).",
        )


class Block(NamedTuple):
    """What keeps a person from an evening."""

    reason: Hindrance
    """`over`, `deployed`, `not_there`, `absence`, `not_available`, `duty`, `overlap`, or the kind of a hard rule."""
    number: int | None = None
    """The rule's place among the rules in force."""
