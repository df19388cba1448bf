"""What people are sent: who, what was, what is, and when it was decided; and nobody else's affairs."""

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem_scheduler.views.notices.pages import NoticePages
from tests.builders import DETECTIVE, OFFICER, people
from tests.views.briefs import HOSTILE, crew

from .decisions import AFTER, AREAS, BEFORE, PLAN, decision, go


class Pages(HTMLParser):
    """A page taken apart: its tags, and the text of its list and of each digest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[str] = [""]
        self._hidden = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag in ("style", "script")
        if tag == "article":
            self.blocks.append("")

    def handle_endtag(self, _tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.blocks[-1] = " ".join(f"{self.blocks[-1]} {data}".split())


def digests(**parts) -> dict[str, str]:
    """The text of everybody's own page."""
    return {person: Pages(page).blocks[1] for person, page in NoticePages(decision(**parts)).of_each().items()}


def test_everybody_who_is_told_something_else_has_a_page():
    assert list(digests()) == ["D1", "D2", "D4", "N1", "N2", "N4"]


def test_a_digest_says_what_was_what_is_and_when_it_was_decided():
    said = digests()
    assert "N1 Cy Specimen +44 116 496 0011 · decided Thursday 25 February 2021" in said["N1"]
    assert "No longer Fri 5 March; instead Sat 13 March 16:00-02:00, Oadby , with D4 Dee Sample ." in said["N1"]
    assert "All your evenings, as they are now:" in said["N1"]
    rows = said["N1"].partition("Before ")[2]
    assert rows == (
        "Tue 2 March 14:00-22:00 Charnwood , with D1 Ann Example 0116 496 0001 the same "
        "Fri 5 March not sent out cancelled 14:00-22:00 Charnwood , with D1 Ann Example "
        "Sat 13 March 16:00-02:00 Oadby , with D4 Dee Sample new dee@leics.example not sent out "
        "Seen, signed On"
    )
    assert "Wed 3 March now with N4 instead of N2 ." in said["D2"]
    assert "with N4 changed 16:00-02:00 Oadby , with N2 Seen" in said["D2"]
    assert "No evenings are left." in said["N2"]


def test_of_a_first_roster_everybody_is_told_their_evenings():
    said = digests(before=None)
    assert list(said) == ["D1", "D2", "D3", "D4", "N1", "N3", "N4"]
    assert "decided Thursday 25 February 2021 Your evenings: Evenings of N1 Evening Where and with whom" in said["N1"]
    for word in ("now", "Before", "new", "also", "instead"):
        assert word not in said["N1"].split()
    text = Pages(NoticePages(decision(before=None)).of_all()).blocks[0]
    assert "7 people are told their evenings, 8 evenings in all." in text
    assert "N1 Cy Specimen +44 116 496 0011 Tue 2 March and Sat 13 March" in text


def test_the_page_of_all_has_a_list_and_every_digest():
    listed, *blocks = Pages(NoticePages(decision()).of_all()).blocks
    assert blocks == list(digests().values())
    assert "6 people are told something else, 7 changes in all." in listed
    assert "D1 Ann Example 0116 496 0001 No longer Fri 5 March." in listed
    same = Pages(NoticePages(decision(before=AFTER)).of_all())
    assert "Nobody is told anything else." in same.blocks[0]
    assert len(same.blocks) == 1
    assert "Nobody is told anything." in Pages(NoticePages(decision(None, [])).of_all()).blocks[0]


def test_links_lead_to_the_pages_that_there_are():
    read = Pages(NoticePages(decision()).of_all({"N1": "N1.html", "D2": "a b~1.html"}))
    links = [attributes["href"] for tag, attributes in read.tags if tag == "a"]
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert {"N1.html", "a%20b~1.html"} == {link for link in links if not link.startswith("#")}
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert len(ids) == len(set(ids))


def test_an_anonymous_scenario_names_nobody():
    pages = NoticePages(decision(of=PLAN.anonymous()))
    text = " ".join([pages.of_all(), *pages.of_each().values()])
    for word in ("Ann", "Dee", "Cy", "0116", "496", "leics.example"):
        assert word not in text


def test_evenings_that_are_over_are_told_to_nobody():
    over = [{"on": go(2).evening, "area": "charnwood", "detective": "D1", "officer": "N2", "fact": True}]
    worked = [go(2, officer="N2"), *AFTER[1:]]
    said = digests(after=worked, of=PLAN.changed(pins=over))
    assert list(said) == list(digests())
    assert not [text for text in said.values() if "2 March" in text.replace("12 March", "")]


def test_what_the_scenario_does_not_have_any_more_is_told_all_the_same():
    said = digests(before=[go(5, "gone", "D9", "N1")], after=[go(5)])
    assert "D9 decided" in said["D9"]
    assert "gone , with N1 Cy Specimen" in said["D9"]
    assert "Fri 5 March now in Charnwood with D1 Ann Example instead of gone with D9 ." in said["N1"]


def structure(page: str) -> list[str]:
    return [tag for tag, _ in Pages(page).tags if tag not in ("span", "bdi")]


def test_no_text_is_taken_for_structure():
    areas = [{"id": "charnwood", "name": "North & <i>West</i>"}, AREAS[1]]
    operation = PLAN.operation.model_copy(update={"name": "Night & <b>day</b> </style><script>", "force": "<u>"})
    plan = PLAN.changed(people=[*crew(), *people(4, 4)[3::4]], areas=areas, operation=operation)
    plain = PLAN.changed(people=people(4, 4))
    hostile, harmless = (NoticePages(decision(of=of)).of_each() for of in (plan, plain))
    assert {who: structure(page) for who, page in hostile.items()} == {
        who: structure(page) for who, page in harmless.items()
    }
    text = NoticePages(decision(of=plan)).of_all()
    assert HOSTILE["D2"].replace("&", "&amp;").replace('"', "&#34;") in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert len(max(re.findall("W+", text), key=len)) == 79


def test_the_browser_may_load_nothing_and_apply_only_the_page_s_own_style():
    text = NoticePages(decision()).of_all()
    (policy,) = (a["content"] for tag, a in Pages(text).tags if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "<script" not in text


TEAMS = st.builds(
    go,
    st.integers(1, 5),
    st.sampled_from(["charnwood", "oadby"]),
    st.sampled_from(["D1", "D2", "D3", "D4"]),
    st.sampled_from(["N1", "N2", "N3", "N4"]),
)


@given(st.lists(TEAMS, max_size=8), st.none() | st.lists(TEAMS, max_size=8))
def test_a_page_names_nobody_but_its_person_and_those_they_went_or_go_with(after, before):
    pages, changes = digests(before=before, after=after), decision(before, after).changes
    teams = [*(before or ()), *after]
    assert pages.keys() == {change.person for change in changes}
    for person, text in pages.items():
        partners = {one for t in teams for one in (t.detective, t.officer) if person in (t.detective, t.officer)}
        assert set(re.findall(r"\b[DN]\d\b", text)) <= {person, *partners}
        assert re.search(rf"\b{person}\b", text)


@given(st.lists(TEAMS, max_size=8), st.lists(TEAMS, max_size=8))
def test_each_change_is_marked_on_its_person_s_page(after, before):
    made = decision(before, after)
    for person, page in NoticePages(made).of_each().items():
        rows = re.findall(r'<tr role="row" class="(\w+)">\s*<th[^>]*><time datetime="([^"]+)"', page)
        words = {(True, False): "new", (False, False): "changed", (False, True): "cancelled"}
        assert set(rows) == {
            (words[change.before is None, change.after is None], str(change.evening))
            for change in made.changes
            if change.person == person
        }


@pytest.mark.parametrize("role", [DETECTIVE, OFFICER])
def test_the_scenario_s_order_is_kept(role):
    everybody = [person.id for person in PLAN.people]
    found = list(digests(before=None, after=BEFORE))
    assert found == [person for person in everybody if person in found]
    assert [one for one in found if PLAN.person[one].role == role]
