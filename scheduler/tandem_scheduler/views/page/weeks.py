"""The calendar: weeks from Monday to Sunday, and how closely they stand on paper."""

from collections.abc import Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import NamedTuple

from tandem_models import Deployment, Gap
from tandem_models.days import weekday
from tandem_scheduler.views.phrases import why_short
from tandem_scheduler.words.plain import count, day_and_month, long_day

from ..brief import Brief
from ..html.text import Who, cut

WEEK = 7

LETTERS = 18
"""Letters of 10 points in a line of one of seven columns on A4."""

AIRY_LINES, CLOSE_LINES, FULL_TEAMS = 20, 34, 8
"""Most lines of an evening on a sheet with the heading, and on another one; most teams with names in small letters."""

TEAM_SPACE = 0.5
"""Space around a team, in lines."""


class CalendarTeam(NamedTuple):
    """One team."""

    area_id: str
    area: str
    detective: Who
    officer: Who
    clock: str
    """Its own times; empty where they are the evening's."""
    new: bool
    """Whether the published roster did not have it."""


class CalendarGap(NamedTuple):
    """Teams that are missing, in a few words."""

    area_id: str
    """Empty where any area would do."""
    words: str


class CalendarDay(NamedTuple):
    """One date with its teams."""

    on: date
    weekday: str
    day: str
    clock: str
    teams: Sequence[CalendarTeam]
    missing: Sequence[CalendarGap]
    outside: bool
    """Whether the operation does not have this evening."""
    wanted: bool
    """Whether a team can be sent at all."""


class Week(NamedTuple):
    """Seven dates from Monday on; None where there is nothing to show."""

    monday: date
    title: str
    evenings: Sequence[CalendarDay | None]


def weeks(brief: Brief) -> Sequence[Week]:
    """All weeks with an evening."""
    evenings = _evenings(brief)
    mondays = sorted({on - timedelta(days=on.weekday()) for on in evenings})
    return [
        Week(monday, f"Week of {long_day(monday)}", [evenings.get(monday + timedelta(days=n)) for n in range(WEEK)])
        for monday in mondays
    ]


def density(weeks: Sequence[Week]) -> str:
    """How closely the teams must stand on paper for a week to go on a sheet of A4.

    Airy and close are in letters that can be read from a wall; airy leaves room beside the page's heading. Full and
    dense are smaller, dense without names.
    """
    evenings = [evening for week in weeks for evening in week.evenings if evening is not None]
    lines = max(map(_lines, evenings))
    if lines <= CLOSE_LINES:
        return "airy" if lines <= AIRY_LINES else "close"
    return "full" if max(len(evening.teams) for evening in evenings) <= FULL_TEAMS else "dense"


def _lines(evening: CalendarDay) -> float:
    """Lines that an evening takes on paper in large letters, below its date."""
    named = any(who.name for team in evening.teams for who in (team.detective, team.officer))
    lines = 0.0
    for team in evening.teams:
        people = [f"{who.id} {who.name}" for who in (team.detective, team.officer)]
        texts = [" ".join((team.area, team.clock)), *(people if named else [" - ".join(people)])]
        lines += TEAM_SPACE + sum(len(wrap(text, LETTERS)) for text in texts)
    return lines + sum(TEAM_SPACE + len(wrap(gap.words, LETTERS)) for gap in evening.missing)


def _evenings(brief: Brief) -> dict[date, CalendarDay]:
    calendar = brief.scenario.calendar
    published = None if brief.published is None else set(brief.published)
    missing: dict[date, list[CalendarGap]] = {}
    for gap in brief.gaps or brief.report.gaps:
        missing.setdefault(gap.evening, []).append(_missing(brief, gap))
    return {
        on: CalendarDay(
            on=on,
            weekday=weekday(on),
            day=day_and_month(on),
            clock=_clock(brief, on),
            teams=[_team(brief, team, published) for team in teams],
            missing=missing.get(on, []),
            outside=on not in calendar,
            wanted=on in brief.scenario.sending,
        )
        for on, teams in brief.teams.items()
    }


def _clock(brief: Brief, on: date) -> str:
    evening = brief.scenario.calendar.get(on)
    return f"{evening.shift.start:%H:%M}-{evening.shift.end:%H:%M}" if evening else ""


def _team(brief: Brief, team: Deployment, published: set[Deployment] | None) -> CalendarTeam:
    scenario = brief.scenario
    area = scenario.area[team.area]
    clock = brief.clock(team) if area.shift else ""
    return CalendarTeam(
        area_id=area.id,
        area=cut(area.label),
        detective=Who.of(scenario.person[team.detective]),
        officer=Who.of(scenario.person[team.officer]),
        clock="" if clock == _clock(brief, team.evening) else clock,
        new=published is not None and team not in published,
    )


def _missing(brief: Brief, gap: Gap) -> CalendarGap:
    where = f" in {cut(brief.scenario.area[gap.area].label)}" if gap.area else ""
    why = why_short(gap)
    return CalendarGap(gap.area or "", f"{count(gap.teams, 'team')} missing{where}" + (f": {why}" if why else ""))
