"""Rules on the page and in the command: those that are broken once each, those that are kept with what they ask."""

import io
from dataclasses import replace
from datetime import date

from openpyxl import load_workbook
from rich.console import Console

from tandem_models import Violation
from tandem_scheduler import check
from tandem_scheduler.cli.page import Page
from tandem_scheduler.views.page import page
from tandem_scheduler.views.phrases import told_once, verdict
from tandem_scheduler.views.roster_book import roster_book
from tandem_scheduler.words.rules import wish
from tests.builders import people, scenario, team

from .briefs import brief
from .test_page import Read

LATE = {"shift": {"start": "14:00", "end": "02:00"}, "teams": 1}
DUTY = [{"person": "D1", "on": "2021-03-02", "start": "08:00", "end": "16:00"}]
OPERATION = {"name": "Test", "start": "2021-03-01", "end": "2021-03-05", "announced": "2021-01-01"}


def tired(*rules):
    """D1 ends at two in the morning and begins at eight."""
    return scenario(rules=[*rules, {"use": "uk-police"}], evenings=LATE, duties=DUTY, operation=OPERATION)


def test_two_rules_that_say_the_same_are_told_once():
    plan = tired({"kind": "rest", "hours": 11, "why": "agreed"})
    report = check(plan, [team(1)])
    assert [one.kind for one in report.violations] == ["rest", "rest"]
    (told,) = told_once(report.violations)
    assert told.message.endswith('(rest: "agreed"; also daily-rest).')
    assert verdict(report) == "The roster is not valid: 1 violation of what must hold."
    console = Console(file=io.StringIO(), width=200)
    console.print(Page(plan, console).violations(report))
    assert console.file.getvalue().count("D1") == 1
    shown = Read(page(brief(plan, team(1))))
    assert shown.texts["rules"].count("also daily-rest") == 1
    assert "1 broken" in shown.texts[""]
    book = load_workbook(io.BytesIO(roster_book(brief(plan, team(1)))))
    assert book["Rules broken"].max_row == 2


def test_what_differs_is_told_apart():
    plan = tired({"kind": "rest", "hours": 12})
    assert len(told_once(check(plan, [team(1)]).violations)) == 2
    alone = Violation(kind="absence", allowed="", found="", message="a (absence).")
    assert told_once([alone, alone.model_copy()]) == (alone, alone)


def test_the_page_lists_the_rules_that_are_kept():
    rules = [
        {"kind": "max_evenings", "max": 2, "who": "officers", "why": "agreed"},
        {"kind": "visit_gap", "evenings": 3, "strength": "soft", "weight": 4},
        {"kind": "area_limit", "max": 0, "areas": "south", "who": ["D1", "N1"]},
        {"kind": "evening_gap", "evenings": 1, "who": "D2"},
        {"kind": "pair_repeat", "limit": 1},
    ]
    shown = Read(page(brief(scenario(rules=rules, people=people(3, 2)), team(1), team(2))))
    kept = shown.texts["kept"]
    assert "✓" not in kept
    for told in (
        'Every officer may work at most 2 evenings ("agreed").',
        "D1 and N1 may not be sent to south.",
        "D2 must have at least 1 evening free between two worked.",
    ):
        assert told in kept
    # D1 and N1 meet twice, and south waits for a visit: that is told among the rules broken.
    assert "with the same person" not in kept
    assert "without a visit" not in kept
    assert "without a visit" in shown.texts["rules"] or "south" in shown.texts["rules"]
    assert Read(page(brief(scenario(), team(1)))).sections[-1] == "goals"


def test_a_soft_rule_that_is_kept_has_its_price():
    soft = {"kind": "area_teams", "max": 1, "strength": "soft", "weight": 4}
    shown = Read(page(brief(scenario(rules=[soft]), team(1))))
    assert "Every area should have at most 1 team in one evening. may be broken at a price, 4" in shown.texts["kept"]


def test_the_page_says_when_it_was_made():
    made = brief(scenario(), team(1))
    assert "issued" not in Read(page(made)).texts[""]
    assert "· issued Monday 15 February 2021" in Read(page(replace(made, issued=date(2021, 2, 15)))).texts[""]


def test_a_rule_that_is_kept_tells_its_exceptions():
    rules = [
        {"kind": "pair_repeat", "limit": 1, "except": ["D1", "N1"]},
        {"kind": "pair_repeat", "limit": 1, "within": 2, "except": "D1"},
        {"kind": "pair_repeat", "limit": 4, "who": ["D1", "N1"]},
        {"kind": "max_evenings", "max": 2, "except": "D1"},
        {"kind": "weekends", "max": 2, "who": "detectives", "except": "D1"},
        {"kind": "evening_gap", "evenings": 1, "who": ["D2", "D3"], "except": "D3"},
        {"kind": "area_teams", "max": 1, "except": ["south", "2021-03-02"]},
    ]
    plan = scenario(days=5, rules=rules, people=people(3, 2), areas=[{"id": "north"}, {"id": "south"}])
    kept = Read(page(brief(plan, team(1), team(3)))).texts["kept"]
    for told in (
        "Everybody (but for D1 and N1 together) may form a team with the same person at most 1 time.",
        "Everybody (but for D1) may form a team with the same person at most 1 time in any 2 days.",
        "D1 and N1 may form a team with the same person at most 4 times.",
        "Everybody (but for D1) may work at most 2 evenings.",
        "Every detective (but for D1) may work at most 2 weekends.",
        "D2 must have at least 1 evening free between two worked.",
        "Every area (but for south) may have at most 1 team in one evening, but not on 2021-03-02.",
    ):
        assert told in kept


def test_a_rule_on_teams_speaks_of_teams():
    crew = people(1, 1, D1={"skills": ["driver", "medic"]}, N1={"skills": ["driver"]})
    rules = [
        {"kind": "team_skill", "skill": "driver"},
        {"kind": "team_skill", "skill": ["driver", "medic"], "areas": "north"},
        {"kind": "team_skill", "skill": "driver", "at_least": 2, "strength": "soft"},
    ]
    kept = Read(page(brief(scenario(rules=rules, people=crew), team(1)))).texts["kept"]
    for told in (
        "Every team must have a member with driver.",
        "Every team in north must have a member with driver and a member with medic.",
        "Every team should have two members with driver.",
    ):
        assert told in kept


def test_every_demand_can_be_told_as_a_wish():
    assert {wish("may work at most 3 evenings"), wish("must work at most 3 evenings")} == {
        "should work at most 3 evenings"
    }
    soft = [
        {"kind": "area_limit", "max": 0, "areas": "south", "strength": "soft"},
        {"kind": "visit_gap", "evenings": 9, "strength": "soft"},
        {"kind": "days_off", "min": 2, "strength": "soft"},
    ]
    kept = Read(page(brief(scenario(rules=soft), team(1)))).texts["kept"]
    assert "Everybody should not be sent to south." in kept
    assert "Every area should be without a visit for at most 9 evenings in a row." in kept
    assert "Everybody should have at least 2 evenings free in a row wherever any are between two worked." in kept
