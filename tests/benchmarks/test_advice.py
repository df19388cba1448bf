"""What answers take: every question is asked and answered."""

from benchmarks.advice import measure, table
from benchmarks.operations.generate import generate
from benchmarks.operations.sizes import Size
from tandem_models import Scenario

SMALL = Size(evenings=6, areas=3, teams=1, detectives=4, officers=5)


def test_every_question_is_asked_beside_a_solve():
    found = measure("S", Scenario.model_validate(generate(SMALL, "plain", 1)), seconds=5)
    assert [one.question.split()[0] for one in found] == ["suggest"] * 3 + ["swaps"] + ["suggest"] * 4 + [
        "fill",
        "fill",
        "why",
        "explain",
        "what",
    ]
    assert all(one.seconds > 0 and one.solves > 0 for one in found)
    assert "1 conflicts" in found[-2].note
    assert table(found).row_count == len(found)
