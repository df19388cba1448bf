"""The page in a browser, as planners see it: on a desk, on a telephone, on paper."""

import shutil
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pypdf import PdfReader

from models import Scenario
from scheduler import solve
from scheduler.publish import write_roster
from tests.builders import people, scenario

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),
]

LONG = "Wolverhampton" * 769
WIDTHS = {"phone": 360, "desk": 1280}


def plan() -> Scenario:
    """Four weeks with a gap, names that are hard to show, and areas with times of their own."""
    named = {
        "D1": {"name": "Ann Example", "contact": "0116 496 0000"},
        "D2": {"name": LONG},
        "N1": {"name": "<b onmouseover=alert(1)>N</b>", "home": "north"},
        "N2": {"name": "\u202eright to left"},
    }
    return scenario(
        days=28,
        areas=[
            {"id": "north", "name": "North End & Riverside", "priority": 3},
            {"id": "south", "name": LONG[:300], "priority": 2},
            {"id": "west", "shift": {"start": "18:00", "end": "02:00"}},
        ],
        people=people(6, 7, **named),
        absences=[{"person": f"D{n}", "from": "2021-03-10", "to": "2021-03-10"} for n in range(1, 7)],
        rules=[{"kind": "evening_gap", "evenings": 1}, {"kind": "max_evenings", "max": 4, "strength": "soft"}],
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    of = plan()
    schedule = solve(of, workers=1, time_limit=30)
    assert schedule.gaps
    path = tmp_path_factory.mktemp("page") / "roster.html"
    write_roster(path, schedule, of, published=schedule.deployments[:-2])
    return path, schedule


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, file):
    """Opens the page; whatever the browser complains of or asks for elsewhere fails the test."""
    path, _ = file
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def go(width: int = WIDTHS["desk"], hash_: str = "", **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        shown = context.new_page()
        shown.on("console", lambda message: complaints.append(f"console: {message.text}"))
        shown.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        shown.on("request", lambda request: request.url.startswith(path.as_uri()) or complaints.append(request.url))
        shown.goto(path.as_uri() + hash_)
        return shown

    yield go
    for context in contexts:
        context.close()
    assert not complaints


def visible(shown: Page, selector: str = "[data-deployment]") -> list[str]:
    return shown.eval_on_selector_all(
        selector,
        "items => items.filter(item => item.checkVisibility())"
        ".map(item => [item.closest('.day').querySelector('time').dateTime, item.dataset.area, item.dataset.people])"
        ".map(parts => parts.join(' '))",
    )


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_all_is_there_and_nothing_overflows(opened, file, width):
    shown = opened(width)
    _, schedule = file
    expected = [f"{t.evening} {t.area} {t.detective} {t.officer}" for t in schedule.deployments]
    assert sorted(visible(shown)) == sorted(expected)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    wide = shown.evaluate(
        "() => [...document.querySelectorAll('body *')].filter(one => one.checkVisibility() && !one.closest('.skip'))"
        ".filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"
    )
    assert wide == []
    assert shown.locator("#found").inner_text() == f"{len(expected)} teams"


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_filters_show_one_person_s_and_one_area_s_teams(opened, file, width):
    _, schedule = file
    shown = opened(width)
    of_person = [t for t in schedule.deployments if t.detective == "D1"]
    shown.select_option("#pick-person", "D1")
    assert len(visible(shown)) == len(of_person)
    assert shown.locator("#found").inner_text() == f"{len(of_person)} of {len(schedule.deployments)} teams shown"
    shown.select_option("#pick-area", "north")
    both = [t for t in of_person if t.area == "north"]
    assert len(visible(shown)) == len(both)
    rows = shown.eval_on_selector_all("#people tbody tr", "rows => rows.filter(r => r.checkVisibility()).length")
    assert rows == 1
    shown.click("#clear")
    assert len(visible(shown)) == len(schedule.deployments)
    assert "#" not in shown.url


def test_a_choice_is_kept_in_the_address(opened, file):
    _, schedule = file
    shown = opened(hash_="#person=N2&area=north")
    chosen = [t for t in schedule.deployments if t.officer == "N2" and t.area == "north"]
    assert len(visible(shown)) == len(chosen)
    assert shown.input_value("#pick-person") == "N2"
    shown.select_option("#pick-area", "")
    assert shown.url.endswith("#person=N2")
    assert opened(hash_="#person=nobody").locator("#found").inner_text() == f"{len(schedule.deployments)} teams"


def test_all_can_be_done_by_keyboard(opened, file):
    _, schedule = file
    shown = opened()
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "skip"
    shown.focus("#pick-person")
    shown.keyboard.press("ArrowDown")
    assert shown.input_value("#pick-person") == "D1"
    assert len(visible(shown)) == sum(t.detective == "D1" for t in schedule.deployments)
    shown.focus("#clear")
    shown.keyboard.press("Enter")
    assert len(visible(shown)) == len(schedule.deployments)


def test_dark_and_light_can_be_switched(opened):
    def ground(shown: Page) -> str:
        return shown.evaluate("getComputedStyle(document.body).backgroundColor")

    light, dark = opened(color_scheme="light"), opened(color_scheme="dark")
    assert ground(light) != ground(dark)
    assert dark.get_attribute("#theme", "aria-pressed") == "true"
    for shown, other in ((light, ground(dark)), (dark, ground(light))):
        shown.click("#theme")
        assert ground(shown) == other


def test_without_scripts_only_the_filter_is_missing(opened, file):
    _, schedule = file
    shown = opened(java_script_enabled=False)
    assert shown.locator("[data-deployment]").count() == len(schedule.deployments)
    assert not shown.locator("#filter").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_nothing_is_in_the_way_of_anybody(opened, width, scheme):
    found = Axe().run(opened(width, color_scheme=scheme, bypass_csp=True))
    grave = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert not grave, [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in grave]


def test_on_paper_it_is_a4_across_with_two_weeks_to_a_sheet(opened):
    shown = opened()
    paper = PdfReader(BytesIO(shown.pdf(prefer_css_page_size=True)))
    sizes = {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in paper.pages}
    assert sizes == {(842, 595)}
    weeks = [sheet.extract_text().count("Week of") for sheet in paper.pages]
    assert [number for number in weeks if number] == [2, 2]
    shown.emulate_media(media="print")
    assert shown.evaluate("document.documentElement.scrollWidth") <= WIDTHS["desk"]
