"""The rivals in a small operation: the same values as Tandem's, by the tier loop they share."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.measuring.compare import Conditions, Entrant, run_one
from benchmarks.measuring.peers import SOLVERS, missing
from benchmarks.measuring.runs import Run
from benchmarks.measuring.score import contradictions
from benchmarks.operations.generate import generate
from benchmarks.operations.sizes import Size
from benchmarks.solvers import pairs, timefold
from benchmarks.solvers.pairs.rules import UnmodelledError, build
from tandem_models import Scenario

SMALL = Size(evenings=6, areas=3, teams=1, detectives=4, officers=5)
AGES = 600.0
"""Seconds enough for any of them on any machine."""
EXACT = ("tandem", "cpsat-aggregated", "cpsat-direct", "scip")


@pytest.mark.parametrize("variant", ["plain", "rich"])
def test_all_prove_the_same(variant):
    data = generate(SMALL, variant, 1)
    scenario = Scenario.model_validate(data)
    runs = [
        run_one(
            Run("small", variant, 1, name, AGES, "skipped"),
            Entrant(name, AGES, name),
            data,
            scenario,
            Conditions.of(1, 4.0),
        )
        for name in EXACT
    ]
    assert [(run.outcome, run.note.partition(";")[0]) for run in runs if run.outcome != "proven"] == []
    assert len({run.values for run in runs}) == 1
    assert not contradictions(runs)


def without(data, *kinds):
    """The scenario without its pins and without some kinds of rules."""
    rules = [rule for rule in data["rules"] if rule.get("kind", "pack") not in kinds]
    return data | {"pins": [], "rules": rules}


@pytest.mark.parametrize("variant", ["plain", "tight", "rich", "full"])
def test_the_plain_pair_model_proves_the_same(variant):
    data = without(generate(SMALL, variant, 1), "visit_gap", "duty_run", "rest_days", "notice", "pack")
    scenario = Scenario.model_validate(data)
    runs = [
        run_one(
            Run("small", variant, 1, name, AGES, "skipped"),
            Entrant(name, AGES, name),
            data,
            scenario,
            Conditions.of(1, 4.0),
        )
        for name in ("tandem", "cpsat-pairs")
    ]
    assert [(run.outcome, run.note.partition(";")[0]) for run in runs if run.outcome != "proven"] == []
    assert len({run.values for run in runs}) == 1


def test_what_the_plain_pair_model_does_not_know_is_named():
    rich = Scenario.model_validate(generate(SMALL, "rich", 1))
    assert missing("cpsat-pairs", rich) == "its model does not know pins"
    data = generate(SMALL, "plain", 1)
    data["rules"].append({"kind": "visit_gap", "evenings": 3})
    scenario = Scenario.model_validate(data)
    assert missing("cpsat-pairs", scenario) == "its model does not know visit_gap"
    with pytest.raises(UnmodelledError, match="does not know visit_gap"):
        build(scenario)


def test_what_the_plain_pair_model_has_of_the_engine():
    told = set(re.findall(r"`engine\.([\w.]+)`", pairs.__doc__))
    files = Path(pairs.__file__).parent.glob("*.py")
    taken = {
        name
        for file in files
        for name in re.findall(r"from tandem_scheduler\.engine\.([\w.]+)", file.read_text("utf-8"))
    }
    assert taken == told == {"problem.problem", "problem.clashes", "problem.pair_limits"}


def test_what_timefold_does_not_model_is_skipped():
    rich = Scenario.model_validate(generate(SMALL, "rich", 1))
    assert missing("timefold", rich) == "its model does not know demand"
    assert timefold.unsupported(Scenario.model_validate(generate(SMALL, "plain", 1))) is None


def test_timefold_gets_the_scenario_in_numbers():
    scenario = Scenario.model_validate(generate(SMALL, "plain", 1))
    problem = json.loads(json.dumps(timefold.numbered(scenario)))
    assert (problem["gap"], problem["days"], problem["limit"]) == (1, 7, 2)
    assert problem["teams"] == [1] * 6
    assert [target for _, target in problem["areas"]] == list(scenario.targets.values())
    assert [len(able) for able in problem["able"]] == [
        sum(scenario.release_cost(person.id, on) is not None for person in scenario.people) for on in scenario.calendar
    ]


def test_entrants():
    assert Entrant.parse("timefold@5", 60.0) == Entrant("timefold", 5.0, "timefold@5")
    assert Entrant.parse("tandem", 60.0).seconds == 60.0
    assert set(SOLVERS) >= set(EXACT)
    with pytest.raises(ValueError, match="unknown solver 'tendem'"):
        Entrant.parse("tendem", 60.0)
    for text in ("tandem@soon", "tandem@0", "tandem@nan", "tandem@5@1"):
        with pytest.raises(ValueError, match=f"'{text}': the seconds must be a number above 0"):
            Entrant.parse(text, 60.0)
