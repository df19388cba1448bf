import hashlib
import re
from base64 import b64encode
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem_models import Deployment
from tandem_scheduler.views.page import page
from tests.builders import day, people, scenario, team

from .briefs import HOSTILE, REASON, brief, crew, everything

SECTIONS = ["calendar", "gaps", "rules", "people", "areas", "priorities", "fairness", "goals"]

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Read(HTMLParser):
    """A page taken apart: its tags, its visible text, and the text of each section."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._section = ""
        self._hidden = False
        self.feed(text)
        self.text = " ".join(self.texts.values())

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self._hidden = tag in ("style", "script")
        if tag == "section" and "week" not in (found.get("class") or ""):
            self._section = found["id"] or ""

    def handle_endtag(self, _tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.texts[self._section] = " ".join(f"{self.texts.get(self._section, '')} {data}".split())

    def all(self, attribute: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if attribute in attributes]

    @property
    def sections(self) -> list[str]:
        return [name for name in self.texts if name]


def shown(*deployments: Deployment, of=None, **fields) -> Read:
    return Read(page(brief(of or scenario(), *deployments, **fields)))


def test_sections_stand_in_order_and_headings_skip_no_level():
    read = Read(page(everything()))
    assert read.sections == [*SECTIONS[:3], "changes", *SECTIONS[3:]]
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_ids_are_unique_and_every_link_leads_somewhere():
    read = Read(page(everything()))
    ids = Counter(tag["id"] for tag in read.all("id"))
    assert max(ids.values()) == 1
    places = [link["href"] or "" for link in read.all("href")]
    assert all(place.startswith(("#", "data:")) for place in places)
    assert {place[1:] for place in places if place.startswith("#") and "=" not in place} <= ids.keys()


@given(
    st.sets(
        st.builds(
            team,
            st.integers(1, 12),
            st.sampled_from(["north", "south"]),
            st.sampled_from(["D1", "D2"]),
            st.sampled_from(["N1", "N2"]),
        ),
        max_size=12,
    )
)
@settings(max_examples=25)
def test_every_deployment_is_marked_once(teams):
    roster = sorted(teams, key=lambda t: (t.evening, t.area, t.detective, t.officer))
    marked = shown(*roster, of=scenario(days=12)).all("data-deployment")
    assert [(tag["data-areas"], tag["data-people"]) for tag in marked] == [
        (t.area, f"{t.detective} {t.officer}") for t in roster
    ]


def test_an_evening_outside_the_operation_is_shown_and_said_to_be():
    read = shown(team(40))
    assert len(read.all("data-deployment")) == 1
    assert "Week of Monday 5 April 2021 Friday 9 April outside the operation north" in read.texts["calendar"]


def test_a_person_in_two_teams_of_one_evening_has_both():
    read = shown(team(1, "north", "D1", "N1"), team(1, "south", "D1", "N2"))
    assert "D1 1 of 5 Mon 01 Mar north with N1 Mon 01 Mar south with N2" in read.texts["people"]


def test_the_calendar_says_own_times_and_what_is_missing():
    areas = [{"id": "north", "shift": {"start": "18:00", "end": "02:00"}}, {"id": "south"}]
    read = shown(team(1), of=scenario(days=1, areas=areas))
    calendar = "Monday 1 March 14:00-22:00 north 18:00-02:00 D1 · N1 1 team missing"
    assert calendar in read.texts["calendar"]
    assert "1 team D2 and N2 could go to" in read.texts["gaps"]


def test_areas_tell_visits_target_and_the_longest_stretch():
    areas = [{"id": "north", "target": 3}, {"id": "south", "target": 1}]
    text = shown(team(1), team(5), of=scenario(days=8, areas=areas)).texts["areas"]
    assert "north 2 of 3 1 short 3 evenings, Tue 02 Mar to Thu 04 Mar" in text
    assert "south 0 of 1 1 short never visited" in text


def test_priorities_are_shares_of_a_hundred():
    areas = [{"id": "north", "priority": 1}, {"id": "south", "priority": 3}]
    text = shown(team(1), team(2, "south"), of=scenario(areas=areas)).texts["priorities"]
    assert text.endswith("south 75.0 % 50.0 % \N{MINUS SIGN}25.0 north 25.0 % 50.0 % +25.0")


def test_nothing_is_said_of_no_visits_and_no_priority():
    areas = [{"id": "north", "priority": 0}]
    assert "north 0.0 % 0.0 % 0.0" in shown(of=scenario(areas=areas)).texts["priorities"]


def test_fairness_is_a_chart_with_the_same_in_words():
    read = shown(team(1), team(3))
    words = "1 person works 0 evenings and 1 person works 2 evenings."
    assert f"{words} Each works 0 % to 40 % of the evenings on which they could be sent." in read.texts["fairness"]
    assert f"Detectives: {words}" in [tag["aria-label"] for tag in read.all("aria-label")]


def test_hard_violations_come_first_and_make_the_verdict():
    rules = [
        {"kind": "max_evenings", "max": 0, "strength": "soft", "weight": 7},
        {"kind": "evening_gap", "evenings": 1},
    ]
    read = shown(team(1), team(2), of=scenario(rules=rules))
    rules_text = read.texts["rules"]
    assert "Not valid as it stands" in read.text
    assert rules_text.index("evening_gap") < rules_text.index("max_evenings")
    assert "price 14" in rules_text


def test_a_roster_without_flaw_is_valid_and_complete():
    evenings = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
    read = shown(team(1), of=scenario(days=1, evenings=evenings, areas=[{"id": "north"}]), known="proven")
    assert "Valid and complete" in read.text
    assert read.texts["gaps"] == "Gaps None: every team that is wanted is in the roster."
    assert read.texts["rules"] == "Rules Every rule that must hold is kept."


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ("proven", "Proven: no roster can leave fewer teams missing."),
        ("optimal", "Searched to the end, without a certificate: no roster can leave fewer teams missing."),
        ("best_found", "Best found: a roster that is better here by at most 1 is not ruled out."),
    ],
)
def test_tiers_say_how_good_they_are_known_to_be(known, says):
    goals = shown(team(1), known=known).texts["goals"]
    assert says in goals
    assert "nothing is claimed" not in goals


def test_a_roster_that_was_not_solved_for_has_values_without_claims():
    goals = shown(team(1)).texts["goals"]
    assert "Coverage 9 Teams that are wanted and missing" in goals
    assert "nothing is claimed" in goals
    assert not re.search("Proven|Best found|Searched", goals)


def test_where_missing_teams_have_prices_no_number_of_teams_is_claimed():
    evenings = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1, "shortage": 5}
    goals = shown(of=scenario(evenings=evenings), known="proven").texts["goals"]
    assert "Proven: no roster can leave less missing, by cost." in goals


def test_changes_are_told_where_a_roster_was_published():
    assert "changes" not in shown(team(1)).sections
    same = shown(team(1), published=(team(1),))
    assert same.texts["changes"] == "Changes None: the roster is the one that was published."
    assert " new " not in same.texts["calendar"]
    read = shown(team(1, "north", "D1", "N2"), published=(team(1),))
    assert "3 people are told something else, 3 changes in all." in read.texts["changes"]
    assert "D1 Mon 1 March now with N2 instead of N1" in read.texts["changes"]
    assert "N1 no longer Mon 1 March N2 also Mon 1 March, north , with D1" in read.texts["changes"]
    assert "north new D1 · N2" in read.texts["calendar"]


def test_a_published_roster_may_name_people_and_areas_that_are_gone():
    read = shown(team(1), published=(team(1, "west", "D9", "N1"),))
    assert "N1 Mon 1 March now in north with D1 instead of west with D9" in read.texts["changes"]
    assert "D9 no longer Mon 1 March" in read.texts["changes"]


def test_names_and_contacts_are_those_of_the_scenario():
    crowd = people(1, 1, D1={"name": "Ada Byrne", "contact": "0116 496 0000"})
    named = scenario(people=crowd)
    text = shown(team(1), of=named).texts["people"]
    assert "D1 Ada Byrne 0116 496 0000 1 of 5" in text
    anonymous = shown(team(1), of=named.anonymous()).text
    assert "Ada" not in anonymous
    assert "0116" not in anonymous


def test_why_somebody_is_away_is_never_told():
    assert REASON not in page(everything())


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_only_text(name):
    plain = page(brief(scenario(people=people(1, 1, D1={"name": "Ada"})), team(1)))
    hostile = page(brief(scenario(people=people(1, 1, D1={"name": name})), team(1)))
    assert [tag for tag, _ in Read(hostile).tags] == [tag for tag, _ in Read(plain).tags]
    assert not UNSEEN.search(hostile)
    assert len(hostile) < len(plain) + 2_000


@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=30).filter(lambda text: text.strip()))
@example("0\r")
@settings(max_examples=25)
def test_no_text_changes_the_structure(text):
    of = scenario(days=1, people=people(1, 1))
    persons = tuple(person.model_copy(update={"name": text, "contact": text}) for person in of.people)
    areas = tuple(area.model_copy(update={"name": text}) for area in of.areas)
    written = page(brief(of.model_copy(update={"people": persons, "areas": areas}), team(1)))
    written.encode()
    assert not UNSEEN.search(written)
    kinds = Counter(tag for tag, _ in Read(written).tags)
    assert (kinds["script"], kinds["style"], kinds["img"]) == (1, 1, 0)


def test_the_browser_may_run_what_the_page_brings_and_nothing_else():
    text = page(everything())
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;")
    for kind in ("style", "script"):
        (inline,) = re.findall(f"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{digest}&#39;" in policy[1]
    read = Read(text)
    assert read.all("style") + read.all("src") == []
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text


def test_tables_have_captions_and_scopes():
    tags = [tag for tag, _ in Read(page(everything())).tags]
    assert tags.count("caption") == tags.count("table") > 5
    assert all("scope" in attributes for tag, attributes in Read(page(everything())).tags if tag == "th")


def test_long_lists_are_folded():
    of = scenario(days=40, people=crew())
    gaps = shown(of=of).texts["gaps"]
    assert "All 40 gaps" in gaps


def test_evenings_on_which_no_team_is_wanted_are_no_gaps():
    shift = {"start": "18:00", "end": "02:00"}
    plan = scenario(days=3, evenings={"shift": shift, "teams": 1, "overrides": [{"on": [day(2)], "teams": 0}]})
    text = page(brief(plan, team(1)))
    assert text.count("None wanted") == 1
    assert text.count("18:00-02:00") == 2
    assert text.count(">No team<") == 0
