"""Notices as a browser shows them: on a wide screen, on a telephone and on paper."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pypdf import PdfReader

from tandem_scheduler.views.notices.pages import NoticePages
from tests.builders import people, scenario
from tests.views.briefs import crew
from tests.views.browser import CHROMIUM, opened

from .decisions import AFTER, BEFORE, PLAN, decision, go

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

HOSTILE = PLAN.changed(people=[*crew(), *people(4, 4)[3::4]])

KINDS = {
    "changes": NoticePages(decision(of=HOSTILE)).of_all({"D1": "D1.html"}),
    "first": NoticePages(decision(before=None, of=HOSTILE)).of_all(),
    "one": NoticePages(decision(of=HOSTILE)).of_each()["N1"],
    "nobody": NoticePages(decision(before=AFTER)).of_all(),
}


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "notices.html"
    file.write_text(KINDS[request.param], encoding="utf-8")
    return file


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_overflows_and_everybody_can_read_it(browser, path, width):
    with opened(browser, path, width) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        wide = "[...document.querySelectorAll('main *, header *')].filter((e) => !e.closest('caption, thead'))"
        assert tab.evaluate(f"{wide}.filter((e) => e.getBoundingClientRect().right > {width} + 1).length") == 0
        assert tab.locator("h1").count() == 1
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(path.as_uri())
    assert Axe().run(tab).response["violations"] == []
    context.close()


def printed(browser: Browser, text: str, folder: Path) -> list[str]:
    """What stands on each sheet."""
    (folder / "printed.html").write_text(text, encoding="utf-8")
    with opened(browser, folder / "printed.html", 1280) as tab:
        tab.pdf(path=folder / "printed.pdf", prefer_css_page_size=True)
    sheets = PdfReader(folder / "printed.pdf").pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(595, 842)}
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


CROWD = 12


def many() -> str:
    """Everybody of a crowd has other evenings."""
    plan = scenario(days=28, areas=[{"id": "oadby"}], people=people(CROWD, CROWD))
    before, after = (
        [go(on, "oadby", f"D{on % CROWD + 1}", f"N{(on + shift) % CROWD + 1}") for on in range(1, 29)]
        for shift in (0, 1)
    )
    return NoticePages(decision(before, after, plan)).of_all()


def test_on_paper_nobody_s_digest_is_torn_and_the_list_stands_apart(browser, tmp_path):
    texts = printed(browser, many(), tmp_path)
    everybody = sorted(f"{role}{n + 1}" for role in "DN" for n in range(CROWD))
    found = [re.findall(r"\bTEST ([DN]\d+) ", text) for text in texts]
    pages = next(number for number, people in enumerate(found) if people)
    assert "Who is told what" in texts[0]
    assert sorted(re.findall(r"\b([DN]\d+) (?:No longer|\w+ \d+ March now)", " ".join(texts[:pages]))) == everybody
    assert sorted(person for people in found for person in people) == everybody
    assert [text.count("Seen, signed") for text in texts] == [len(people) for people in found]
    assert all(found[pages:])
    assert len(texts) - pages < len(everybody), "several go on a sheet, to be cut"


def test_on_paper_each_sheet_says_what_it_is_and_when_that_was_decided(browser, tmp_path):
    texts = printed(browser, many(), tmp_path)
    for number, text in enumerate(texts, 1):
        assert f"Test decided Thursday 25 February 2021 \N{MIDDLE DOT} sheet {number} of {len(texts)}" in text
    (alone,) = printed(browser, NoticePages(decision(BEFORE)).of_each()["N1"], tmp_path)
    assert "sheet 1 of 1" in alone
    assert "Seen, signed" in alone
