"""Pages as a browser shows them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

AGES = 600_000
"""Milliseconds that the browser has for anything: more than it takes on any machine."""


@contextmanager
def opened(browser: Browser, path: Path, width: int, place: str = "", **options: object) -> Iterator[Page]:
    """The page in a window; anything that it asks for or complains of fails the test."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    context.set_default_timeout(AGES)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: complaints.append(request.url))
    tab.goto(path.as_uri() + place)
    yield tab
    context.close()
    assert [complaint for complaint in complaints if not complaint.startswith("data:")] == [path.as_uri()]
