"""What each area gets: visits against target, when they come, and its share of priority against its share of visits."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tandem_models import AreaVisits
from tandem_scheduler.words.plain import count, short_day

from ..brief import Brief
from ..html.text import cut

SLOT, BAR = 10, 8
"""Width of an evening in the strip and of its bar, in the drawing's units."""

BASE, TALLEST = 26, 24
"""Where the bars of a strip stand, and how high they go."""


MINUS = "\N{MINUS SIGN}"


class Strip(NamedTuple):
    """The evenings of the operation in a row: paths to draw."""

    width: int
    visits: str
    """A bar for each evening with a visit, higher for more teams."""
    ticks: str
    """A tick at the beginning of each week."""
    stretch: str
    """A line under the longest stretch without a visit."""


class AreaRow(NamedTuple):
    """One area."""

    id: str
    name: str
    visits: int
    target: int
    note: str
    short: bool
    stretch: str
    """The longest stretch without a visit, in words."""
    strip: Strip


def areas(brief: Brief) -> Sequence[AreaRow]:
    """Every area, in the scenario's order."""
    visits: dict[str, Counter[date]] = {area.id: Counter() for area in brief.scenario.areas}
    for team in brief.deployments:
        visits[team.area][team.evening] += 1
    # Strips are drawn to one scale, on which a single team is no higher than half.
    most = max([2, *(teams for counts in visits.values() for teams in counts.values())])
    return [_area(brief, got, visits[got.area], most) for got in brief.report.areas]


def _area(brief: Brief, got: AreaVisits, visits: Counter[date], most: int) -> AreaRow:
    calendar = list(brief.scenario.calendar)
    longest = _longest_stretch([visits[on] for on in calendar])
    short = got.target - got.visits
    return AreaRow(
        id=got.area,
        name=cut(brief.scenario.area[got.area].label),
        visits=got.visits,
        target=got.target,
        note=f"{short} short" if short > 0 else f"{-short} over" if short < 0 else "on target",
        short=short > 0,
        stretch=_stretch_in_words(calendar, longest),
        strip=_strip(calendar, visits, longest, most),
    )


def _longest_stretch(visits: Sequence[int]) -> range:
    """The evenings, by number, of the first of the longest stretches without a visit."""
    longest = range(0)
    for idle, group in groupby(range(len(visits)), key=lambda n: not visits[n]):
        numbers = list(group)
        if idle and len(numbers) > len(longest):
            longest = range(numbers[0], numbers[-1] + 1)
    return longest


def _stretch_in_words(calendar: Sequence[date], longest: range) -> str:
    if len(longest) == len(calendar):
        return "never visited"
    if not longest:
        return "visited every evening"
    first, last = calendar[longest[0]], calendar[longest[-1]]
    years = calendar[0].year != calendar[-1].year
    span = short_day(first, years) if first == last else f"{short_day(first, years)} to {short_day(last, years)}"
    return f"{count(len(longest), 'evening')}, {span}"


def _strip(calendar: Sequence[date], visits: Counter[date], longest: range, most: int) -> Strip:
    bars, ticks = [], []
    for n, on in enumerate(calendar):
        if visits[on]:
            height = round(TALLEST * visits[on] / most)
            bars.append(f"M{n * SLOT + 1} {BASE}v-{height}h{BAR}v{height}z")
        if on.weekday() == 0 and n:
            ticks.append(f"M{n * SLOT} {BASE}v-{TALLEST}")
    line = f"M{longest[0] * SLOT + 1} {BASE + 5}h{len(longest) * SLOT - 2}" if longest else ""
    return Strip(len(calendar) * SLOT, "".join(bars), "".join(ticks), line)


class PriorityRow(NamedTuple):
    """An area's share of all priority and of all visits, in per cent, and as lengths of bars in hundredths."""

    id: str
    name: str
    priority: str
    visits: str
    difference: str
    priority_part: float
    visits_part: float


def shares(brief: Brief) -> Sequence[PriorityRow]:
    """Every area, highest priority first."""
    areas = brief.scenario.areas
    priorities = _hundredths([area.priority for area in areas])
    visits = _hundredths([got.visits for got in brief.report.areas])
    longest = max(*priorities, *visits, 1.0)
    found = [
        PriorityRow(
            id=area.id,
            name=cut(area.label),
            priority=f"{priority:.1f}\N{NO-BREAK SPACE}%",
            visits=f"{visited:.1f}\N{NO-BREAK SPACE}%",
            difference=_signed(visited - priority),
            priority_part=round(100 * priority / longest, 1),
            visits_part=round(100 * visited / longest, 1),
        )
        for area, priority, visited in zip(areas, priorities, visits, strict=True)
    ]
    return sorted(found, key=lambda share: -share.priority_part)


def _hundredths(amounts: Sequence[float]) -> list[float]:
    """Each amount in per cent of all; nothing where there is nothing at all."""
    total = sum(amounts)
    return [100 * amount / total if total else 0.0 for amount in amounts]


def _signed(points: float) -> str:
    """A difference with its sign, a proper minus."""
    text = f"{abs(points):.1f}"
    return text if text == "0.0" else f"{'+' if points > 0 else MINUS}{text}"
