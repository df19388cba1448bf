"""A second reading of the contract: what a scenario says, worked out with plain loops from the docstrings.

Of `tandem_models` it uses the fields alone, nothing that the classes work out themselves; of `tandem_scheduler`
nothing at all. It is slow on purpose: what is not clever is easily seen to be right.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from tandem_models import Area, DayKind, Deployment, DutyDay, Rule, Scenario, Shift, ShiftedPattern, Weekday

DAY = timedelta(days=1)
Span = tuple[datetime, datetime]
Teams = Sequence[Deployment]


def evenings(scenario: Scenario) -> list[date]:
    """Every date of the operation."""
    first, last = scenario.operation.start, scenario.operation.end
    return [first + n * DAY for n in range((last - first).days + 1)]


BANK_HOLIDAYS = ("2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28")
"""Those of England from March to December 2021 (gov.uk/bank-holidays)."""


def falls_on(on: date, days: Sequence[Weekday | DayKind | date | str]) -> bool:
    """Whether a date is one of the dates or weekdays, or a bank holiday where those are among them."""
    if "bank-holiday" in days and str(on) in BANK_HOLIDAYS:
        return True
    return any(day == on or day == on.strftime("%a").lower() for day in days)


def setting(scenario: Scenario, on: date) -> tuple[Shift, int | None, int]:
    """Shift, teams and shortage of an evening: the last override that says something about one of them counts."""
    shift, teams, shortage = scenario.evenings.shift, scenario.evenings.teams, scenario.evenings.shortage
    for override in scenario.evenings.overrides:
        if falls_on(on, override.on):
            shift = override.shift if override.shift is not None else shift
            teams = override.teams if override.teams is not None else teams
            shortage = override.shortage if override.shortage is not None else shortage
    return shift, teams, shortage


def instants(scenario: Scenario, shift: Shift, on: date) -> Span:
    """When a shift of that date starts and ends, on a clock that never changes."""
    zone, steady = ZoneInfo(scenario.operation.timezone), ZoneInfo("UTC")
    until = on + DAY if shift.end <= shift.start else on
    start = datetime.combine(on, shift.start, zone).astimezone(steady)
    return start, datetime.combine(until, shift.end, zone).astimezone(steady)


def at_work(scenario: Scenario, on: date, area: str | None) -> Span:
    """When a team works on an evening in an area."""
    own = next((place.shift for place in scenario.areas if place.id == area), None)
    return instants(scenario, own or setting(scenario, on)[0], on)


def absent(scenario: Scenario, person: str, on: date) -> bool:
    """Whether a person is away."""
    tags = next(one.tags for one in scenario.people if one.id == person)
    return any(
        (away.person == person or away.person in tags)
        and away.first <= on <= (away.last if away.last is not None else away.first)
        for away in scenario.absences
    )


def ordinary_day(scenario: Scenario, person: str, on: date) -> DutyDay | None:
    """The ordinary duty or rest day of a date: none in an absence, else the one listed, else the pattern's."""
    if absent(scenario, person, on):
        return None
    for duty in scenario.duties:
        if duty.person == person and duty.on == on:
            return duty
    for someone in scenario.people:
        if someone.id == person and someone.pattern is not None:
            pattern, later = scenario.patterns[someone.pattern], someone.offset or 0
            if isinstance(pattern, ShiftedPattern):
                later += pattern.offset
                pattern = scenario.patterns[pattern.like]
            code = pattern.days[((on - pattern.anchor).days - later) % len(pattern.days)]
            return pattern.shifts[code]
    return None


def there(scenario: Scenario, person: str, on: date) -> bool:
    """Whether a person is there on a date."""
    someone = next(one for one in scenario.people if one.id == person)
    return not ((someone.since and on < someone.since) or (someone.until and on > someone.until))


def release(scenario: Scenario, person: str, on: date) -> int | None:
    """What it costs to deploy a person on an evening; None: it can't be done."""
    if absent(scenario, person, on) or not there(scenario, person, on):
        return None
    days = next(one.available for one in scenario.people if one.id == person)
    if days is not None and not falls_on(on, days):
        return None
    day = ordinary_day(scenario, person, on)
    return 0 if day is None else day.release


def open_evenings(scenario: Scenario) -> list[date]:
    """Evenings on which a team can be sent somewhere."""
    found = []
    for on in evenings(scenario):
        teams = setting(scenario, on)[1]
        anywhere = any(most_in(scenario, on, area.id) in (None, *range(1, 10_001)) for area in scenario.areas)
        if anywhere if teams is None else teams > 0:
            found.append(on)
    return found


def available(scenario: Scenario, person: str) -> int:
    """Evenings on which a person can be deployed."""
    return sum(release(scenario, person, on) is not None for on in open_evenings(scenario))


def selected(scenario: Scenario, who: tuple[str, ...] | None) -> list[str]:
    """Ids of the people of whom a rule speaks."""
    return [
        person.id
        for person in scenario.people
        if who is None
        or person.id in who
        or person.role in who
        or any(word in who for word in (*person.skills, *person.tags, person.home))
    ]


def spared(scenario: Scenario, rule: Rule) -> tuple[list[str], list[str], list[date]]:
    """The people, areas and evenings that the words of a rule's `except` name."""
    has = type(rule).model_fields
    areas = [area.id for area in scenario.areas if "areas" in has and area.id in (rule.exempt or ())]
    others = [word for word in rule.exempt or () if word not in areas]
    days = tuple(date.fromisoformat(word) if word[0].isdigit() else word for word in others)
    people = selected(scenario, tuple(others)) if "who" in has else []
    reach = [scenario.operation.start + n * DAY for n in range(-20, 40)]
    return people, areas, [on for on in reach if "on" in has and falls_on(on, days)]


def bound(scenario: Scenario, rule: Rule) -> list[str]:
    """Ids of the people whom a rule on single people binds."""
    return [person for person in selected(scenario, rule.who) if person not in spared(scenario, rule)[0]]


def spared_pair(scenario: Scenario, rule: Rule, detective: str, officer: str) -> bool:
    """Whether two are out of a rule on who meets whom: both named, or one where people of one role alone are."""
    named = spared(scenario, rule)[0]
    officers = [person.id for person in scenario.people if person.role == "neighbourhood_officer"]
    if any(one in officers for one in named) and any(one not in officers for one in named):
        return detective in named and officer in named
    return detective in named or officer in named


def places(scenario: Scenario, rule: Rule) -> list[str]:
    """Ids of the areas that a rule binds."""
    named = [area.id for area in scenario.areas if rule.areas is None or area.id in rule.areas]
    return [area for area in named if area not in spared(scenario, rule)[1]]


def speaks(scenario: Scenario, rule: Rule, on: date) -> bool:
    """Whether a rule on areas speaks of a date."""
    return (rule.on is None or falls_on(on, rule.on)) and on not in spared(scenario, rule)[2]


def asked(scenario: Scenario, on: date, area: str) -> list[int]:
    """The numbers of teams that the entries of `demand` want in an area on an evening."""
    return [
        entry.teams
        for entry in scenario.demand
        if (entry.areas is None or area in entry.areas) and (entry.on is None or falls_on(on, entry.on))
    ]


def most_in(scenario: Scenario, on: date, area: str) -> int | None:
    """The most teams an area may get where `teams` is left out and nobody prices a surplus there."""
    if setting(scenario, on)[1] is not None:
        return None
    for entry in scenario.demand:
        here = (entry.areas is None or area in entry.areas) and (entry.on is None or falls_on(on, entry.on))
        if here and entry.surplus is not None:
            return None
    return max(asked(scenario, on, area), default=0)


def wanted_on(scenario: Scenario, on: date) -> int:
    """Teams wanted on an evening."""
    teams = setting(scenario, on)[1]
    return sum(max(asked(scenario, on, area.id), default=0) for area in scenario.areas) if teams is None else teams


def wanted(scenario: Scenario) -> int:
    """Team-evenings wanted over the operation."""
    return sum(wanted_on(scenario, on) for on in evenings(scenario))


def share(area: Area) -> Fraction:
    """The priority as written."""
    return Fraction(repr(area.priority))


def targets(scenario: Scenario) -> dict[str, int]:
    """Given targets, and what is left of the visits shared out one by one: whole quotas first, then by remainder."""
    found = {area.id: area.target for area in scenario.areas if area.target is not None}
    others = [area for area in scenario.areas if area.target is None]
    left = max(0, wanted(scenario) - sum(found.values()))
    total = sum(share(area) for area in others)
    quota = {area.id: left * share(area) / total if total else Fraction(left, len(others)) for area in others}
    shared = {area: quota[area].numerator // quota[area].denominator for area in quota}
    by_id = {area.id: area for area in others}
    while sum(shared.values()) < left and others:
        # Who is furthest below the quota; on a tie the higher priority, then the id that sorts first.
        behind = max(quota[area] - shared[area] for area in quota)
        tied = [area for area in quota if quota[area] - shared[area] == behind]
        highest = max(share(by_id[area]) for area in tied)
        shared[min(area for area in tied if share(by_id[area]) == highest)] += 1
    return found | shared


def thousandths(scenario: Scenario) -> dict[str, int]:
    """Weight of each area: its share of all priority in thousandths, rounded half up, at least 1 unless it is 0."""
    total = sum(share(area) for area in scenario.areas)
    found = {}
    for area in scenario.areas:
        if area.priority == 0:
            found[area.id] = 0
        else:
            exact = 1000 * share(area) / total
            rounded = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal(1), ROUND_HALF_UP)
            found[area.id] = max(1, int(rounded))
    return found


def teams_of(teams: Teams, person: str) -> list[Deployment]:
    """A person's deployments."""
    return [team for team in teams if person in (team.detective, team.officer)]


def evening_list(teams: Teams, person: str) -> list[date]:
    """The evenings a person works in the operation, each once."""
    return sorted({team.evening for team in teams_of(teams, person)})


def past(scenario: Scenario, person: str) -> list[date]:
    """The evenings a person worked before."""
    return [entry.on for entry in scenario.history if entry.person == person]
