from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from .browser import AGES, CHROMIUM


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=AGES)
        yield started
        started.close()
