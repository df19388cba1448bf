"""The page as a browser shows it: on a wide screen, on a telephone and on paper."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pypdf import PdfReader

from tandem_scheduler.views.brief import Brief
from tandem_scheduler.views.page import page
from tests.builders import people, scenario, team

from .briefs import brief, everything
from .browser import CHROMIUM, opened

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

WIDTHS = (360, 1280)

SEEN = "[...document.querySelectorAll('[data-deployment]')].filter((team) => team.checkVisibility())"

BRIEF = everything()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "roster.html"
    file.write_text(page(BRIEF), encoding="utf-8")
    return file


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_is_seen_and_nothing_overflows(browser, path, width):
    with opened(browser, path, width) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(f"{SEEN}.length") == len(BRIEF.deployments)
        wide = "[...document.querySelectorAll('main *, header *')].filter((e) => !e.closest('caption, thead'))"
        assert tab.evaluate(f"{wide}.filter((e) => e.getBoundingClientRect().right > {width} + 1).length") == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_a_person_is_chosen_with_the_keyboard_and_can_be_sent_as_a_link(browser, path, width):
    of_d2 = [team for team in BRIEF.deployments if team.detective == "D2"]
    with opened(browser, path, width) as tab:
        tab.locator("#person").focus()
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("ArrowDown")
        assert tab.evaluate(f"{SEEN}.length") == len(of_d2)
        assert tab.locator("#count").inner_text().startswith(f"{len(of_d2)} of {len(BRIEF.deployments)} teams: D2")
        assert tab.evaluate("location.hash") == "#person=D2"
        assert tab.locator("#people tbody tr:visible").count() == 1
        tab.locator("#area").select_option("north")
        in_north = [team for team in of_d2 if team.area == "north"]
        assert tab.evaluate(f"{SEEN}.length") == len(in_north)
        assert tab.evaluate("location.hash") == "#person=D2&area=north"
        tab.locator("#clear").press("Enter")
        assert tab.evaluate(f"{SEEN}.length") == len(BRIEF.deployments)
        assert tab.evaluate("location.hash") == ""
        assert tab.evaluate("document.activeElement.id") == "person"


def test_a_link_shows_its_choice_and_a_place_on_the_page_keeps_it(browser, path):
    with opened(browser, path, 1280, "#area=east") as tab:
        shown = sum(team.area == "east" for team in BRIEF.deployments)
        assert tab.evaluate(f"{SEEN}.length") == shown
        tab.evaluate("new Promise((seen) => { addEventListener('hashchange', seen); location.hash = 'people'; })")
        assert tab.evaluate(f"{SEEN}.length") == shown
        tab.evaluate("location.hash = 'person=N3'")
        tab.wait_for_function("document.getElementById('count').textContent.includes('N3')")
        tab.evaluate("location.hash = 'person=nobody'")
        tab.wait_for_function("document.getElementById('count').textContent.includes('There is no person nobody here')")
        assert tab.evaluate(f"{SEEN}.length") == len(BRIEF.deployments)


def test_without_scripts_all_is_there_but_the_filter(browser, path):
    with opened(browser, path, 1280, java_script_enabled=False) as tab:
        assert not tab.locator("#filter").is_visible()
        assert tab.locator("[data-deployment]:visible").count() == len(BRIEF.deployments)


def test_light_and_dark_follow_the_system_until_one_is_chosen(browser, path):
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, path, 1280, color_scheme="dark") as tab:
        dark = tab.evaluate(paper)
        assert tab.locator("#theme").get_attribute("aria-pressed") == "true"
        tab.locator("#theme").click()
        light = tab.evaluate(paper)
        assert light != dark
        tab.locator("#theme").click()
        assert tab.evaluate(paper) == dark
    with opened(browser, path, 1280, color_scheme="light") as tab:
        assert tab.evaluate(paper) == light


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_nothing_keeps_anybody_out(browser, path, width, scheme):
    with opened(browser, path, width, color_scheme=scheme) as tab:
        found = Axe().run(tab).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []


def test_the_skip_link_comes_first_and_focus_is_seen(browser, path):
    with opened(browser, path, 1280) as tab:
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "skip"
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_date_is_torn_within_a_word(browser, path, width):
    torn = """[...document.querySelectorAll('.evening time')].flatMap((time) => {
        time.parentElement.style.fontSize = '1.4rem';  // a wide typeface
        const node = time.lastChild;
        return [...node.data.matchAll(/\\S+/g)].filter((word) => {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            return time.checkVisibility() && range.getClientRects().length > 1;
        });
    }).length"""
    with opened(browser, path, width) as tab:
        assert tab.evaluate("document.querySelectorAll('.evening time').length") > 7
        assert tab.evaluate(torn) == 0


def of_teams(number: int, weeks: int, name: str, area: str = "Old Town") -> Brief:
    """So many teams each evening, everybody called alike."""
    crew = [{**person, "name": name} for person in people(number, number)]
    areas = [{"id": f"a{n}", "name": f"{area} {n}"} for n in range(number)]
    evenings = {"shift": {"start": "14:00", "end": "22:00"}, "teams": number}
    operation = {"name": 'Night "1" \\; } url(', "start": team(1).evening, "end": team(7 * weeks).evening}
    plan = scenario(operation=operation, people=crew, areas=areas, evenings=evenings)
    teams = [team(on, f"a{n}", f"D{n + 1}", f"N{n + 1}") for on in range(1, 7 * weeks + 1) for n in range(number)]
    return replace(brief(plan, *teams), issued=date(2021, 2, 15))


def printed(browser: Browser, of: Brief, folder: Path) -> list[str]:
    """What stands on each sheet."""
    (folder / "printed.html").write_text(page(of), encoding="utf-8")
    with opened(browser, folder / "printed.html", 1280) as tab:
        tab.pdf(path=folder / "printed.pdf", prefer_css_page_size=True)
        assert tab.locator("details[open]").count() == tab.locator("details.group").count()
    sheets = PdfReader(folder / "printed.pdf").pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(842, 595)}
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


LONG = "Oluwaseun Featherstone-Chakraborty"


@pytest.mark.parametrize(
    ("of", "weeks"),
    [
        (of_teams(2, 6, "Helen Grey"), [2, 4]),
        (of_teams(4, 4, "Helen Grey"), [1, 2, 1]),
        (of_teams(8, 4, "Helen Grey"), [0, 1, 1, 1, 1]),
        (of_teams(8, 4, LONG, "North West Leicestershire"), [0, 1, 1, 1, 1]),
        (of_teams(20, 2, LONG), [0, 2]),
    ],
    ids=["two", "four", "eight", "eight-long", "twenty"],
)
def test_on_paper_as_many_whole_weeks_stand_on_a_sheet_as_go_on_it(browser, tmp_path, of, weeks):
    texts = printed(browser, of, tmp_path)
    assert [text.count("Week of") for text in texts[: len(weeks)]] == weeks
    assert not any("Week of" in text for text in texts[len(weeks) :])
    # A week is torn where its teams stand on another sheet than its title.
    teams = len(of.deployments) // sum(weeks)
    counted = [len(re.findall(r"\bD\d+ ", text)) for text in texts[: len(weeks)]]
    assert counted == [number * teams for number in weeks]


def test_on_paper_each_sheet_says_what_it_is_and_when_it_was_issued(browser, tmp_path):
    texts = printed(browser, of_teams(2, 6, "Helen Grey"), tmp_path)
    for number, text in enumerate(texts, 1):
        assert 'Night "1" \\; } url(, Monday 1 March 2021 to Sunday 11 April 2021' in text
        assert f"issued Monday 15 February 2021 \N{MIDDLE DOT} sheet {number} of {len(texts)}" in text


def test_on_paper_names_are_black_and_large(browser, tmp_path):
    (tmp_path / "wall.html").write_text(page(of_teams(4, 1, "Helen Grey")), encoding="utf-8")
    look = """[...new Set([...document.querySelectorAll('.team :is(.area, .id, .name)')].map((one) => {
        const style = getComputedStyle(one);
        return `${style.color} ${Math.round(parseFloat(style.fontSize) * 7.5) / 10 >= 10}`;
    }))]"""
    with opened(browser, tmp_path / "wall.html", 1280, color_scheme="dark") as tab:
        tab.emulate_media(media="print")
        assert tab.evaluate(look) == ["rgb(0, 0, 0) true"]


def test_on_paper_a_page_of_everything_tears_no_week(browser, tmp_path):
    texts = printed(browser, BRIEF, tmp_path)
    assert sum(text.count("Week of") for text in texts) == 5
