"""What a limit looser by one is called when a planner reads it: Let D03 work a third evening in any 7 days."""

from collections.abc import Callable, Sequence
from datetime import date

from tandem_models import Role, Rule, Scenario
from tandem_scheduler.rulebook import RULES, Aspect, Moved
from tandem_scheduler.words.plain import listing, some
from tandem_scheduler.words.rules import whom

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
        allowed = person or (self._pairs(rule) if entry.about is Aspect.PAIR else whom(self._scenario, rule))
        return f"Let {allowed} {words(rule, Moved(old, limit, self._where(rule, listing)))}"

    def _area(self, area: str) -> str:
        return self._scenario.area[area].label

    def _where(self, rule: Rule, told: Callable[[Sequence[str]], str]) -> str:
        """The areas that a rule names: Oadby, each of Oadby and Wigston; every area where it names none."""
        areas = self._scenario.bound_areas(rule)
        if len(areas) == len(self._scenario.area):
            return "every area"
        return f"{'each of ' if len(areas) > 1 else ''}{told([self._area(area) for area in areas])}"

    def _pairs(self, rule: Rule) -> str:
        """All pairs that a rule binds."""
        named, spared = getattr(rule, "who", None), [person.id for person in self._scenario.spared(rule)]
        among = some([person.id for person in self._scenario.selected(named)])
        pairs = "the same two" if named is None else f"the same two, {among} among them,"
        return f"{pairs.removesuffix(',')}, but not {some(spared)}," if spared else pairs
