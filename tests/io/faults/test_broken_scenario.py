"""`scenarios/broken.yaml`: every mistake marked in the file is told of, in its line, and nothing else."""

import re

import pytest

from tandem_models import ScenarioError
from tandem_scheduler.io import load_scenario

from ..examples import SCENARIOS

PATH = SCENARIOS / "broken.yaml"

EXPECTED = [
    "operation.timezon: unknown key 'timezon', did you mean 'timezone'?",
    "evenings.shift.start: '4pm' is not a time of day: write it like \"16:00\"",
    "people[2].id: person 'D02' is in the list already (line 29): each needs its own id",
    "people[3].role: unknown value 'neighborhood_officer', did you mean 'neighbourhood_officer'?",
    "people[4].home: unknown area 'harbor', did you mean 'harbour'?",
    "absences[0].from: '01/03/2021' is not year-month-day: write 2021-03-01",
    "requests[0].person: unknown person 'N2', did you mean 'N02'?",
    "requests[1].on: 2021-03-08 is outside the operation (2021-03-01 to 2021-03-05)",
    "rules[0].kind: unknown kind 'evening_gaps', did you mean 'evening_gap'?",
    "objectives[2]: unknown value 'fairnes', did you mean 'fairness'?",
]


def test_ten_faults_each_in_its_line():
    with pytest.raises(ScenarioError) as caught:
        load_scenario(PATH)
    lines = PATH.read_text(encoding="utf-8").split("\n")
    marked = {int(found[1]): number for number, line in enumerate(lines, 1) if (found := re.search(r"# (\d+):", line))}
    assert [fault.line for fault in caught.value.faults] == [marked[n] for n in range(1, 11)]
    assert [f"{fault.path}: {fault.message}" for fault in caught.value.faults] == EXPECTED
    pointed = [lines[fault.line - 1][fault.column - 1 :] for fault in caught.value.faults]
    words = ["timezon:", '"4pm"', "D02", "neighb", "harbor}", "01/03", "N2", "2021-03-08", "evening_gaps", "fairnes]"]
    assert all(text.startswith(word) for text, word in zip(pointed, words, strict=True))
    assert str(caught.value).startswith(f"{PATH}:17:3: operation.timezon: unknown key")
