"""Ways to break a roster by hand, one for each rule and each thing that is never allowed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from tandem_models import Role
from tests.builders import DETECTIVE, OFFICER

from .cases import DAY, Broken, Case

ELSEWHERE = date(2019, 12, 24)
"""An evening of no scenario."""


def one_rule(**rule: Any) -> dict[str, Any]:
    return {"rules": [rule]}


def max_evenings(case: Case) -> Broken:
    person, on = case.idle
    return one_rule(kind="max_evenings", who=person, max=len(case.load(person))), case.put(person, on)


def min_evenings(case: Case) -> Broken:
    person = case.team.officer
    return one_rule(kind="min_evenings", who=person, min=len(case.load(person))), case.without(case.team)


def rolling_limit(case: Case) -> Broken:
    person, on = case.idle
    limit = len(case.load(person)) + sum(entry.person == person for entry in case.scenario.history)
    return one_rule(kind="rolling_limit", who=person, days=60, limit=limit), case.put(person, on)


def evening_gap(case: Case) -> Broken:
    """Somebody works on the next evening too, or on the one before."""
    neighbours = [
        (person, on + step)
        for team in case.teams
        for person in (team.detective, team.officer)
        for on in [team.evening]
        for step in (-DAY, DAY)
        if any(other.evening == on + step for other in case.teams)
    ]
    return {}, case.put(*case.any(neighbours))


def consecutive_more(case: Case) -> Broken:
    """Somebody works on the next evening too, or on the one before."""
    return one_rule(kind="consecutive", max=1), evening_gap(case)[1]


def consecutive_fewer(case: Case) -> Broken:
    """Somebody who did not work at all works one evening, free before and after it."""
    person, on = case.newcomer
    return {"rules": [{"kind": "consecutive", "who": person, "min": 2}], **case.joined(person)}, case.put(person, on)


def days_off(case: Case) -> Broken:
    """Somebody who did not work at all works two evenings, with few free in between."""
    person, on = case.newcomer
    other = next(team.evening for team in case.teams if 1 < abs((team.evening - on).days) < 9)
    twice = replace(case, teams=case.put(person, on)).put(person, other)
    return {"rules": [{"kind": "days_off", "who": person, "min": 9}], **case.joined(person)}, twice


def weekends(case: Case) -> Broken:
    person, on = case.newcomer
    rule = {"kind": "weekends", "who": person, "max": 0, "days": [on.strftime("%a").lower()]}
    return {"rules": [rule], **case.joined(person)}, case.put(person, on)


def hours(case: Case) -> Broken:
    person, on = case.newcomer
    rule = {"kind": "hours", "who": person, "per": "week", "max": 0.5}
    return {"rules": [rule], **case.joined(person)}, case.put(person, on)


def duty_run(case: Case) -> Broken:
    """Ordinary duties on the two dates before."""
    person, on = case.newcomer
    early = [{"person": person, "on": on - n * DAY, "start": "03:00", "end": "04:00"} for n in (1, 2)]
    rule = {"kind": "duty_run", "who": person, "max": 2}
    return {"rules": [rule], "duties": early, **case.joined(person)}, case.put(person, on)


def rest_days(case: Case) -> Broken:
    person, on = case.newcomer
    rule = {"kind": "rest_days", "who": person, "days": 3, "least": 3}
    return {"rules": [rule], **case.joined(person)}, case.put(person, on)


def late_finishes(case: Case) -> Broken:
    """A late duty on the date before."""
    person, on = case.newcomer
    late = [{"person": person, "on": on - DAY, "start": "03:00", "end": "21:00"}]
    rule = {"kind": "duty_run", "who": person, "max": 1, "ends_after": "20:00"}
    return {"rules": [rule], "duties": late, **case.joined(person)}, case.put(person, on)


def notice(case: Case) -> Broken:
    person, on = case.idle
    rule = {"kind": "notice", "who": person, "days": 7}
    told = case.scenario.operation.model_copy(update={"announced": on - 7 * DAY})
    return {"rules": [rule], "duties": [{"person": person, "on": on, "release": 0}], "operation": told}, case.put(
        person, on
    )


def visit_gap(case: Case) -> Broken:
    """An area is visited no more, where it was never left alone for longer than it was."""
    area = case.team.area
    past = {entry.on: entry.area for entry in case.scenario.history if entry.area is not None}
    dates = sorted({team.evening for team in case.teams if team.area == area})
    dates = [*sorted(on for on, where in past.items() if where == area), *dates]
    ends = [min(past, default=case.scenario.operation.start) - DAY, *dates, case.scenario.operation.end + DAY]
    longest = max((later - earlier).days - 1 for earlier, later in pairwise(ends))
    kept = tuple(team for team in case.teams if team.area != area)
    return one_rule(kind="visit_gap", areas=area, evenings=longest), kept


def rest(case: Case) -> Broken:
    person, on = case.idle
    early = {"person": person, "on": on + DAY, "start": "03:00", "end": "04:00"}
    return {"duties": [early]}, case.put(person, on)


def visits_more(case: Case) -> Broken:
    area = case.team.area
    other = next(team for team in case.teams if team.area != area)
    return one_rule(kind="visits", areas=area, max=case.visits(area)), case.changed(other, area=area)


def visits_fewer(case: Case) -> Broken:
    area = case.team.area
    return one_rule(kind="visits", areas=area, min=case.visits(area)), case.without(case.team)


def area_teams(case: Case) -> Broken:
    most = max(sum((t.evening, t.area) == (case.team.evening, case.team.area) for t in case.teams), 1)
    others = [person.id for person in case.scenario.people if case.team.evening not in case.load(person.id)]
    pair = {
        slot: next(p for p in others if case.scenario.person[p].role == role)
        for slot, role in (("detective", DETECTIVE), ("officer", OFFICER))
    }
    extra = case.team.model_copy(update=pair)
    return one_rule(kind="area_teams", areas=case.team.area, max=most), (*case.teams, extra)


def area_limit_more(case: Case) -> Broken:
    person = case.team.detective
    area = next(area for area in case.scenario.area if area != case.team.area)
    most = case.visits(area, person)
    return one_rule(kind="area_limit", who=person, areas=area, max=most), case.changed(case.team, area=area)


def area_limit_fewer(case: Case) -> Broken:
    person, area = case.team.officer, case.team.area
    least = case.visits(area, person)
    other = next(area for area in case.scenario.area if area != case.team.area)
    return one_rule(kind="area_limit", who=person, areas=area, min=least), case.changed(case.team, area=other)


def pair_repeat(case: Case) -> Broken:
    later = next(team for team in case.teams if team.evening != case.team.evening)
    return {}, case.changed(later, detective=case.team.detective, officer=case.team.officer)


def keep_apart(case: Case) -> Broken:
    met = {team.officer for team in case.teams if team.detective == case.team.detective}
    stranger = next(p.id for p in case.scenario.people if p.role == OFFICER and p.id not in met)
    rule = one_rule(kind="keep_apart", who=[case.team.detective, stranger])
    return rule, case.changed(case.team, officer=stranger)


def keep_together(case: Case) -> Broken:
    """Somebody who did not work at all is to be kept together with nobody."""
    person, on = case.newcomer
    return {"rules": [{"kind": "keep_together", "who": person}], **case.joined(person)}, case.put(person, on)


def team_skill(case: Case) -> Broken:
    """All detectives of an evening have a skill, but not the one who takes the place of one of them."""
    on = case.team.evening
    working = [team.detective for team in case.teams if team.evening == on]
    skilled = [case.scenario.person[person].model_dump() | {"skills": ["parachute"]} for person in working]
    other = next(p.id for p in case.scenario.of_role(Role.DETECTIVE) if p.id not in working)
    rule = {"kind": "team_skill", "skill": "parachute", "on": [on]}
    return {"people": skilled, "rules": [rule]}, case.changed(case.team, detective=other)


def unknown_person(case: Case) -> Broken:
    return {}, case.changed(case.team, officer="stranger")


def unknown_area(case: Case) -> Broken:
    return {}, case.changed(case.team, area="nowhere")


def unknown_evening(case: Case) -> Broken:
    return {}, case.changed(case.team, evening=case.any([ELSEWHERE, case.scenario.operation.end + DAY]))


def role(case: Case) -> Broken:
    return {}, case.changed(case.team, detective=case.team.officer, officer=case.team.detective)


def double_booking(case: Case) -> Broken:
    return {}, (*case.teams, case.team)


def absence(case: Case) -> Broken:
    person, on = case.idle
    return {"absences": [{"person": person, "from": on}]}, case.put(person, on)


def duty(case: Case) -> Broken:
    person, on = case.idle
    early = {"person": person, "on": on, "start": "06:00", "end": "07:00"}
    return {"duties": [early]}, case.put(person, on)


def rest_day(case: Case) -> Broken:
    person, on = case.idle
    return {"duties": [{"person": person, "on": on}]}, case.put(person, on)


def overlap(case: Case) -> Broken:
    person, on = case.idle
    long = {"person": person, "on": on - DAY, "start": "20:00", "end": "19:00"}
    return {"duties": [long]}, case.put(person, on)


def teams(case: Case) -> Broken:
    """One team more than wanted."""
    _, extra = area_teams(case)
    return {}, extra


def pin_dropped(case: Case) -> Broken:
    return {"pins": [{"on": case.team.evening, "detective": case.team.detective}]}, case.without(case.team)


def pin_moved(case: Case) -> Broken:
    team = case.team
    pin = {"on": team.evening, "detective": team.detective, "officer": team.officer, "area": team.area}
    other = next(area for area in case.scenario.area if area != team.area)
    return {"pins": [pin]}, case.changed(team, area=other)


BREAKS: dict[Callable[[Case], Broken], str] = {
    max_evenings: "max_evenings",
    min_evenings: "min_evenings",
    rolling_limit: "rolling_limit",
    evening_gap: "evening_gap",
    consecutive_more: "consecutive",
    consecutive_fewer: "consecutive",
    days_off: "days_off",
    weekends: "weekends",
    hours: "hours",
    duty_run: "duty_run",
    late_finishes: "duty_run",
    notice: "notice",
    rest_days: "rest_days",
    visit_gap: "visit_gap",
    rest: "rest",
    visits_more: "visits",
    visits_fewer: "visits",
    area_teams: "area_teams",
    area_limit_more: "area_limit",
    area_limit_fewer: "area_limit",
    pair_repeat: "pair_repeat",
    keep_apart: "keep_apart",
    keep_together: "keep_together",
    team_skill: "team_skill",
    unknown_person: "unknown",
    unknown_area: "unknown",
    unknown_evening: "unknown",
    role: "role",
    double_booking: "double_booking",
    absence: "absence",
    duty: "duty",
    rest_day: "duty",
    overlap: "overlap",
    teams: "teams",
    pin_dropped: "pin",
    pin_moved: "pin",
}
"""Ways to break a roster, with the kind of violation that each must give."""
