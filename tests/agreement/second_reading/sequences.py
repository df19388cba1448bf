"""The second reading of rules on dates in a row: evenings, days off, weekends, duties, evenings without a visit."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tandem_models import Consecutive, DaysOff, Deployment, DutyRun, Scenario, VisitGap, Weekends

from .reading import DAY, Span, at_work, evenings, falls_on, instants, ordinary_day, speaks

Dates = list[date]


def consecutive(scenario: Scenario, rule: Consecutive, now: Dates, before: Dates) -> int:
    """Evenings above the longest run, window by window, and missing to the shortest."""
    total = 0
    if rule.max is not None:
        for window in _windows(scenario, rule.max + 1):
            past = sum(on in before for on in window)
            total += max(0, sum(on in now for on in window) - max(0, rule.max - past))
    if rule.min is not None:
        known = min((entry.on for entry in scenario.history), default=scenario.operation.start)
        on = known
        while on <= scenario.operation.end:
            run = []
            while on in now or on in before:
                run.append(on)
                on += DAY
            begun = bool(run) and run[0] > known
            ended = on <= scenario.operation.end
            if begun and ended and any(date in now for date in run):
                total += max(0, rule.min - len(run))
            on += DAY
    return total


def days_off(_: Scenario, rule: DaysOff, now: Dates, before: Dates) -> int:
    """Dates missing to the shortest time off."""
    total = 0
    for earlier in now + before:
        for later in now:
            free = (later - earlier).days - 1
            if free > 0 and not any(earlier < on < later for on in now + before):
                total += max(0, rule.min - free)
    return total


def weekends(scenario: Scenario, rule: Weekends, now: Dates, before: Dates) -> int:
    """Weekends above the most."""
    used = added = 0
    monday = scenario.operation.start - scenario.operation.start.weekday() * DAY
    while monday <= scenario.operation.end:
        weekend = [on for on in (monday + n * DAY for n in range(7)) if falls_on(on, rule.days)]
        if any(on in evenings(scenario) for on in weekend):
            if any(on in before for on in weekend):
                used += 1
            elif any(on in now for on in weekend):
                added += 1
        monday += 7 * DAY
    return max(0, added - max(0, rule.max - used))


def on_duty(scenario: Scenario, person: str, days: int, most: int, now: Dates, before: Dates) -> int:
    """Dates on duty above the most that deployments alone make so, window by window."""
    total = 0
    for window in _windows(scenario, days):
        others, alone = 0, 0
        for on in window:
            day = ordinary_day(scenario, person, on)
            if on in before or (day is not None and day.shift is not None):
                others += 1
            elif on in now:
                alone += 1
        total += max(0, alone - max(0, most - others))
    return total


def late(scenario: Scenario, rule: DutyRun, person: str, teams: Sequence[Deployment]) -> int:
    """Dates with a late finish above the most, or above those without deployments, window by window."""
    total = 0
    worked = {team.evening: team.area for team in teams if person in (team.detective, team.officer)}
    for window in _windows(scenario, rule.max + 1):
        without = now = 0
        for on in window:
            fixed = False
            for entry in scenario.history:
                if (entry.person, entry.on) == (person, on):
                    fixed = _is_late(scenario, rule, on, at_work(scenario, on, entry.area))
                    break
            else:
                day = ordinary_day(scenario, person, on)
                if day is not None and day.shift is not None:
                    fixed = _is_late(scenario, rule, on, instants(scenario, day.shift, on))
            without += fixed
            now += _is_late(scenario, rule, on, at_work(scenario, on, worked[on])) if on in worked else fixed
        total += max(0, now - max(rule.max, without))
    return total


def _is_late(scenario: Scenario, rule: DutyRun, on: date, span: Span) -> bool:
    zone = ZoneInfo(scenario.operation.timezone)
    ends = span[1].astimezone(zone).replace(tzinfo=None)
    limit = datetime.combine(on if rule.ends_after.hour >= 12 else on + DAY, rule.ends_after)
    return ends > limit


def unvisited(scenario: Scenario, rule: VisitGap, area: str, teams: Sequence[Deployment]) -> int:
    """Windows of one evening more than may pass without a visit, without one."""
    known = min((entry.on for entry in scenario.history if entry.area is not None), default=scenario.operation.start)
    visited = [team.evening for team in teams if team.area == area]
    visited += [entry.on for entry in scenario.history if entry.area == area]
    dates = [known + n * DAY for n in range((scenario.operation.end - known).days + 1)]
    dates = [on for on in dates if speaks(scenario, rule, on)]
    found = 0
    for n, last in enumerate(dates):
        window = dates[n - rule.evenings : n + 1] if n >= rule.evenings else []
        found += bool(window) and last >= scenario.operation.start and not any(on in visited for on in window)
    return found


def _windows(scenario: Scenario, days: int) -> list[Dates]:
    """Every so many dates in a row of which one is in the operation."""
    first, count = scenario.operation.start, len(evenings(scenario))
    return [[first + (n + k) * DAY for k in range(days)] for n in range(-days + 1, count)]
