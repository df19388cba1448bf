"""The page to choose from: everything of every roster, what is common marked, and harmless whatever files say."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe

from tandem_models import Alternatives
from tandem_scheduler import alternatives
from tandem_scheduler.views.alternatives import page_of_alternatives
from tests.builders import people, scenario, team
from tests.views.briefs import HOSTILE, crew
from tests.views.browser import CHROMIUM, opened

PLAN = scenario(
    days=4,
    evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
    people=[*crew(), *people(4, 4)[3::4]],
)
FOUND = alternatives(PLAN, 3, workers=1)
ISSUED = date(2021, 2, 20)


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("</style>")[2]).split())


def same() -> Alternatives:
    """Two rosters that have an evening in common."""
    first, second = FOUND.alternatives[:2]
    begun = first.schedule.deployments
    changed = (*begun[:1], *(one for one in second.schedule.deployments if one.evening > begun[0].evening))
    other = second.model_copy(update={"schedule": second.schedule.model_copy(update={"deployments": changed})})
    return FOUND.model_copy(update={"alternatives": (first, other)})


def test_the_page_has_every_team_of_every_roster():
    said = text(page_of_alternatives(PLAN, FOUND, ISSUED))
    assert FOUND.message in said
    assert "issued Saturday 20 February 2021" in said
    for each in FOUND.alternatives:
        for one in each.schedule.deployments:
            assert f"{one.detective} " in said and f"{one.officer} " in said  # noqa: PT018
    assert said.count("Mon 01 Mar") == 1
    for distance in FOUND.alternatives[2].distances:
        assert str(distance) in said


def test_what_is_common_with_the_first_is_marked_in_the_others():
    page = page_of_alternatives(PLAN, same(), ISSUED)
    assert len(re.findall(r'<li class="team same">', page)) == 1
    assert text(page).count("as in 1") == 2  # once where it is explained
    assert "as in 1" in text(page_of_alternatives(PLAN, FOUND, ISSUED))


def test_goals_that_differ_stand_side_by_side():
    assert "Every roster has the same." in text(page_of_alternatives(PLAN, FOUND, ISSUED))
    first, *others = FOUND.alternatives
    tiers = first.schedule.tiers
    worse = tiers[0].model_copy(update={"value": tiers[0].value + 7})
    other = first.model_copy(update={"schedule": first.schedule.model_copy(update={"tiers": (worse, *tiers[1:])})})
    page = page_of_alternatives(PLAN, FOUND.model_copy(update={"alternatives": (other, *others)}), ISSUED)
    assert "it is within what a goal may give" in text(page)
    assert 'class="amount other"' in page


def test_single_rosters_are_linked_where_there_are_pages():
    page = page_of_alternatives(PLAN, FOUND, ISSUED, {2: "2.html"})
    assert set(re.findall(r'<a href="([^"#]*)">Roster (\d)</a>', page)) == {("2.html", "2")}


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") or str(value).startswith("javascript") for name, value in attrs)


def test_nothing_from_files_is_anything_but_text():
    plan = PLAN.changed(
        operation={"name": HOSTILE["D1"], "force": HOSTILE["D1"], "start": "2021-03-01", "end": "2021-03-04"},
        areas=[{"id": "north", "name": HOSTILE["D1"]}, {"id": "south"}],
    )
    tags = _Tags(page_of_alternatives(plan, FOUND, ISSUED)).tags
    assert tags.count("style") == 1
    assert "script" not in tags and "img" not in tags  # noqa: PT018


def test_evenings_without_a_team_say_so():
    first = FOUND.alternatives[0]
    bare = first.model_copy(update={"schedule": first.schedule.model_copy(update={"deployments": (team(1),)})})
    page = page_of_alternatives(PLAN, FOUND.model_copy(update={"alternatives": (bare,)}), ISSUED)
    assert text(page).count("no team") == 3


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_overflows_and_everybody_can_read_it(browser, tmp_path, width):
    file = tmp_path / "choice.html"
    file.write_text(page_of_alternatives(PLAN, same(), ISSUED), encoding="utf-8")
    with opened(browser, file, width) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.locator("h1").count() == 1
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert Axe().run(tab).response["violations"] == []
    context.close()
