"""What exports take: every file is written, and read where it can be."""

from benchmarks.exports import measure, table
from benchmarks.operations.generate import generate
from benchmarks.operations.sizes import Size
from tandem_models import Scenario

SMALL = Size(evenings=6, areas=3, teams=1, detectives=4, officers=5)


def test_every_file_is_written_beside_a_solve():
    found = list(measure("S", Scenario.model_validate(generate(SMALL, "plain", 1)), seconds=5))
    assert len(found) == 8
    assert all(one.seconds > 0 and one.solves > 0 and one.megabytes > 0 for one in found)
    assert table(found).row_count == len(found)
