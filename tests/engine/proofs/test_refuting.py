"""The search refutes what would be better than its best roster, or finds it."""

from random import Random

import numpy as np
import pytest

from tandem_models import Scenario
from tandem_scheduler import check, solve
from tandem_scheduler.api import solving
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.limits import Limits, TimeUp
from tandem_scheduler.engine.pairing.teams import deployments_of
from tandem_scheduler.engine.params import DEFAULTS, SearchParams
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.proofs.recheck import recheck
from tandem_scheduler.engine.search.heuristics import Heuristics
from tandem_scheduler.engine.search.proving import Chain, Prover
from tandem_scheduler.engine.search.standing import Standing
from tandem_scheduler.engine.search.step import End, Tools, Turn
from tandem_scheduler.engine.search.steps import Refute
from tandem_scheduler.engine.search.tier_search import TierSearch
from tests.builders import people, scenario

from ..limits import plenty
from ..search.test_exact import SQUARE
from ..test_found_by import EASY

ALONE = SearchParams(
    without=frozenset({Device.BRANCH_AND_CUT, Device.WHOLE_MODEL, Device.EXACT_NEIGHBOURHOODS, Device.AROUND})
)
"""Nothing else says that nothing is better."""

PLAN = scenario(days=2, people=people(2, 2), rules=SQUARE, objectives=["coverage", "fairness"])


def left_out(params: SearchParams) -> SearchParams:
    return SearchParams(without=params.without | {Device.REFUTING})


def test_it_ends_a_tier_that_nothing_else_ends() -> None:
    found = solve_by(ALONE, PLAN, workers=1)
    assert (found.status, [tier.known for tier in found.tiers]) == ("optimal", ["proven"] * 2)
    without = solve_by(left_out(ALONE), PLAN, workers=1, deterministic=2)
    assert without.status == "feasible"
    assert without.tiers[0].known == "best_found"
    assert [tier.value for tier in without.tiers] >= [tier.value for tier in found.tiers]


def test_what_it_finds_is_a_better_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem_scheduler.engine.search.heuristics.constructed", lambda state, *_: state.snapshot())
    monkeypatch.setattr(solving, "completed", lambda trial, gaps, *_: (trial, tuple(gaps)))
    only = SearchParams(without=frozenset(Device) - {Device.CONSTRUCTION, Device.REFUTING}, slow_model=1)
    found = solve_by(only, EASY, workers=1, deterministic=5)
    assert found.found_by == ("branch_and_cut",)
    assert check(EASY, found.deployments).ok
    assert found.tiers[0].value == solve(EASY, workers=1).tiers[0].value


def standing(plan: Scenario, params: SearchParams = DEFAULTS) -> Standing:
    """Where a search stands with a roster, the first tier begun."""
    model, measures = build(Problem(plan))
    known = Standing(model, measures, plenty(), lambda *_: None, params)
    known.bounds.begin(0)
    Heuristics(known, Random(1)).construct(0, plenty())  # noqa: S311 - any draw will do
    assert known.best is not None
    return known


def step(known: Standing) -> Refute:
    return Refute(Tools(known, 1))


def turn(limits: Limits | None = None) -> Turn:
    return Turn(0, limits or plenty(), again=False, relaxed=None)


def test_the_step_lifts_the_bound_once_all_that_is_better_is_refuted() -> None:
    known = standing(PLAN)
    refute = step(known)
    assert refute.applies(turn())
    assert known.bounds[0].bound < known.incumbent.value(0)
    # Where the rows that count fall short, those that say who meets whom do not.
    ended = [refute.take(turn()) for _ in range(3)]
    assert End.DONE in ended
    assert known.bounds[0].bound == known.incumbent.value(0) == 2
    assert refute.tools.prover.proven(0)


def test_what_it_finds_is_matched_anew_where_the_model_says_who_meets_whom() -> None:
    model, measures = build(Problem(EASY))
    known = Standing(model, measures, plenty(), lambda *_: None)
    known.bounds.begin(0)
    nobody = known.incumbent.of_teams(tuple(() for _ in model.problem.evenings), "construction")
    assert known.incumbent.keep(nobody)
    assert known.best is not None
    assert known.incumbent.widen({}, known.best)
    assert known.exact
    step(known).take(turn())
    assert known.best.by == "branch_and_cut"
    teams = tuple(deployments_of(known.model.problem, known.best.matched.teams))
    assert list(check(EASY, teams).tiers) == known.incumbent.values(known.best)


def test_where_a_share_of_the_time_does_not_do_for_the_rows_the_search_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def framed(*_: object, **__: object) -> None:
        raise TimeUp

    monkeypatch.setattr("tandem_scheduler.engine.search.proving.framed", framed)
    assert step(standing(PLAN)).take(turn()) is None


def test_once_stopped_the_step_changes_nothing() -> None:
    known = standing(PLAN)
    before = known.bounds[0].bound
    stopped = plenty()
    stopped.stop.set()
    assert step(known).take(turn(stopped)) is None
    assert known.bounds[0].bound == before


def test_without_a_roster_the_step_does_not_apply() -> None:
    model, measures = build(Problem(PLAN))
    known = Standing(model, measures, plenty(), lambda *_: None)
    known.bounds.begin(0)
    assert not step(known).applies(turn())


def test_left_out_it_is_in_no_list_of_steps() -> None:
    model, measures = build(Problem(PLAN))
    for params in (DEFAULTS, left_out(DEFAULTS)):
        search = TierSearch(model, measures, plenty(), lambda *_: None, params)
        lists = (search._counting, search._racing, search._exactly)
        assert all(any(isinstance(one, Refute) for one in steps) == params.has(Device.REFUTING) for steps in lists)


def test_left_out_nothing_is_proven_but_by_multipliers() -> None:
    found = solve_by(left_out(DEFAULTS), PLAN, workers=1)
    assert found.proof is not None
    assert (found.status, found.tiers[0].known) == ("optimal", "optimal")
    assert all(share.tree is None for part in found.proof.parts for share in part.tiers)
    assert recheck(PLAN, found.deployments, found.proof, left_out(DEFAULTS)) == []
    none = PLAN.changed(rules=[{"kind": "min_evenings", "min": 2}, {"kind": "max_evenings", "max": 1}])
    schedule = solve_by(left_out(DEFAULTS), none, workers=1)
    assert (schedule.status, schedule.proof) == ("infeasible", None)


def test_a_tier_begins_anew_where_an_earlier_one_is_held_otherwise() -> None:
    known = standing(PLAN)
    prover = Prover(known)
    chain = prover.chain(plenty())
    assert isinstance(chain, Chain)
    first = chain.begin(1, plenty())
    assert chain.begin(1, plenty()) is first
    chain.refute(0, plenty())
    prover.fall_short(plenty())
    again = prover.chain(plenty())
    again.refute(0, plenty())
    assert again.meetings
    assert again[0].proven
    assert len(again) == 1
    second = again.begin(1, plenty())
    # The tree's bound holds for what comes after it.
    assert second.box.low[again.frame.columns[0]] == again[0].shown == 2
    assert not np.array_equal(second.box.low, again[0].box.low)
