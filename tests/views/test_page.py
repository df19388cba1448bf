"""The page as text: all of the roster is there once, nothing of a scenario's texts is taken for markup."""

from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Measure
from scheduler import check, solve
from scheduler.publish import brief_of
from scheduler.views.page import page
from scheduler.views.page.tiers import AIMS
from tests.builders import people, scenario, team
from tests.io.test_workbooks import HOSTILE, TEXTS, WORDS

VOID = {"meta", "link", "rect", "br", "input"}
PLAN = scenario(
    days=10,
    areas=[
        {"id": "north", "name": "North End", "priority": 3},
        {"id": "south", "shift": {"start": "18:00", "end": "02:00"}},
    ],
    people=people(2, 2, D1={"name": "Ann Example", "contact": "0116 496 0000"}),
)
ROSTER = (team(1), team(1, "south", "D2", "N2"), team(4, "south", "D1", "N2"), team(10, "north", "D2", "N1"))


class Reader(HTMLParser):
    """What a page holds; every element that is opened must be closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def ids(self) -> set[str]:
        return {found["id"] for _, found in self.tags if "id" in found}

    def deployments(self) -> list[tuple[str, str]]:
        return [(found["data-area"], found["data-people"]) for _, found in self.tags if "data-deployment" in found]


def read(of=PLAN, roster=ROSTER, published=None) -> Reader:
    return Reader(page(brief_of(of, roster, published)))


def test_every_deployment_is_on_the_calendar_once():
    assert sorted(read().deployments()) == [
        ("north", "D1 N1"),
        ("north", "D2 N1"),
        ("south", "D1 N2"),
        ("south", "D2 N2"),
    ]


def test_a_roster_that_was_solved_says_how_good_it_is():
    found = read(roster=solve(PLAN, workers=1))
    assert {"calendar", "people", "areas", "fairness", "proof"} <= found.ids()
    assert "Proven: with the aims before it as they are, no roster does better." in found.text
    assert "proven optimal in every tier" in found.text
    assert "nothing is claimed" not in found.text


def test_a_roster_made_by_hand_claims_nothing_and_shows_what_it_breaks():
    rules = [
        {"kind": "evening_gap", "evenings": 9, "strength": "hard"},
        {"kind": "max_evenings", "max": 1, "strength": "soft"},
    ]
    plan = PLAN.model_copy(update={"rules": scenario(rules=rules).rules})
    found = read(plan)
    assert "Counted by the check; nothing is claimed of how good that is." in found.text
    assert "Proven" not in found.text
    hard, soft = found.text.index("What must hold and is broken"), found.text.index("What only costs when it is broken")
    assert hard < soft
    for violation in check(plan, ROSTER).violations:
        assert violation.message in found.text


def test_gaps_are_told_with_their_reasons():
    found = read()
    brief = brief_of(PLAN, ROSTER)
    assert len(brief.gaps) == 9
    for gap in brief.gaps:
        assert gap.reason in found.text
    assert "gaps" in found.ids()


def test_changes_are_told_where_something_was_published():
    assert "changes" not in read().ids()
    assert "None: everybody does what was published." in read(published=ROSTER).text
    moved = (*ROSTER[:3], team(9, "south", "D2", "N1"))
    found = read(published=moved)
    assert "Who is told something else" in found.text
    assert "not deployed" in found.text
    assert "south with N1" in found.text


def test_names_and_contacts_are_those_of_the_scenario():
    assert "D1 Ann Example" in read().text
    assert "0116 496 0000" in read().text
    found = read(PLAN.anonymous())
    assert "Ann" not in found.text
    assert "0116" not in found.text


def test_reasons_for_absences_stay_out():
    plan = scenario(absences=[{"person": "D1", "from": "2021-03-02", "why": "hospital"}])
    assert "hospital" not in page(brief_of(plan, (team(1),)))


def test_times_of_areas_that_have_their_own():
    assert "18:00-02:00" in read().text


def test_areas_say_how_long_they_go_without_a_visit():
    found = read()
    assert "2 visits in 10 evenings, at most 8 in a row without" in {attrs.get("aria-label") for _, attrs in found.tags}


def test_every_measure_has_its_words():
    assert AIMS.keys() == set(Measure)


@pytest.mark.parametrize("roster", [(), ROSTER[:1]])
def test_hardly_any_roster(roster):
    assert len(read(roster=roster).deployments()) == len(roster)


def named(texts, words):
    """A scenario of these texts and ids, with one team."""
    plan = scenario(
        operation={"name": texts[0], "force": texts[1], "start": "2021-03-01", "end": "2021-03-05"},
        areas=[{"id": words[0], "name": texts[2]}, {"id": words[1]}],
        people=[
            {"id": words[2], "role": "detective", "name": texts[3], "contact": texts[4]},
            {"id": words[3], "role": "neighbourhood_officer"},
        ],
    )
    return read(plan, (team(1, words[0], words[2], words[3]),), ())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    texts=st.lists(TEXTS | st.just("a\x07\r\nb"), min_size=5, max_size=5),
    words=st.lists(WORDS, min_size=4, max_size=4, unique=True),
)
def test_hostile_texts_do_no_harm(texts, words):
    plain, found = named("abcde", "wxyz"), named(texts, words)
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in plain.tags]
    assert found.deployments() == [(words[0], f"{words[2]} {words[3]}")]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_shown_as_they_are(text):
    plan = scenario(operation={"name": text, "start": "2021-03-01", "end": "2021-03-05"})
    assert text in read(plan, (team(1),)).texts


def test_nothing_is_loaded_and_only_its_own_script_runs():
    text = page(brief_of(PLAN, ROSTER))
    found = Reader(text)
    assert not [attrs for _, attrs in found.tags if {"src", "style", "onclick", "srcset"} & attrs.keys()]
    assert {attrs["href"][0] for _, attrs in found.tags if "href" in attrs} == {"#", "d"}
    (policy,) = [attrs["content"] for tag, attrs in found.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
