"""What a limit looser by one is called when a planner reads it: Let D03 work a third evening in any 7 days."""

from datetime import date

from tandem_models import (
    AreaLimit,
    AreaTeams,
    Consecutive,
    DaysOff,
    DutyRun,
    EveningGap,
    Hours,
    MaxEvenings,
    MinEvenings,
    Notice,
    PairRepeat,
    Rest,
    RestDays,
    Role,
    RollingLimit,
    Rule,
    Scenario,
    VisitGap,
    Visits,
    Weekends,
)
from tandem_scheduler.words.plain import count, listing, some

from ..conflicts.demands import period
from ..conflicts.sentences import Sentences

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


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
        old: float = getattr(rule, key)
        if area is not None or isinstance(rule, Visits | VisitGap | AreaTeams):
            named: tuple[str, ...] | None = getattr(rule, "areas", None)
            each = "every area" if named is None else f"each of {some([self._area(one) for one in named])}"
            where = self._area(area) if area is not None else self._area(named[0]) if named and not named[1:] else each
            return _about_area(rule, key, old, limit, where)
        return f"Let {person or self._everybody(rule)} {self._about_people(rule, key, old, limit)}"

    def _area(self, area: str) -> str:
        return self._scenario.area[area].label

    def _everybody(self, rule: Rule) -> str:
        """All whom a rule binds: everybody, every detective, D01 and D02."""
        who = getattr(rule, "who", None)
        if isinstance(rule, PairRepeat):
            return "the same two" if who is None else f"the same two, {some(self._ids(rule))} among them,"
        if who is None:
            return "everybody"
        role = next((role for role in Role if self._scenario.selected(who) == self._scenario.of_role(role)), None)
        return some(self._ids(rule)) if role is None else f"every {role.replace('_', ' ')}"

    def _ids(self, rule: Rule) -> list[str]:
        return [person.id for person in self._scenario.selected(getattr(rule, "who", None))]

    def _about_people(self, rule: Rule, key: str, old: float, new: float) -> str:
        instead = f"instead of {old:g}"
        match rule:
            case MaxEvenings():
                return f"work {_more(new, 'evening')}"
            case MinEvenings():
                return f"work {count(rule.min - 1, 'evening')} only {instead}"
            case RollingLimit():
                return f"work {_more(new, 'evening')} in any {count(rule.days, 'day')}"
            case EveningGap() if not new:
                return "work two evenings in a row"
            case EveningGap():
                return f"have {count(rule.evenings - 1, 'evening')} free between two worked {instead}"
            case Consecutive() if key == "max":
                return f"work {_more(new, 'evening')} in a row"
            case Consecutive():
                return f"work {_amount(new, 'evening')} only in a row {instead}"
            case DaysOff():
                return f"have {_amount(new, 'evening')} free in a row between two worked {instead}"
            case Weekends():
                return f"work {_more(new, 'weekend')}"
            case Rest():
                return f"have {_amount(new, 'hour')} of rest between two duties {instead}"
            case Hours() if key == "max":
                return f"work {_amount(new, 'hour')} {period(rule)} {instead}"
            case Hours():
                return f"work {_amount(new, 'hour')} only {period(rule)} {instead}"
            case DutyRun():
                late = "" if rule.ends_after is None else f", counting duties that end after {rule.ends_after:%H:%M}"
                return f"be on duty {_more(new, 'day')} in a row{late}"
            case RestDays():
                return f"have {_amount(new, 'day')} free of duty in any {count(rule.days, 'day')} {instead}"
            case Notice():
                return f"have {_amount(new, 'clear day')} of notice of work on a rest day {instead}"
            case PairRepeat():
                within = "" if rule.within is None else f" in any {count(rule.within, 'day')}"
                return f"form a team {_more(new, 'time')}{within}"
            case AreaLimit():
                where = "every area" if rule.areas is None else listing([self._area(area) for area in rule.areas])
                each = "each of " if rule.areas is not None and len(rule.areas) > 1 else ""
                times = _more(new, "time") if key == "max" else f"{_amount(new, 'time')} only {instead}"
                return f"be sent to {each}{where} {times}"
            case _:
                raise AssertionError(f"{rule.kind} has no limit of people")


def _about_area(rule: Rule, key: str, old: float, new: float, where: str) -> str:
    instead = f"({new:g} instead of {old:g})"
    match rule:
        case Visits() if key == "max":
            return f"One more visit to {where} allowed {instead}"
        case Visits():
            return f"One visit fewer to {where} asked for {instead}"
        case AreaTeams():
            return f"One more team in {where} in one evening allowed {instead}"
        case VisitGap():
            return f"One more evening in a row without a visit to {where} allowed {instead}"
        case _:
            raise AssertionError(f"{rule.kind} has no limit of areas")


def _more(number: float, noun: str) -> str:
    """The one that is more: a third evening, 12 evenings."""
    place = int(number) - 1
    return f"a {ORDINALS[place]} {noun}" if place in range(1, 7) or place in (8, 9) else _amount(number, noun)


def _amount(number: float, noun: str) -> str:
    return f"{number:g} {noun}{'' if number == 1 else 's'}"
