"""Strategies for the rules of a random scenario."""

from itertools import product
from random import Random
from typing import Any

from hypothesis import strategies as st

from tandem_models.rules.base import ABOUT_TEAMS

from .parts import ROLES, Part, Parts, maybe, seldom, weights

ABOUT_DUTIES = ("hours", "hours", "duty_run", "duty_run", "rest", "rest_days", "rolling_limit", "min_evenings")
"""Kinds of rules on which ordinary duties bear, and some that press on them; those twice that add up what they are."""


def rules(parts: Parts, words: list[str], owned: list[str], about: str, so_far: Any) -> st.SearchStrategy[list[Part]]:
    """Rules of all kinds, or only of those about `teams` (who forms one with whom and where), or about `duties`.

    Every kind comes as often as any other, hard as often as soft, however many ways there are to draw it: Hypothesis
    prefers what is listed first and repeats itself, so that a number and the scenario so far say which they are.
    """
    who = st.lists(st.sampled_from(ROLES + parts.people + words * 2), min_size=1, max_size=2)
    people = {
        "who": maybe(who) if about != "duties" else st.none() | maybe(who),
        "except": seldom(who),
    }
    days = parts.days.map(lambda days: [str(day) for day in days])
    areas = {"areas": maybe(parts.some_areas), "on": seldom(parts.days), "except": seldom(parts.some_areas | days)}
    both = people | areas | {"except": seldom(who | parts.some_areas | days)}
    pairs = {"who": who, "except": seldom(who)}
    low, high = st.integers(0, 2), st.integers(0, 3)
    bounds = st.builds(lambda least, more: (least, least + more), low, st.integers(0, 2)).flatmap(
        lambda ends: st.sampled_from([{"min": ends[0]}, {"max": ends[1]}, {"min": ends[0], "max": ends[1]}])
    )

    def bounded(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Part]:
        return st.builds(lambda fields, ends: fields | ends, st.fixed_dictionaries(fields), bounds)

    keys = st.fixed_dictionaries
    teams = {
        "pair_repeat": [
            keys({"limit": st.just(1)}),
            keys({"limit": st.integers(0, 2), **people}),
            keys({"limit": st.integers(1, 2), "within": st.integers(1, 5), **people}),
        ],
        "keep_apart": [keys(pairs)],
        "keep_together": [keys(pairs)],
        "area_limit": [keys({"max": st.just(0), **both})],
    }
    if owned:
        some_skill = st.lists(st.sampled_from(owned), min_size=1, max_size=2)
        wanted = {"skill": some_skill, "at_least": st.integers(1, 2), "on": maybe(parts.days)}
        teams["team_skill"] = [
            keys({**wanted, "except": seldom(days)}),
            keys({**wanted, "areas": parts.some_areas, "except": seldom(parts.some_areas | days)}),
        ]
    others = {
        "max_evenings": [keys({"max": high, **people})],
        "min_evenings": [keys({"min": low, **people})],
        "rolling_limit": [keys({"days": st.integers(1, 5), "limit": low, **people})],
        "evening_gap": [keys({"evenings": st.integers(1, 3), **people})],
        "rest": [keys({"hours": st.sampled_from([6, 11, 13.5, 15, 30, 48, 168]), **people})],
        "consecutive": [
            keys({"max": st.integers(1, 3), **people}),
            keys({"min": st.integers(1, 3), **people}),
            keys({"min": st.integers(1, 2), "max": st.integers(2, 3), **people}),
        ],
        "days_off": [keys({"min": st.integers(1, 3), **people})],
        "weekends": [
            keys({"max": st.integers(0, 1), "days": st.sampled_from([["sat", "sun"], ["sun"], ["fri", "mon"]])}),
            keys({"max": st.integers(0, 1), **people}),
        ],
        "hours": [
            st.builds(
                lambda fields, ends, period: fields | ends | period,
                keys({"ordinary": st.sampled_from([True, about == "duties"]), **people}),
                st.sampled_from([{"min": 8}, {"max": 16}, {"max": 20.5}, {"min": 10, "max": 30}])
                | st.integers(2, 12).map(lambda most: {"max": 4 * most}),
                st.sampled_from(
                    [
                        {"per": "operation"},
                        {"per": "week"},
                        {"per": "week", "average_over": 2},
                        {"days": 2},
                        {"days": 3},
                    ]
                )
                | st.integers(1, 5).map(lambda days: {"days": days}),
            )
        ],
        "duty_run": [
            *([keys({"max": st.integers(1, 5), **people})] if about != "duties" else []),
            keys(
                {
                    "max": st.integers(1, 3),
                    "ends_after": st.sampled_from(["21:00", "23:00", "18:00", "04:00"]),
                    **people,
                }
            ),
        ],
        "notice": [keys({"days": st.integers(1, 7), **people})],
        "rest_days": [keys({"least": st.integers(1, 2), "days": st.integers(2, 6), **people})],
        "visit_gap": [keys({"evenings": st.integers(0, 3), **areas})],
        "visits": [bounded(areas)],
        "area_teams": [keys({"max": st.integers(0, 2), **areas})],
        "area_limit": [*teams["area_limit"], bounded(both)],
    }
    possible = teams if about == "teams" else teams | others
    dealt_from = list(
        product(ABOUT_DUTIES, ["hard", "hard", "soft"]) if about == "duties" else product(possible, ["hard", "soft"])
    )

    def of_kind(kind: str, strength: str) -> st.SearchStrategy[Part]:
        fields = st.sampled_from(possible[kind]).flatmap(lambda way: way)
        weight = keys({"weight": weights}) if strength == "soft" else st.just({})
        if strength == "soft" and kind not in ABOUT_TEAMS:
            weight = keys({"weight": weights, "most": seldom(st.integers(1, 3))})
        return st.builds(lambda *parts: {"kind": kind, "strength": strength, **parts[0], **parts[1]}, fields, weight)

    def dealt(count: int, number: int) -> st.SearchStrategy[list[Part]]:
        random = Random(f"{number} {so_far}")  # noqa: S311 - the same in every run
        kinds = random.choices(dealt_from, k=count)
        return st.tuples(*(of_kind(*kind) for kind in kinds)).map(list)

    # Up to 24 bits Hypothesis draws numbers evenly.
    drawn = st.tuples(st.sampled_from([3, 2, 4, 1, 5]), st.integers(0, 2**24 - 1))
    return drawn.flatmap(lambda count_and_number: dealt(*count_and_number))
