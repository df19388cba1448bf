"""Notes: what plainly leaves no roster, with the numbers; that it leaves none is for the solver to confirm."""

from typing import Any

import pytest

from tandem_scheduler import notes, solve
from tests.builders import day, people, scenario, worked

REST_DAY = {"duties": [{"person": "D1", "on": day(2)}]}


@pytest.mark.parametrize(
    ("parts", "note"),
    [
        (
            {
                "rules": [{"kind": "min_evenings", "min": 3, "who": ["D1"]}],
                "absences": [{"person": "D1", "from": day(1), "to": day(3)}],
            },
            "D1 must work at least 3 evenings, but can be deployed on 2; see rule 1 (min_evenings)",
        ),
        (
            {
                "rules": [{"kind": "min_evenings", "min": 5, "who": ["D1"]}],
                "evenings": {
                    "shift": {"start": "14:00", "end": "22:00"},
                    "teams": 2,
                    "overrides": [{"on": [day(4)], "teams": 0}],
                },
            },
            "D1 must work at least 5 evenings, but can be deployed on 4; see rule 1 (min_evenings)",
        ),
        (
            {
                "rules": [
                    {"kind": "max_evenings", "max": 4},
                    {"kind": "max_evenings", "max": 2, "who": ["late"]},
                    {"kind": "min_evenings", "min": 3, "who": ["neighbourhood_officer"]},
                ],
                "people": people(2, 2, N2={"tags": ["late"]}),
            },
            "N2 must work at least 3 evenings, but may work at most 2; see rule 3 (min_evenings) and rule 2 "
            "(max_evenings)",
        ),
        (
            {"pins": [{"on": day(2), "detective": "D1"}], "absences": [{"person": "D1", "from": day(2)}]},
            "D1 is pinned on Tue 2 March, but is away then; see pin 1",
        ),
        (
            {
                "pins": [{"on": day(2), "detective": "D1", "why": "knows the case"}],
                "absences": [{"person": "D1", "from": day(1), "to": day(3), "why": "leave"}],
            },
            'D1 is pinned on Tue 2 March ("knows the case"), but is on leave then; see pin 1',
        ),
        (
            {
                "rules": [{"kind": "max_evenings", "max": 2}, {"kind": "min_evenings", "min": 3}],
                "people": people(2, 12),
            },
            "each of D1, D2, N1, N2, N3, N4 and 8 more must work at least 3 evenings, but may work at most 2; "
            "see rule 2 (min_evenings) and rule 1 (max_evenings)",
        ),
        (
            {"pins": [{"on": day(2), "detective": "D1"}], "people": people(2, 2, D1={"since": day(3)})},
            "D1 is pinned on Tue 2 March, but is not there yet; see pin 1",
        ),
        (
            {"pins": [{"on": day(2), "detective": "D1"}], **REST_DAY},
            "D1 is pinned on Tue 2 March, but can't be released from a rest day then; see pin 1",
        ),
        (
            {
                "pins": [{"on": day(1), "officer": "N1"}, {"on": day(1), "officer": "N2"}],
                "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
            },
            "N1 and N2 are pinned on Mon 1 March, which may have at most 1 team; see pin 1 and pin 2",
        ),
    ],
    ids=[
        "too few evenings",
        "too few evenings with teams",
        "min above max",
        "pin in an absence",
        "pin in an absence, with reasons",
        "min above max for many",
        "pin before coming",
        "pin on a rest day",
        "too many pins",
    ],
)
def test_a_contradiction_is_named_with_its_numbers(parts: dict[str, Any], note: str) -> None:
    planned = scenario(**parts)
    assert notes(planned) == (f"no roster can exist: {note}",)
    assert solve(planned, workers=1).status == "infeasible"


def test_soft_rules_and_pins_that_can_be_kept_contradict_nothing() -> None:
    rules = [
        {"kind": "min_evenings", "min": 9, "strength": "soft"},
        {"kind": "max_evenings", "max": 1, "strength": "soft"},
        {"kind": "min_evenings", "min": 2},
    ]
    pins = [{"on": day(1), "detective": "D1"}, {"on": day(1), "detective": "D1", "officer": "N1"}]
    planned = scenario(rules=rules, pins=pins, objectives=["coverage", "rules"])
    assert notes(planned) == ()
    assert solve(planned, workers=1).status == "optimal"


def test_dates_that_are_perhaps_mistaken_are_noted() -> None:
    told = {"operation": {"name": "Test", "start": day(1), "end": day(5), "announced": day(2)}}
    late = "operation.announced (2021-03-02) is after the first evening (2021-03-01): is the date right?"
    assert notes(scenario(rules=[{"kind": "notice", "days": 1}], **told)) == (late,)
    assert notes(scenario(**told)) == ()
    on_leave = {
        "absences": [{"person": "D1", "from": day(2), "why": "leave"}],
        "requests": [{"person": "D1", "on": day(2), "want": "on"}, {"person": "D1", "on": day(2), "want": "off"}],
    }
    asked = 'D1 asks to be sent on 2 March 2021, a date of an absence ("leave")'
    assert notes(scenario(**on_leave)) == (asked,)


def test_who_comes_after_the_operation_or_asks_to_be_sent_before_is_noted() -> None:
    planned = scenario(
        people=people(2, 2, D1={"since": "2022-03-01"}, D2={"until": day(2)}),
        requests=[{"person": "D2", "on": day(3), "want": "on"}, {"person": "D1", "on": day(3), "want": "off"}],
    )
    assert notes(planned) == (
        "D1 is there from 1 March 2022 only, after the operation: is the year right?",
        "D2 asks to be sent on 3 March 2021, but is not there any more",
    )


def test_more_visits_than_another_rule_allows() -> None:
    planned = scenario(
        rules=[
            {"kind": "visits", "max": 2, "areas": ["north"]},
            {"kind": "visits", "min": 3, "strength": "hard"},
            {"kind": "visits", "min": 4, "areas": ["north"], "strength": "soft"},
        ]
    )
    assert notes(planned)[:1] == (
        "no roster can exist: north must get at least 3 visits, but may get at most 2; see rule 2 (visits) and rule 1 "
        "(visits)",
    )


@pytest.mark.parametrize(
    ("kind", "means"),
    [("keep_apart", "says nothing"), ("keep_together", "costs whenever one of them goes out")],
)
def test_rules_on_teams_that_name_one_role_only(kind, means) -> None:
    rules = [{"kind": kind, "who": who, "strength": "soft"} for who in (["D1", "D2"], ["D1", "N1"])]
    planned = scenario(rules=rules)
    assert notes(planned) == (f"rule 1 ({kind}) {means}: of D1 and D2 no two are of different roles, as in a team",)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            {
                "rules": [
                    {"kind": "area_limit", "who": ["detective"], "areas": ["north"], "max": 2},
                    {"kind": "area_limit", "areas": ["north"], "min": 3},
                ]
            },
            "each of D1 and D2 must be sent to north at least 3 times, but may be sent there at most 2 times; "
            "see rule 2 (area_limit) and rule 1 (area_limit)",
        ),
        (
            {
                "rules": [{"kind": "area_limit", "who": ["D1"], "areas": ["north"], "max": 0}],
                "pins": [{"on": day(1), "detective": "D1", "area": "north"}],
            },
            "D1 is pinned to north on Mon 1 March, but may not be sent there; see pin 1 and rule 1 (area_limit)",
        ),
        (
            {
                "rules": [{"kind": "keep_apart", "who": ["D1", "N1"]}],
                "pins": [{"on": day(1), "detective": "D1", "officer": "N1"}],
            },
            "D1 and N1 are pinned together on Mon 1 March, but may not form a team with each other; "
            "see pin 1 and rule 1 (keep_apart)",
        ),
        (
            {"pins": [{"on": day(1), "detective": "D1", "area": area} for area in ("north", "south")]},
            "D1 is pinned to south on Mon 1 March, but also to north; see pin 2 and pin 1",
        ),
    ],
)
def test_limits_and_pins_that_can_not_both_be_had(parts, told) -> None:
    planned = scenario(**parts)
    assert notes(planned) == (f"no roster can exist: {told}",)
    assert solve(planned, workers=1).status == "infeasible"


@pytest.mark.parametrize(
    "parts",
    [
        {"duties": [{"person": "D1", "on": day(1), "release": 5}]},
        {
            "patterns": {"early": {"anchor": day(1), "days": ["R"], "shifts": {"R": {"release": 5}}}},
            "people": people(2, 2, D1={"pattern": "early"}),
        },
    ],
)
def test_a_release_that_no_objective_counts(parts: dict[str, Any]) -> None:
    told = "what a `release` costs counts for nothing: 'abstraction' is not among the objectives"
    assert told in notes(scenario(**parts, objectives=["coverage", "fairness"]))
    assert told not in notes(scenario(**parts))
    free = {"duties": [{"person": "D1", "on": day(1), "release": 0}]}
    assert told not in notes(scenario(**free, objectives=["coverage", "fairness"]))


def test_a_pack_named_twice() -> None:
    assert "the pack uk-police is named more than once: its rules count as often" in (
        notes(scenario(rules=[{"use": "uk-police"}, {"use": "uk-police"}]))
    )


def test_notes_say_where_a_part_stands() -> None:
    planned = scenario(
        absences=[{"person": "N2", "from": "2019-12-20"}],
        pins=[{"on": day(2), "detective": "D1", "why": "hers"}],
        rules=[{"kind": "max_evenings", "max": 2}, {"kind": "min_evenings", "min": 3, "who": ["D2"]}],
        **REST_DAY,
    )
    assert notes(planned, lambda loc: f"{loc[0]} of the plan") == (
        "no roster can exist: D2 must work at least 3 evenings, but may work at most 2; see rule 2 "
        "(min_evenings, rules of the plan) and rule 1 (max_evenings, rules of the plan)",
        'no roster can exist: D1 is pinned on Tue 2 March ("hers"), but can\'t be released from a rest day then; see '
        "pin 1 (pins of the plan)",
        "the absence of N2 on 20 December 2019 (absences of the plan) is far outside the operation: is the year right?",
    )
    assert notes(planned)[-1].startswith("the absence of N2 on 20 December 2019 is far outside")


def test_who_has_no_history_where_the_others_have_much_is_noted():
    past = [entry for one in ("D1", "D2", "N1", "N2") for entry in worked(one, 0, -2, -4)]
    plan = {"people": people(3, 3), "history": past}
    assert [note for note in notes(scenario(**plan)) if "`since`" in note] == [
        f"{one} worked on no evening of the history, the others of the role on 3 each: fairness has them catch up on "
        "that; whoever joined later needs `since`"
        for one in ("D3", "N3")
    ]
    for told in (
        {"people": people(3, 3, D3={"since": day(1)}, N3={"since": day(1)})},
        {"history_counts": "limits"},
        {"objectives": ["coverage"]},
        {"history": past[:2]},
    ):
        assert not [note for note in notes(scenario(**plan | told)) if "`since`" in note]


def test_an_absence_that_is_long_by_a_slip_of_the_year_is_noted_once() -> None:
    long = {"person": "D1", "from": "2020-03-02", "to": "2021-03-03"}
    half_a_year = {"person": "D2", "from": "2020-09-04", "to": "2021-03-02"}
    assert notes(scenario(absences=[long, half_a_year])) == (
        "the absence of D1 from 2 March 2020 to 3 March 2021 is of 367 days: are the years right?",
    )
