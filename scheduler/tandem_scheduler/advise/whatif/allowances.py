"""What a limit looser by one is called when a planner reads it: Let D03 work a third evening in any 7 days."""

from collections.abc import Callable, Sequence
from datetime import date

from tandem_models import Role, Rule, Scenario
from tandem_scheduler.rulebook import RULES, Aspect, Moved
from tandem_scheduler.words.plain import listing, some

from ..conflicts.sentences import Sentences


class Allowances:
    """Words for what one scenario could allow."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._sentences = Sentences(scenario)

    def newcomer(self, role: Role) -> str:
        """One more person."""
        return f"One more {role.replace('_', ' ')}, free every evening"

    def team(self, on: date, area: str | None, limit: int) -> str:
        """One more team on an evening, `limit` in all."""
        where = "" if area is None else f" in {self._area(area)}"
        return f"One more team{where} on {self._sentences.day(on)} ({limit} instead of {limit - 1})"

    def looser(self, rule: Rule, key: str, limit: float, person: str | None, area: str | None) -> str:
        """A rule with another limit, for one person or area, or for all that it binds."""
        entry, old = RULES[rule.kind], getattr(rule, key)
        words = entry.looser[key].words
        if entry.about is Aspect.PLACE:
            return words(rule, Moved(old, limit, self._where(rule, some) if area is None else self._area(area)))
        whom = person or (self._pairs(rule) if entry.about is Aspect.PAIR else self._everybody(rule))
        return f"Let {whom} {words(rule, Moved(old, limit, self._where(rule, listing)))}"

    def _area(self, area: str) -> str:
        return self._scenario.area[area].label

    def _where(self, rule: Rule, told: Callable[[Sequence[str]], str]) -> str:
        """The areas that a rule names: Oadby, each of Oadby and Wigston; every area where it names none."""
        areas = [self._area(area) for area in getattr(rule, "areas", None) or ()]
        return f"{'each of ' if len(areas) > 1 else ''}{told(areas)}" if areas else "every area"

    def _pairs(self, rule: Rule) -> str:
        """All pairs that a rule binds."""
        named = getattr(rule, "who", None) is not None
        return f"the same two, {some(self._ids(rule))} among them," if named else "the same two"

    def _everybody(self, rule: Rule) -> str:
        """All whom a rule binds: everybody, every detective, D01 and D02."""
        who = getattr(rule, "who", None)
        if who is None:
            return "everybody"
        role = next((role for role in Role if self._scenario.selected(who) == self._scenario.of_role(role)), None)
        return some(self._ids(rule)) if role is None else f"every {role.replace('_', ' ')}"

    def _ids(self, rule: Rule) -> list[str]:
        return [person.id for person in self._scenario.selected(getattr(rule, "who", None))]
