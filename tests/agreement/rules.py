"""Strategies for the rules of a random scenario."""

from typing import Any

from hypothesis import strategies as st

from .parts import ROLES, Part, Parts, maybe, weights


def rules(parts: Parts, words: list[str], owned: list[str], about_teams: bool) -> st.SearchStrategy[Part]:
    """A rule of any kind, or only of those that say who forms a team with whom and where."""
    who = st.lists(st.sampled_from(ROLES + parts.people + words * 2), min_size=1, max_size=2)
    people = {"who": maybe(who)}
    areas = {"areas": maybe(parts.some_areas)}
    low, high = st.integers(0, 2), st.integers(0, 3)
    bounds = st.builds(lambda least, more: (least, least + more), low, st.integers(0, 2)).flatmap(
        lambda ends: st.sampled_from([{"min": ends[0]}, {"max": ends[1]}, {"min": ends[0], "max": ends[1]}])
    )

    def kind(name: str, fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Part]:
        return st.fixed_dictionaries({"kind": st.just(name), **fields})

    def bounded(name: str, fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Part]:
        return st.builds(lambda fields, ends: fields | ends, kind(name, fields), bounds)

    teams = [
        kind("pair_repeat", {"limit": st.just(1)}),
        kind("pair_repeat", {"limit": st.integers(0, 2), **people}),
        kind("pair_repeat", {"limit": st.integers(1, 2), "within": st.integers(1, 5), **people}),
        kind("keep_apart", {"who": who}),
        kind("keep_together", {"who": who}),
        kind("area_limit", {"max": st.just(0), **people, **areas}),
    ]
    if owned:
        some_skill = st.lists(st.sampled_from(owned), min_size=1, max_size=2)
        when = maybe(parts.days)
        wanted = {"skill": some_skill, "at_least": st.integers(1, 2), "on": when}
        teams += [kind("team_skill", wanted), kind("team_skill", {**wanted, "areas": parts.some_areas})]
    others = [
        kind("max_evenings", {"max": high, **people}),
        kind("min_evenings", {"min": low, **people}),
        kind("rolling_limit", {"days": st.integers(1, 5), "limit": low, **people}),
        kind("evening_gap", {"evenings": st.integers(1, 3), **people}),
        kind("rest", {"hours": st.sampled_from([6, 11, 13.5, 15, 30, 48, 168]), **people}),
        kind("consecutive", {"max": st.integers(1, 3), **people}),
        kind("consecutive", {"min": st.integers(1, 3), **people}),
        kind("consecutive", {"min": st.integers(1, 2), "max": st.integers(2, 3), **people}),
        kind("days_off", {"min": st.integers(1, 3), **people}),
        kind(
            "weekends", {"max": st.integers(0, 1), "days": st.sampled_from([["sat", "sun"], ["sun"], ["fri", "mon"]])}
        ),
        kind("weekends", {"max": st.integers(0, 1), **people}),
        st.builds(
            lambda fields, ends, period: fields | ends | period,
            kind("hours", {"ordinary": st.booleans(), **people}),
            st.sampled_from([{"min": 8}, {"max": 16}, {"max": 20.5}, {"min": 10, "max": 30}]),
            st.sampled_from(
                [{"per": "operation"}, {"per": "week"}, {"per": "week", "average_over": 2}, {"days": 2}, {"days": 3}]
            ),
        ),
        kind("duty_run", {"max": st.integers(1, 5), **people}),
        kind(
            "duty_run", {"max": st.integers(1, 3), "ends_after": st.sampled_from(["21:00", "23:00", "04:00"]), **people}
        ),
        kind("notice", {"days": st.integers(1, 7), **people}),
        kind("rest_days", {"least": st.integers(1, 2), "days": st.integers(2, 6), **people}),
        kind("visit_gap", {"evenings": st.integers(0, 3), **areas}),
        bounded("visits", areas),
        kind("area_teams", {"max": st.integers(0, 2), **areas}),
        bounded("area_limit", people | areas),
    ]
    hard: st.SearchStrategy[Part] = st.just({})
    soft = st.builds(lambda weight: {"strength": "soft", "weight": weight}, weights)
    possible = teams if about_teams else [*others, *teams]
    which = st.sampled_from(range(len(possible))).flatmap(possible.__getitem__)
    return st.builds(lambda fields, strict: fields | strict, which, hard | soft)
