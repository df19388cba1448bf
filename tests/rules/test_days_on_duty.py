"""duty_run, rest_days."""

from typing import Any

from models import Measure
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked

SOFT = {"strength": "soft", "weight": 2}
EARLY = {"start": "06:00", "end": "12:00"}


def early(person: str, *dates: int, **fields: Any) -> dict[str, Any]:
    """Ordinary duties of a person on these dates."""
    return {"duties": [{"person": person, "on": day(n), **EARLY, **fields} for n in dates]}


def on(*evenings: int) -> list[Any]:
    return [team(evening) for evening in evenings]


RUN = {"kind": "duty_run", "max": 2, "who": ["D1"]}


def test_duty_run_allows_its_number() -> None:
    ruled = scenario(days=7, rules=[RUN], **early("D1", 1))
    assert violations(ruled, *on(2, 4, 5, 7)) == ()


def test_duty_run_forbids_one_more_with_ordinary_duties_around_it() -> None:
    ruled = scenario(days=7, rules=[RUN | {"why": "agreed"}], **early("D1", 2, 4))
    (found,) = violations(ruled, *on(3))
    assert (found.kind, found.units, found.people, found.evenings) == ("duty_run", 1, ("D1",), (day(3),))
    assert found.message == (
        'D1 is on duty on 3 days in a row between 2 and 4 March 2021, at most 2 are allowed (duty_run: "agreed").'
    )


def test_duty_run_is_not_longer_for_a_deployment_in_place_of_a_duty() -> None:
    ruled = scenario(days=7, rules=[RUN], **early("D1", 2, 3, 4, release=0))
    assert violations(ruled, *on(3)) == ()


def test_duty_run_of_ordinary_duties_alone_breaks_nothing_but_leaves_no_room() -> None:
    ruled = scenario(days=7, rules=[RUN], **early("D1", 2, 3, 4))
    assert violations(ruled) == ()
    assert [found.units for found in violations(ruled, *on(5))] == [1]


def test_duty_run_looks_back_and_beyond_the_end() -> None:
    ruled = scenario(days=3, rules=[RUN], history=worked("D1", -1, 0), **early("D1", 4, 5))
    assert [found.evenings for found in violations(ruled, *on(1))] == [(day(1),)]
    assert [found.evenings for found in violations(ruled, *on(3))] == [(day(3),)]
    assert violations(ruled, *on(2)) == ()


def test_duty_run_knows_rest_days_and_absences_as_free() -> None:
    rest = [{"person": "D1", "on": day(2)}]
    away = [{"person": "D1", "from": day(4)}]
    ruled = scenario(days=7, rules=[RUN], duties=rest + early("D1", 4)["duties"], absences=away)
    assert violations(ruled, *on(1, 3, 5, 6)) == ()


def test_duty_run_soft_costs_each_date_in_each_window() -> None:
    ruled = scenario(days=5, rules=[RUN | {"strength": "soft", "weight": 3}])
    assert report(ruled, *on(1, 2, 3, 4)).measures[Measure.RULES] == 6  # two windows of three dates
    # One ordinary duty in the window of 1 to 3 March: two deployments, one more than leaves a date free.
    mixed = scenario(days=5, rules=[RUN | {"strength": "soft"}], **early("D1", 2))
    assert report(mixed, *on(1, 3)).measures[Measure.RULES] == 1


FREE = {"kind": "rest_days", "least": 2, "days": 4, "who": ["D1"]}


def test_rest_days_allow_what_leaves_enough_free() -> None:
    ruled = scenario(days=7, rules=[FREE], **early("D1", 2))
    assert violations(ruled, *on(1, 5, 6)) == ()


def test_rest_days_forbid_one_more() -> None:
    ruled = scenario(days=7, rules=[FREE], **early("D1", 2))
    (found,) = violations(ruled, *on(4, 5))
    assert (found.kind, found.units, found.evenings) == ("rest_days", 1, (day(4), day(5)))
    assert found.message == (
        "D1 has 1 day free of duty between 2 and 5 March 2021, at least 2 are required (rest_days)."
    )


def test_rest_days_look_back_and_beyond_the_end() -> None:
    ruled = scenario(days=3, rules=[FREE], history=worked("D1", -1, 0), **early("D1", 5, 6))
    assert [found.evenings for found in violations(ruled, *on(1))] == [(day(1),), (day(1),)]
    assert [found.evenings for found in violations(ruled, *on(3))] == [(day(3),)]


def test_rest_days_of_history_alone_break_nothing() -> None:
    assert violations(scenario(rules=[FREE], history=worked("D1", -2, -1, 0))) == ()


@cases(
    allows=(RUN | {"max": 5}, {}, (0, 0)),
    forbids=(RUN, {}, (1, 0)),  # evenings 1, 2, 4 and 5
    some=({"kind": "duty_run", "max": 2, "who": ["N1"]}, {"people": people(1, 2)}, (0, 0)),
    duties=(RUN, early("D1", 2, 4), (3, 0)),  # 1 and 5; 3 stands between two duties
    duties_before=(RUN, {"days": 1} | early("D1", -1, 0), (1, 0)),
    duties_after=(RUN, {"days": 1} | early("D1", 2, 3), (1, 0)),
    released=(RUN, {"days": 3} | early("D1", 1, 2, 3, release=0), (0, 0)),
    history=(RUN, {"days": 1, "history": worked("D1", -1, 0)}, (1, 0)),
    soft=(RUN | SOFT, {}, (0, 6)),
    soft_first=(RUN | SOFT, {"objectives": ["rules", "coverage"]}, (0, 1)),
)
def test_duty_run_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


@cases(
    allows=(FREE | {"least": 1, "days": 9}, {}, (0, 0)),
    forbids=(FREE, {}, (2, 0)),  # two in any four: 1, 2 and 5
    some=(FREE | {"who": ["N1"]}, {"people": people(1, 3)}, (0, 0)),
    duties=(FREE, early("D1", 3), (3, 0)),  # two of 1, 2, 4 and 5 that lie four apart
    history=(FREE, {"days": 2, "history": worked("D1", -1, 0)}, (2, 0)),
    after_the_end=(FREE, {"days": 2} | early("D1", 3, 4), (2, 0)),
    all_days=(FREE | {"least": 4}, {}, (5, 0)),
    soft=(FREE | SOFT | {"least": 1}, {}, (0, 4)),  # the windows from 1 and from 2 March
)
def test_rest_days_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected
