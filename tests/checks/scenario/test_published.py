"""Notes on what was published."""

import pytest

from tandem_scheduler import notes
from tests.builders import day, scenario, team

TOLD = [dict(team(1)), dict(team(3))]
COUNTED = ["coverage", "changes"]
SECOND = {"name": "Test", "start": day(1), "end": day(5), "today": day(2)}


@pytest.mark.parametrize(
    ("parts", "note"),
    [
        (
            {"operation": SECOND},
            "the evenings before 2 March 2021 are over by operation.today, and no team is known of them",
        ),
        (
            {"published": TOLD, "operation": SECOND},
            "what people are told otherwise than published costs nothing: 'changes' is not among the objectives; "
            "`tandem replan` counts it right after coverage",
        ),
        (
            {"published": [*TOLD, dict(team(9))], "objectives": COUNTED},
            "1 published team of evenings outside the operation: left aside",
        ),
        (
            {"published": [dict(team(4, "old-town", "D9", "N1"))], "objectives": COUNTED},
            "published names what the plan does not have: D9; it counts as gone",
        ),
        (
            {
                "published": TOLD,
                "objectives": COUNTED,
                "operation": SECOND,
                "absences": [{"person": "D1", "from": day(1)}],
            },
            "D1 is away on 1 March 2021, which is over, and published for it: correct what was not so",
        ),
    ],
)
def test_each_is_noted(parts, note):
    assert note in notes(scenario(**parts))


def test_what_is_in_order_is_not():
    assert notes(scenario(published=TOLD, objectives=COUNTED, operation=SECOND)) == notes(scenario(objectives=COUNTED))
