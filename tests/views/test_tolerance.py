"""What a reader sees of what later tiers have taken of one: in words, on the page and in the terminal."""

from dataclasses import replace

import pytest
from rich.console import Console

from tandem_models import Measure, Schedule, TierResult
from tandem_scheduler.cli.page import Page
from tandem_scheduler.views.frames import to_frame
from tandem_scheduler.views.page import page
from tandem_scheduler.views.phrases import conclusion, given, known, proof
from tests.builders import scenario, team
from tests.cli.stand_ins import STAMP

from .briefs import brief
from .test_page import Read

PLAN = scenario(objectives=["coverage", {"fairness": 1, "tolerance": "1%"}, "requests"])


def tier(measure: str, value: int, best: int | None = None, bound: int | None = None) -> TierResult:
    bound = (value if best is None else best) if bound is None else bound
    return TierResult(
        name=measure,
        measures={Measure(measure): value},
        value=value,
        best=best,
        bound=bound,
        known="proven" if bound == (value if best is None else best) else "best_found",
        seconds=0,
    )


FAIRNESS = tier("fairness", 477_512, 475_900)
TIERS = (tier("coverage", 0), FAIRNESS, tier("requests", 7))
SCHEDULE = Schedule(status="optimal", tiers=TIERS, stop_reason="complete", stamp=STAMP)


@pytest.mark.parametrize(
    ("value", "best", "share"),
    [
        (477_512, 475_900, "0.3 %"),
        (475_924, 475_900, "0.005 %"),
        (475_901, 475_900, "0.0002 %"),
        (480_658, 475_900, "1 %"),
        (10_739, 10_241, "4.9 %"),
        (130, 100, "30 %"),
        (200, 100, "100 %"),
        (1_005, 0, "1,005"),
    ],
)
def test_what_is_given_is_told_as_a_share_of_the_best(value: int, best: int, share: str) -> None:
    tiers = (tier("fairness", value, best), tier("requests", 7))
    assert given(tiers, 0) == f"at best {best:,}; {share} given for requests"


def test_for_whom_is_told_where_there_is_just_one() -> None:
    assert given((*TIERS, tier("home_area", 3)), 1) == "at best 475,900; 0.3 % given for later tiers"
    assert given((FAIRNESS, tier("home_area", 3)), 0) == "at best 475,900; 0.3 % given for home area"
    assert not any(given(TIERS, n) for n in (0, 2))
    assert given((tier("fairness", 475_900, 475_900), tier("requests", 7)), 0) == ""


def test_a_gap_is_that_of_the_best_value() -> None:
    assert known(FAIRNESS) == "proven"
    assert known(tier("fairness", 477_512, 475_900, 475_890)) == "best found, gap 10"


def test_what_is_proven_is_said_of_the_best_value() -> None:
    said = proof(FAIRNESS, False, False, given(TIERS, 1))
    assert said == (
        "Proven: no roster can share the evenings more evenly than at 475,900 without being worse in something more "
        "important."
    )
    assert proof(TIERS[2], False, False, tolerant=True) == (
        "Proven: no roster can meet the wishes better, by their weight without being worse in something more important "
        "than its tolerance allows."
    )
    open_ = tier("fairness", 477_512, 475_900, 475_890)
    assert proof(open_, False, True, "some").startswith(
        "Best found: a roster that is better here than at 475,900 by at most 10 is not ruled out."
    )


def test_the_page_tells_what_was_given_and_that_it_may_be() -> None:
    of = brief(PLAN, team(1), known="proven")
    results = tuple(
        one.model_copy(update={"best": one.value - 50, "bound": one.value - 50}) if one.name == "fairness" else one
        for one in of.tiers
    )
    texts = Read(page(replace(of, tiers=results))).texts
    assert "3 of 3 proven fairness: 33.3 % given for requests" in texts[""]
    assert "no roster can be better" not in texts[""]
    assert "no roster can be better" in Read(page(of)).texts[""]
    goals = texts["goals"]
    assert "of one above it, beyond what that may give (its tolerance). Each" in goals
    assert "200 at best 150; 33.3 % given for requests" in goals
    assert "more evenly than at 150 without" in goals
    assert "than its tolerance allows" in goals
    assert "no less than" not in goals
    assert "tolerance" not in Read(page(brief(scenario(), team(1), known="proven"))).texts["goals"]


def test_what_is_not_settled_is_said_beside_what_was_given() -> None:
    of = brief(PLAN, team(1), known="proven")
    open_, taken, last = of.tiers
    results = (
        open_.model_copy(update={"known": "best_found", "bound": open_.value - 1}),
        taken.model_copy(update={"best": taken.value - 50, "bound": taken.value - 50}),
        last,
    )
    shown = Read(page(replace(of, tiers=results))).texts[""]
    assert "2 of 3 proven the others: best found; fairness: 33.3 % given for requests" in shown


def test_the_conclusion_claims_no_more_than_the_tolerance_allows() -> None:
    assert "proven optimal in every tier within tolerance, " in conclusion(PLAN, SCHEDULE)
    open_ = (tier("coverage", 0, bound=-1), *TIERS[1:])
    unsettled = SCHEDULE.model_copy(update={"tiers": open_})
    assert "optimal in 2 of 3 tiers within tolerance, " in conclusion(PLAN, unsettled)
    kept = SCHEDULE.model_copy(update={"tiers": (TIERS[0], tier("fairness", 475_900), TIERS[2])})
    assert "proven optimal in every tier, " in conclusion(PLAN, kept)


def test_the_terminal_tells_it_below_the_tiers() -> None:
    console = Console(width=80, record=True)
    console.print(Page(PLAN, console).tiers(SCHEDULE))
    assert "fairness 477,512, at best 475,900; 0.3 % given for requests" in console.export_text()


def test_a_notebook_and_a_frame_have_it() -> None:
    assert "<td>proven, at best 475,900</td>" in SCHEDULE._repr_html_()
    assert to_frame(SCHEDULE, "tiers")["best"].tolist()[1] == 475_900
