"""Random scenarios that use all of the contract and have few enough rosters to try them all."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tandem_models import Measure, Role, Scenario

from .parts import Parts, few, maybe, weights
from .rules import rules
from .shapes import CROWDED, LONG, SHAPES

STARTS = (date(2021, 3, 1), date(2021, 3, 26), date(2021, 4, 1), date(2021, 10, 30))
"""A Monday, the Friday before the clocks go forward, the day before Good Friday, the Saturday before they go back."""


@st.composite
def objectives(draw: st.DrawFn, coverage_first: bool) -> list[Any]:
    """Some measures or all, in any order, alone or several to a tier."""
    order = draw(st.permutations([str(measure) for measure in Measure]))
    if coverage_first:
        order.sort(key=lambda measure: measure != Measure.COVERAGE)
    order = order[: draw(st.sampled_from([len(Measure)] * 3 + [5, 2, 1]))]
    tiers: list[Any] = []
    while order:
        size = draw(st.sampled_from([1, 1, 1, 2, 3]))
        taken, order = order[:size], order[size:]
        plain = taken[0] if len(taken) == 1 else taken
        weighted = {measure: draw(weights) for measure in taken}
        given = draw(st.sampled_from([None] * 4 + [1, 100, 1_000, "12.5%", "100%"]))
        if given is not None:
            tiers.append({**weighted, "tolerance": given})
        else:
            tiers.append(draw(st.just(plain) | st.just(weighted)))
    return tiers


@st.composite
def divisions(draw: st.DrawFn, people: list[dict[str, Any]], areas: list[str]) -> list[dict[str, Any]]:
    """Hard limits that divide people and areas in two: independent parts, where nothing else links them."""
    sides = [[], []]
    for role in Role:
        ids = [person["id"] for person in people if person["role"] == role]
        cut = draw(st.integers(min(1, len(ids)), max(1, len(ids) - 1)))
        sides[0] += ids[:cut]
        sides[1] += ids[cut:]
    cut = draw(st.integers(1, len(areas) - 1))
    closed = (areas[cut:], areas[:cut])
    return [
        {"kind": "area_limit", "who": who, "areas": there, "max": 0}
        for who, there in zip(sides, closed, strict=True)
        if who
    ]


@st.composite
def ties(draw: st.DrawFn, parts: Parts) -> list[dict[str, Any]]:
    """Somebody of one role is tied to areas, and pairs that met once are in conflict."""
    closed = draw(st.sampled_from(parts.areas))
    return [
        {"kind": "area_limit", "who": [draw(st.sampled_from(parts.people))], "areas": [closed], "max": 0},
        {"kind": "pair_repeat", "limit": 1, "within": draw(st.integers(2, 4))},
    ]


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A scenario of all parts of the contract with at most `shapes.MOST_ROSTERS` rosters."""
    # Where everybody is free and only the rules on teams count, pairs conflict most often.
    # Where everybody has ordinary duties and the rules are on hours and dates on duty, windows of dates differ most.
    about = draw(st.sampled_from(["all", "teams", "all", "duties"]))
    about_teams, about_duties = about == "teams", about == "duties"
    shape = draw(st.sampled_from({"all": SHAPES, "teams": CROWDED, "duties": LONG}[about]))
    parts = Parts(shape, draw(st.sampled_from(STARTS)))
    people = draw(parts.person_list(patterns=not about_teams))
    # Where `teams` is left out nothing but demand bounds the number of teams, so the shape must not.
    unbounded = shape.teams == min(shape.detectives, shape.officers)
    teams_left_out = unbounded and draw(st.sampled_from([False, False, True]))
    demand = draw(few(parts.demand, 2))
    if teams_left_out:
        on = draw(st.none() | maybe(parts.days))  # on other evenings perhaps no team can be sent
        demand.append({"on": on, "teams": draw(st.integers(1, 2)), "surplus": draw(maybe(st.integers(0, 2)))})
    divided = teams_left_out and shape.areas > 1 and draw(st.booleans())
    if divided:
        people = [person | {"home": None} for person in people]
    words = {word for person in people for word in (*person["skills"], *person["tags"], person["home"])}
    tags = sorted({tag for person in people for tag in person["tags"]})
    owned = sorted({skill for person in people for skill in person["skills"]})
    chosen = draw(rules(parts, sorted(words - {None}), owned, about, so_far=[parts.dates, people, demand]))
    if divided:
        chosen += draw(divisions(people, parts.areas))
    elif about_teams and shape.areas > 1 and draw(st.sampled_from([False, False, True])):
        chosen += draw(ties(parts))
    if draw(st.sampled_from([False] * 9 + [True])):
        run = {"max": draw(st.integers(1, 4)), "strength": draw(st.sampled_from(["hard", "soft"]))}
        chosen.append({"use": "uk-police", "change": {"duty-run": run}, "without": draw(few(st.just("late-run"), 1))})
    start = parts.dates[0]
    return Scenario.model_validate(
        {
            "operation": {
                "name": "Random",
                "start": parts.dates[0],
                "end": parts.dates[-1],
                "today": draw(
                    st.sampled_from([None, 0, 1, 5, 6, 14, 20]).map(
                        lambda n: None if n is None else start - timedelta(days=n)
                    )
                ),
                "announced": parts.dates[0] - timedelta(days=draw(st.integers(0, 6))),
            },
            "evenings": draw(parts.evenings(teams_left_out, own_times=about_duties)),
            "areas": draw(parts.area_list(own_times=not about_duties or draw(st.booleans()))),
            "demand": demand,
            "people": people,
            "patterns": draw(parts.patterns),
            "duties": draw({"all": parts.few_duties, "teams": st.just([]), "duties": parts.many_duties}[about]),
            "absences": draw(few(parts.absence(tags), 2 if not about_teams else 0)),
            "requests": draw(few(parts.request, 3)),
            "history": draw(parts.history(people)),
            "history_counts": draw(st.sampled_from(["all", "all", "all", "limits"])),
            "published": draw(parts.published),
            "changes": draw(parts.changes),
            "pins": draw(few(parts.pin, 2)),
            "rules": chosen,
            "objectives": draw(objectives(coverage_first=about_duties)),
        }
    )
