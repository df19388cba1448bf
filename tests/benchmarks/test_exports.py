"""What exports take: every file is written, and read where it can be."""

from benchmarks.exports import measure, table
from benchmarks.generate import generate
from models import Scenario


def test_every_file_is_written_beside_a_solve():
    found = list(measure("S", Scenario.model_validate(generate("S", "plain", 1)), seconds=5))
    assert len(found) == 8
    assert all(one.seconds > 0 and one.solves > 0 and one.megabytes > 0 for one in found)
    assert table(found).row_count == len(found)
