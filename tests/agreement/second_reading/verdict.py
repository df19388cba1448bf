"""A second reading of the contract: whether a roster is valid, and how often each rule is broken (see `reading`)."""

from datetime import date
from typing import assert_never

from tandem_models import (
    AreaLimit,
    AreaTeams,
    Consecutive,
    DaysOff,
    Deployment,
    DutyRun,
    EveningGap,
    Hours,
    KeepApart,
    KeepTogether,
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
    TeamSkill,
    VisitGap,
    Visits,
    Weekends,
)

from . import sequences
from .reading import (
    DAY,
    Span,
    Teams,
    at_work,
    bound,
    evening_list,
    evenings,
    instants,
    most_in,
    ordinary_day,
    past,
    places,
    release,
    selected,
    setting,
    spared_pair,
    speaks,
    teams_of,
)


def valid(scenario: Scenario, teams: Teams) -> bool:
    """Whether a roster keeps what every roster must keep, and every hard rule."""
    return (
        _sound(scenario, teams)
        and all(units(scenario, rule, teams) == 0 for rule in scenario.rules_in_force if rule.hard)
        and all(
            units(scenario, rule.model_copy(update={key: (one,)}), teams) <= rule.most
            for rule in scenario.rules_in_force
            if rule.most is not None
            for key, some in [
                ("who", bound(scenario, rule)) if hasattr(rule, "who") else ("areas", places(scenario, rule))
            ]
            for one in some
        )
    )


def _sound(scenario: Scenario, teams: Teams) -> bool:
    roles = {person.id: person.role for person in scenario.people}
    areas = [area.id for area in scenario.areas]
    for team in teams:
        if team.evening not in evenings(scenario) or team.area not in areas:
            return False
        if roles.get(team.detective) != Role.DETECTIVE or roles.get(team.officer) != Role.NEIGHBOURHOOD_OFFICER:
            return False
    for person in roles:
        nights = [team.evening for team in teams_of(teams, person)]
        if len(nights) != len(set(nights)) or any(release(scenario, person, on) is None for on in nights):
            return False
        if any(start < until and begin < end for (start, end), (begin, until) in _duty_pairs(scenario, teams, person)):
            return False
    for on in evenings(scenario):
        tonight = [team for team in teams if team.evening == on]
        most = setting(scenario, on)[1]
        if most is not None and len(tonight) > most:
            return False
        for area in areas:
            limit = most_in(scenario, on, area)
            if limit is not None and sum(team.area == area for team in tonight) > limit:
                return False
    for pin in scenario.pins:
        fitting = [
            team
            for team in teams
            if team.evening == pin.on
            and (pin.area is None or team.area == pin.area)
            and (pin.detective is None or team.detective == pin.detective)
            and (pin.officer is None or team.officer == pin.officer)
        ]
        if not fitting:
            return False
    return True


def _duty_pairs(scenario: Scenario, teams: Teams, person: str) -> list[tuple[Span, Span]]:
    """Every two duties of a person of which at least one is a deployment of this operation."""
    mine = [at_work(scenario, team.evening, team.area) for team in teams_of(teams, person)]
    others = [at_work(scenario, entry.on, entry.area) for entry in scenario.history if entry.person == person]
    taken = {*evening_list(teams, person), *past(scenario, person)}
    on = scenario.operation.start - 12 * DAY
    while on <= scenario.operation.end + 12 * DAY:
        day = ordinary_day(scenario, person, on)
        if day is not None and day.shift is not None and on not in taken:
            others.append(instants(scenario, day.shift, on))
        on += DAY
    pairs = [(one, two) for n, one in enumerate(mine) for two in mine[n + 1 :]]
    return pairs + [(one, two) for one in mine for two in others]


def units(scenario: Scenario, rule: Rule, teams: Teams) -> int:
    """Units of violation of a rule."""
    match rule:
        case MaxEvenings():
            return sum(max(0, len(evening_list(teams, p)) - rule.max) for p in bound(scenario, rule))
        case MinEvenings():
            return sum(max(0, rule.min - len(evening_list(teams, p))) for p in bound(scenario, rule))
        case RollingLimit():
            return sum(_windows(scenario, teams, p, rule.days, rule.limit) for p in bound(scenario, rule))
        case EveningGap():
            return sum(_windows(scenario, teams, p, rule.evenings + 1, 1) for p in bound(scenario, rule))
        case Consecutive():
            return sum(
                sequences.consecutive(scenario, rule, *_dates(scenario, teams, p)) for p in bound(scenario, rule)
            )
        case DaysOff():
            return sum(sequences.days_off(scenario, rule, *_dates(scenario, teams, p)) for p in bound(scenario, rule))
        case Weekends():
            return sum(sequences.weekends(scenario, rule, *_dates(scenario, teams, p)) for p in bound(scenario, rule))
        case DutyRun() if rule.ends_after is not None:
            return sum(sequences.late(scenario, rule, p, teams) for p in bound(scenario, rule))
        case DutyRun():
            return sum(
                sequences.on_duty(scenario, p, rule.max + 1, rule.max, *_dates(scenario, teams, p))
                for p in bound(scenario, rule)
            )
        case RestDays():
            return sum(
                sequences.on_duty(scenario, p, rule.days, rule.days - rule.least, *_dates(scenario, teams, p))
                for p in bound(scenario, rule)
            )
        case Notice():
            return sum(
                _short_notice(scenario, rule, p, on) for p in bound(scenario, rule) for on in evening_list(teams, p)
            )
        case VisitGap():
            return sum(sequences.unvisited(scenario, rule, area, teams) for area in places(scenario, rule))
        case Hours():
            return sum(_hours(scenario, rule, teams, p) for p in bound(scenario, rule))
        case Rest():
            return sum(_hours_missing(scenario, rule, teams, p) for p in bound(scenario, rule))
        case Visits():
            counted = [team for team in teams if speaks(scenario, rule, team.evening)]
            counts = [sum(team.area == area for team in counted) for area in places(scenario, rule)]
            return sum(_outside(count, _binding(scenario, rule), rule.max) for count in counts)
        case AreaTeams():
            return sum(
                max(0, sum(team.evening == on and team.area == area for team in teams) - rule.max)
                for on in evenings(scenario)
                if speaks(scenario, rule, on)
                for area in places(scenario, rule)
            )
        case AreaLimit():
            return sum(
                _outside(
                    sum(team.area == area for team in teams_of(teams, person) if speaks(scenario, rule, team.evening)),
                    _binding(scenario, rule),
                    rule.max,
                )
                for person in bound(scenario, rule)
                for area in places(scenario, rule)
            )
        case PairRepeat():
            return _repeats(scenario, rule, teams)
        case KeepApart():
            apart = selected(scenario, rule.who)
            met = [team for team in teams if team.detective in apart and team.officer in apart]
            return sum(not spared_pair(scenario, rule, team.detective, team.officer) for team in met)
        case KeepTogether():
            group = selected(scenario, rule.who)
            met = [team for team in teams if not spared_pair(scenario, rule, team.detective, team.officer)]
            return sum((team.detective in group) != (team.officer in group) for team in met)
        case TeamSkill():
            return sum(_unskilled(scenario, rule, team) for team in teams)
        case _:
            assert_never(rule)


def _short_notice(scenario: Scenario, rule: Notice, person: str, on: date) -> bool:
    day = ordinary_day(scenario, person, on)
    told = scenario.operation.announced
    between = [told + n * DAY for n in range(1, 400) if told + n * DAY < on] if told is not None else []
    return day is not None and day.shift is None and len(between) < rule.days


def _unskilled(scenario: Scenario, rule: TeamSkill, team: Deployment) -> int:
    if not speaks(scenario, rule, team.evening) or team.area not in places(scenario, rule):
        return 0
    missing = 0
    for skill in set(rule.skill):
        having = [person.id for person in scenario.people if skill in person.skills]
        missing += max(0, rule.at_least - (team.detective in having) - (team.officer in having))
    return missing


def _dates(scenario: Scenario, teams: Teams, person: str) -> tuple[list[date], list[date]]:
    """The evenings a person works in the operation, and those before."""
    return evening_list(teams, person), past(scenario, person)


def _windows(scenario: Scenario, teams: Teams, person: str, days: int, limit: int) -> int:
    total = 0
    for n in range(-days + 1, len(evenings(scenario))):
        window = [scenario.operation.start + (n + k) * DAY for k in range(days)]
        before = sum(on in window for on in past(scenario, person))
        now = sum(on in window for on in evening_list(teams, person))
        total += max(0, now - max(0, limit - before))
    return total


def _hours(scenario: Scenario, rule: Hours, teams: Teams, person: str) -> int:
    start, end, total = scenario.operation.start, scenario.operation.end, 0
    lengths = {"operation": (end - start).days + 1, "week": 7 * (rule.average_over or 1), None: rule.days or 0}
    length = lengths[rule.per]
    dates = [start + n * DAY for n in range(-length + 1, (end - start).days + length + 1)]
    without = {on: _minutes(scenario, rule, person, on) for on in dates}
    deployed: dict[date, int] = {}
    for team in teams_of(teams, person):
        begin, until = at_work(scenario, team.evening, team.area)
        deployed.setdefault(team.evening, int((until - begin).total_seconds()) // 60)
    for n in range(-length + 1, (end - start).days + 1):
        window = [start + (n + k) * DAY for k in range(length)]
        whole_weeks = rule.per == "week" and rule.average_over is None
        if (rule.per == "operation" and n != 0) or (whole_weeks and window[0].weekday() != 0):
            continue
        base = minutes = 0
        for on in window:
            fixed = without[on]
            base += max(fixed, _ordinary(scenario, rule, person, on))
            minutes += deployed.get(on, fixed)
        if rule.max is not None:
            above = minutes - max(base, round(rule.max * 60) * (rule.average_over or 1))
            total += max(0, above // 60 + (above % 60 > 0))
        if rule.min is not None and start <= window[0] and window[-1] <= end:
            missing = round(rule.min * 60) * (rule.average_over or 1) - minutes
            total += max(0, missing // 60 + (missing % 60 > 0))
    return total


def _minutes(scenario: Scenario, rule: Hours, person: str, on: date) -> int:
    """What somebody works on a date without a deployment."""
    for entry in scenario.history:
        if (entry.person, entry.on) == (person, on):
            begin, until = at_work(scenario, on, entry.area)
            return int((until - begin).total_seconds()) // 60
    return _ordinary(scenario, rule, person, on)


def _ordinary(scenario: Scenario, rule: Hours, person: str, on: date) -> int:
    """What the ordinary duty of a date comes to, whoever worked instead."""
    day = ordinary_day(scenario, person, on)
    if not rule.ordinary or day is None or day.shift is None:
        return 0
    begin, until = instants(scenario, day.shift, on)
    return int((until - begin).total_seconds()) // 60


def _hours_missing(scenario: Scenario, rule: Rest, teams: Teams, person: str) -> int:
    total = 0
    for one, two in _duty_pairs(scenario, teams, person):
        earlier, later = sorted((one, two))
        minutes = max(0, int((later[0] - earlier[1]).total_seconds()) // 60)
        missing = max(0, round(rule.hours * 60) - minutes)
        total += missing // 60 + (missing % 60 > 0)
    return total


def _repeats(scenario: Scenario, rule: PairRepeat, teams: Teams) -> int:
    total = 0
    chosen = selected(scenario, rule.who)
    for one in scenario.people:
        for two in scenario.people:
            if one.role != Role.DETECTIVE or two.role == Role.DETECTIVE or not (one.id in chosen or two.id in chosen):
                continue
            if spared_pair(scenario, rule, one.id, two.id):
                continue
            before = {
                entry.on
                for entry in scenario.history
                if (entry.person, entry.partner) in ((one.id, two.id), (two.id, one.id))
            }
            now = [team.evening for team in teams if (team.detective, team.officer) == (one.id, two.id)]
            if rule.within is None:
                total += max(0, len(now) - max(0, rule.limit - len(before)))
                continue
            for n in range(-rule.within + 1, len(evenings(scenario))):
                window = [scenario.operation.start + (n + k) * DAY for k in range(rule.within)]
                used = sum(on in window for on in before)
                total += max(0, sum(on in window for on in now) - max(0, rule.limit - used))
    return total


def _binding(scenario: Scenario, rule: Visits | AreaLimit) -> int | None:
    """The lower bound, which binds where an evening that it speaks of is one of the operation."""
    return rule.min if any(speaks(scenario, rule, on) for on in evenings(scenario)) else None


def _outside(count: int, least: int | None, most: int | None) -> int:
    below = 0 if least is None else max(0, least - count)
    above = 0 if most is None else max(0, count - most)
    return below + above
