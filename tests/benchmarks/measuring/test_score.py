"""Scoring: our checker's word counts, not the solver's."""

import json
from dataclasses import replace

import pytest

from benchmarks.measuring.process import Usage
from benchmarks.measuring.runs import Run
from benchmarks.measuring.score import contradictions, read_events, score
from tests.builders import day, scenario

BLANK = Run("S", "plain", 1, "rival", 5.0, "skipped")
USED = Usage(2.0, 1.5, 1000, None)
PLAN = scenario(
    days=1, evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}, objectives=["coverage", "fairness"]
)
TEAM = [day(1).isoformat(), "north", "D1", "N1"]


def events(*teams, coverage=0, fairness=200, proven=True):
    return [
        {"what": "built", "at": 0.1},
        {"what": "found", "at": 0.5, "tier": 0, "value": 1},
        {"what": "found", "at": 0.7, "tier": 1, "value": fairness},
        {"what": "roster", "at": 0.8, "teams": list(teams)},
        {"what": "tier", "at": 0.9, "tier": 0, "value": coverage, "bound": coverage, "proven": True},
        {"what": "tier", "at": 1.0, "tier": 1, "value": fairness, "bound": fairness - 1, "proven": proven},
    ]


def test_proven():
    run = score(BLANK, PLAN, events(TEAM), USED)
    assert (run.outcome, run.proven, run.values) == ("proven", 2, (0, 200))
    assert (run.built, run.first, run.best, run.proof) == (0.1, 0.5, 0.7, 1.0)
    assert (run.wall, run.cpu, run.memory) == (2.0, 1.5, 1000)


def test_not_proven():
    run = score(BLANK, PLAN, events(TEAM, proven=False), USED)
    assert (run.outcome, run.proven, run.proof, run.bounds) == ("valid", 1, None, (0, 199))


@pytest.mark.parametrize(
    ("fairness", "said"), [(100, "claims 100 in tier 2"), (202, "says that tier 2 is at least 201")]
)
def test_a_false_claim_fails(fairness, said):
    run = score(BLANK, PLAN, events(TEAM, fairness=fairness), USED)
    assert run.outcome == "failed"
    assert said in run.note


def test_better_than_claimed_is_no_fault():
    run = score(BLANK, PLAN, events(TEAM, coverage=1, fairness=300, proven=False)[:-1], USED)
    assert run.outcome == "failed"  # it said that a team must be missing
    honest = [
        event | ({"bound": 0, "proven": False} if event["what"] == "tier" else {}) for event in events(TEAM, coverage=1)
    ]
    assert score(BLANK, PLAN, honest, USED).outcome == "valid"


def test_a_roster_that_breaks_a_rule_proves_nothing():
    run = score(BLANK, PLAN, events(TEAM, [day(1).isoformat(), "south", "D1", "N2"]), USED)
    assert (run.outcome, run.proven, run.proof) == ("invalid", 0, None)
    assert "double_booking" in run.note


@pytest.mark.parametrize(("failure", "outcome"), [(None, "nothing"), ("took more than 12 GB", "failed")])
def test_no_roster(failure, outcome):
    run = score(BLANK, PLAN, [], replace(USED, failure=failure))
    assert (run.outcome, run.values, run.note) == (outcome, (), failure or "")


def test_a_killed_solver_keeps_its_last_roster():
    run = score(BLANK, PLAN, events(TEAM)[:4], replace(USED, failure="did not stop within 5 s"))
    assert (run.outcome, run.values, run.proven) == ("valid", (0, 200), 0)


def test_a_line_cut_short_is_left_out(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps({"what": "built", "at": 1}) + '\n{"what": "ros')
    assert read_events(log) == [{"what": "built", "at": 1}]


def test_contradictions():
    ours = Run("S", "plain", 1, "tandem", 5.0, "proven", proven=2, values=(0, 10))
    better = replace(ours, solver="rival", outcome="valid", proven=0, values=(0, 9))
    assert len(contradictions([ours, better])) == 1
    assert not contradictions([ours, replace(better, values=(0, 11))])
    assert not contradictions([ours, replace(better, outcome="invalid")])
    assert not contradictions([ours, replace(better, seed=2)])
