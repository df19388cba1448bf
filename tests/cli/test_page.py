import io

import pytest
from rich.console import Console

from tandem_models import Scenario
from tandem_scheduler import api
from tandem_scheduler.cli.page import Page

from . import stand_ins


def drawn(scenario, width, terminal=False, schedule=stand_ins.WITH_GAP):
    file = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    console = Console(file=file, width=width, force_terminal=terminal, markup=False, highlight=False)
    page = Page(scenario, console)
    report = api.check(scenario, schedule.deployments)
    parts = (page.heading(), page.roster(schedule), page.areas(report), page.loads(report), page.gaps(schedule.gaps))
    for part in (*parts, page.tiers(schedule), page.measures(report), page.violations(report)):
        console.print(part)
    file.seek(0)
    return file.read()


@pytest.mark.parametrize("width", [60, 120])
def test_fits_the_width_and_loses_nothing(scenario, width):
    text = drawn(scenario, width)
    assert max(map(len, text.splitlines())) <= width
    for word in ("Leicestershire", "Charnwood", "D01", "N01", "best found", "14:00-00:00", "no team", "evening"):
        assert word in text


def test_a_log_has_neither_colour_nor_blocks(scenario):
    text = drawn(scenario, 80)
    assert text.isascii()
    assert "\x1b" not in text


def test_a_terminal_has_both(scenario, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    text = drawn(scenario, 80, terminal=True)
    assert "█" in text
    assert "\x1b[32m" in text


def test_no_color_is_honoured(scenario, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    text = drawn(scenario, 80, terminal=True)
    assert "█" in text
    assert not any(f"\x1b[{code}m" in text for code in range(30, 50))


def test_names_cannot_drive_the_terminal_or_the_layout(scenario):
    changed = scenario.model_dump(mode="json")
    changed["areas"][0]["name"] = "[bold]Charn\x1b[2Jwood\nforest"
    text = drawn(Scenario.model_validate(changed), 120)
    assert "[bold]Charn [2Jwood forest" in text
    assert "\x1b" not in text


def test_an_area_with_its_own_shift_shows_it(scenario):
    changed = scenario.model_dump(mode="json")
    changed["areas"][0]["shift"] = {"start": "18:00", "end": "02:00"}
    text = drawn(Scenario.model_validate(changed), 120)
    assert "18:00-02:00  Charnwood" in text


def test_long_bars_are_scaled_and_empty_where_short_of_target(scenario):
    changed = scenario.model_dump(mode="json")
    changed["areas"][0]["target"] = 100
    text = drawn(Scenario.model_validate(changed), 80)
    line = next(line for line in text.splitlines() if line.startswith("Charnwood") and "99 short" in line)
    assert "#" + "." * 23 in line  # 1 of 100 visits on 24 cells: never less than one
