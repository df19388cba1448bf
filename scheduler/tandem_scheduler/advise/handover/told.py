"""What became of an operation in the next one, in sentences; people are named by their ids."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tandem_models import AreaLimit, Deployment, Hours, MaxEvenings, MinEvenings, Notice, Scenario, Visits, Weekends
from tandem_models.days import weekday
from tandem_models.rules import RuleBase
from tandem_scheduler.words.plain import count, day, listing, period, some

DAY = timedelta(days=1)


class Seam(NamedTuple):
    """An operation, its roster and the operation after it."""

    last: Scenario
    roster: Sequence[Deployment]
    """As it was given."""
    facts: Sequence[Deployment]
    """Teams that the plan has as worked, of evenings on which the roster has none."""
    next: Scenario

    @property
    def start(self) -> str:
        """The first evening of the next operation, in words."""
        return day(self.next.operation.start)

    @property
    def worked(self) -> list[Deployment]:
        """The teams of the roster before the next operation, which are history now."""
        return [team for team in self.roster if team.evening < self.next.operation.start]


def taken_over(seam: Seam) -> Iterator[str]:
    """What goes on."""
    plan, last = seam.next, seam.last
    parts = [(len(plan.people), "person"), (len(plan.areas), "area"), (len(plan.rules_in_force), "rule")]
    yield f"{listing(_counted(parts))}, and all else that is not of single dates"
    if worked := seam.worked:
        evenings = [team.evening for team in worked]
        more = f", besides the {_several(len(last.history), 'entry')} of before" if last.history else ""
        yield (
            f"{count(len(worked), 'team')} of the roster, {period(min(evenings), max(evenings))}, as history{more}: "
            "limits, rest, pairs, visits and fairness look back on all of it"
        )
    if seam.facts:
        were = "were worked by the plan and are" if seam.facts[1:] else "was worked by the plan and is"
        yield f"{count(len(seam.facts), 'team')} that {were} of evenings on which the roster has none, likewise"
    first = plan.operation.start
    added = {*plan.absences} - {*last.absences}
    kept = [
        (len([one for one in plan.absences if one.until >= first]) - len(added), "absence"),
        (len([one for one in plan.duties if one.on >= first]), "duty"),
        (len(plan.requests), "request"),
        (len(plan.pins), "pin"),
    ]
    if told := _counted(kept):
        yield f"{listing(told)} from {seam.start} on"
    before = [
        (len([one for one in plan.absences if one.until < first]), "absence"),
        (len([one for one in plan.duties if one.on < first]), "duty"),
    ]
    if told := _counted(before):
        yield f"{listing(told)} before it that rules or fairness look back on"


def left_behind(seam: Seam) -> Iterator[str]:
    """What does not."""
    plan, last = seam.next, seam.last
    gone = [
        (len({*last.absences} - {*plan.absences}), "absence"),
        (len(last.duties) - len(plan.duties), "duty"),
        (len(last.requests) - len(plan.requests), "request"),
        (len([pin for pin in last.pins if not pin.fact]) - len([pin for pin in plan.pins if not pin.fact]), "pin"),
        (len(last.demand) - len(plan.demand), "entry of demand"),
        (len(last.evenings.overrides) - len(plan.evenings.overrides), "override"),
        (len(last.rules) - len(plan.rules), "rule on single evenings"),
    ]
    if told := _counted(gone):
        yield f"{listing(told)} of before {seam.start}"
    if left := [person.id for person in last.people if person.id not in plan.person]:
        yield f"{some(left)}, who {'have' if left[1:] else 'has'} left: by then only the history knows them"


def look_at(seam: Seam, broken: int) -> Iterator[str]:
    """What there is to enter, to see to or to decide, `broken` being the violations of what must hold in the roster."""
    plan, start, end = seam.next, seam.next.operation.start, seam.next.operation.end
    yield from _of_roster(seam, broken)
    absences, duties = [one.until for one in plan.absences], [one.on for one in plan.duties]
    if max((*absences, *duties), default=start - DAY) < start and not plan.requests:
        yield f"nothing is known yet of leave, courses, court and wishes {period(start, end)}: enter them"
    if plan.operation.announced is not None and any(isinstance(rule, Notice) for rule in plan.rules_in_force):
        yield (
            f"operation.announced is {day(plan.operation.announced)}, as long before the start as the last one's: is "
            "that when people are told?"
        )
    if seam.last.operation.today is not None and seam.last.published:
        yield (
            "the last plan was one planned anew: see that rules taken apart for what its roster broke, and the targets "
            "of areas that were dropped, are as you want them, or begin from the plan before that"
        )
    if start.weekday() != seam.last.operation.start.weekday():
        yield f"it begins on a {weekday(start)}, the last one on a {weekday(seam.last.operation.start)}: is that meant?"
    evenings, before = len(plan.calendar), len(seam.last.calendar)
    if evenings != before:
        per: list[str] = [rule.kind for rule in plan.rules_in_force if _counts_over_operation(rule)]
        per += ["target" for area in plan.areas if area.target is not None]
        if per:
            yield (
                f"the operation has {count(evenings, 'evening')}, the last one had {before}: see whether "
                f"{listing([*dict.fromkeys(per)])} still fit, which count over all of it"
            )
    known = {*seam.last.absences}
    lost = [one.person for one in plan.absences if one not in known]
    if lost:
        yield f"{some(lost)} had single days as `available`, all of before: away until you give others"
    kept = [one.id for one in plan.people if one.until is not None and one.until < start]
    if kept:
        yield f"{some(kept)} left before it and stand among the people all the same, as a rule or an id needs them"


def _of_roster(seam: Seam, broken: int) -> Iterator[str]:
    """How the roster ends, and whether it holds."""
    last, start = seam.last, seam.next.operation.start
    before, after = last.operation.start, last.operation.end
    evenings = [team.evening for team in seam.roster]
    ends = max(evenings, default=before - DAY)
    unmanned = [on for on in last.calendar if ends < on < start and last.wanted(on)]
    if unmanned:
        until = f"ends on {day(ends)}" if evenings else "is empty"
        yield (
            f"the roster {until}, though teams were wanted {period(unmanned[0], unmanned[-1])}: nobody counts as "
            "having worked then; if somebody did, give the whole roster"
        )
    if beyond := [on for on in evenings if on > after]:
        yield f"the roster goes on after {day(after)}, the operation's last evening, until {day(max(beyond))}"
    if later := [on for on in evenings if on >= start]:
        number = count(len(later), "team")
        yield f"{number} of the roster, from {seam.start} on, would be planned anew, as the operation begins there"
    if broken:
        yield f"the roster breaks what must hold ({count(broken, 'violation')}): it counts as it was worked"
    if other := _contradicted(seam):
        yield f"the roster has other teams than the plan says were worked {period(other[0], other[-1])}: it counts"
    if (pause := start - max(after, ends) - DAY) > timedelta():
        yield f"{count(pause.days, 'evening')} lie between the two: nobody counts as having worked then"


def _contradicted(seam: Seam) -> list[date]:
    """The evenings on which the roster has not all teams that were worked by the plan."""
    teams, days = {*seam.roster}, {team.evening for team in seam.roster}
    return sorted({fact.evening for fact in seam.last.facts if fact.evening in days and fact not in teams})


def _counts_over_operation(rule: RuleBase) -> bool:
    """Whether a rule counts over the operation as a whole, and so begins anew."""
    if isinstance(rule, Hours):
        return rule.per == "operation"
    return isinstance(rule, AreaLimit | MaxEvenings | MinEvenings | Visits | Weekends)


def _counted(parts: Sequence[tuple[int, str]]) -> list[str]:
    return [_several(number, noun) for number, noun in parts if number]


def _several(number: int, noun: str) -> str:
    first, _, rest = noun.partition(" ")
    plural = {"entry": "entries", "duty": "duties", "person": "people"}.get(first, f"{first}s")
    return f"{number} {plural if number > 1 else first}{rest and ' '}{rest}"
