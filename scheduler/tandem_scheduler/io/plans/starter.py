"""A scenario to begin with: a few facts of an operation made into a folder of files, or a workbook."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from pydantic import ValidationError

from tandem_models import Scenario, ScenarioError, Shift
from tandem_models.faults import faults_of

from ..assembly.assembly import with_document
from ..scenarios import MAIN_FILE, TABLES
from ..text.csv import read_table
from ..text.yaml import parse_yaml

STARTER_RULES = (
    ("{kind: rest, hours: 11}", "hours of rest between any two duties"),
    ("{kind: evening_gap, evenings: 1}", "nobody works two evenings in a row"),
    ("{kind: pair_repeat, limit: 1}", "no two people go out together twice"),
    ("{kind: rolling_limit, days: 7, limit: 3}", "nobody works more than 3 evenings in any 7 days"),
)
"""What must hold, with its meaning."""

SOONEST_GAP = 7
"""So many evenings any area may wait for a visit."""


class Facts(NamedTuple):
    """What an operation needs to begin with."""

    name: str
    force: str
    start: date
    end: date
    shift: Shift
    teams: int
    areas: tuple[str, ...]
    """What the areas are called."""
    detectives: int
    officers: int


def starter_scenario(facts: Facts) -> Scenario:
    """The scenario that `starter_files` hold.

    Raises:
        ScenarioError: the facts don't go together.
    """
    files = starter_files(facts)
    assembly = with_document(parse_yaml(files[MAIN_FILE], MAIN_FILE))
    for name, model in TABLES.items():
        if (file := f"{name}.csv") in files:
            assembly.take((name,), read_table(files[file], file, model))
    try:
        return Scenario.model_validate(assembly.data)
    except ValidationError as error:
        found = (assembly.fault(loc, message) for loc, message in faults_of(error, Scenario))
        raise ScenarioError(list(filter(None, found))) from None


def starter_files(facts: Facts) -> Mapping[str, str]:
    """The files of a scenario's folder, by name."""
    return {
        MAIN_FILE: _yaml(facts),
        "areas.csv": _csv(("id", "name", "priority"), _areas(facts)),
        "people.csv": _csv(("id", "role", "name", "contact", "home", "skills"), _people(facts)),
        "absences.csv": _csv(("person", "from", "to", "why"), []),
        "requests.csv": _csv(("person", "on", "want", "area", "weight"), []),
    }


def _areas(facts: Facts) -> list[dict[str, Any]]:
    ids: list[str] = []
    for name in facts.areas:
        slug = "-".join(re.findall(r"\w+", name.casefold()))[:50] or "area"
        same = sum(re.sub(r"-\d+$", "", known) == slug for known in ids)
        ids.append(f"{slug}-{same + 1}" if slug in ids else slug)
    return [{"id": slug, "name": name, "priority": 1} for slug, name in zip(ids, facts.areas, strict=True)]


def _people(facts: Facts) -> list[dict[str, Any]]:
    areas = _areas(facts)
    detectives: list[dict[str, Any]] = [{"id": f"D{n:02}", "role": "detective"} for n in range(1, facts.detectives + 1)]
    officers = [
        {"id": f"N{n:02}", "role": "neighbourhood_officer", "home": areas[(n - 1) % len(areas)]["id"]}
        for n in range(1, facts.officers + 1)
    ]
    return detectives + officers


def starter_wishes(facts: Facts) -> Iterator[str]:
    """Soft rules by which a roster looks as if somebody had thought of it.

    Without them all teams in one area, or somebody's evenings all in a fortnight, are as good as anything else. The
    numbers leave room: an area may wait twice as long as all of them in turn take, and somebody's evenings may lie
    half as far apart as shared evenly (the nearer, the dearer). What can just be kept takes longest to prove.
    """
    if 1 < facts.teams <= len(facts.areas):
        yield "kind: area_teams, max: 1, strength: soft, why: teams go to different areas"
    turn = -(-len(facts.areas) // facts.teams)
    wait = max(SOONEST_GAP, 2 * turn)
    yield f"kind: visit_gap, evenings: {wait}, strength: soft, why: no area waits long for a visit"
    for role, people in (("detective", facts.detectives), ("neighbourhood_officer", facts.officers)):
        if (free := people // (2 * facts.teams) - 1) > 1:
            yield (
                f"kind: evening_gap, evenings: {free}, who: {role}, strength: soft, "
                "why: everybody's evenings are spread over the weeks"
            )


def _csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    lines = [columns, *([str(row.get(column, "")) for column in columns] for row in rows)]
    return "".join(",".join(map(_quoted_cell, line)) + "\n" for line in lines)


def _quoted_cell(cell: str) -> str:
    quoted = cell.replace('"', '""')
    return f'"{quoted}"' if re.search('[",\n]', cell) else cell


def _yaml(facts: Facts) -> str:
    """The document, each line explained."""
    force = f"  force: {json.dumps(facts.force, ensure_ascii=False)}\n" if facts.force else ""
    rules = "".join(f"  - {rule:<46}# {meaning}\n" for rule, meaning in STARTER_RULES)
    wishes = "".join(f"  - {{{rule}}}\n" for rule in starter_wishes(facts))
    return f"""\
# The plan of an operation. Change what you like, here and in the tables beside it, then plan it:
#   tandem solve FOLDER --out roster.html
# people.csv, areas.csv, absences.csv and requests.csv are tables: open them with a spreadsheet, keep them as CSV.
# A name and contact in people.csv are shown on pages, workbooks and calendars only.
# A line of absences.csv looks like this:   D01,{facts.start},{min(facts.end, facts.start + timedelta(days=2))},leave
version: 1

operation:
  name: {json.dumps(facts.name, ensure_ascii=False)}
{force}  start: {facts.start}   # the first evening
  end: {facts.end}     # the last

evenings:
  # An end at or before the start is on the next day.
  shift: {{start: "{facts.shift.start:%H:%M}", end: "{facts.shift.end:%H:%M}"}}
  teams: {facts.teams}   # wanted each evening; a team is a detective and a neighbourhood officer
  overrides: []
  # Evenings that differ, in place of the [] above:
  #   - {{on: [fri, sat], shift: {{start: "16:00", end: "02:00"}}}}

# Areas get visits by their `priority` in areas.csv: twice the number, twice the visits. Any unit will do.

rules:   # what must hold
{rules}  # What is wished for: a rule with `strength: soft` only costs when it is broken, `weight` (1) a unit.
{wishes}
objectives:   # what makes a roster good, most important first
  - coverage                 # no team missing
  - priority                 # areas get the visits that are due to them
  - rules                    # soft rules are kept
  # Evenings are shared evenly; up to 0.5 % of that may be given back for the goals after it. Without it, the last trace
  # of evenness, which nobody would notice, would decide over every wish.
  - {{fairness: 1, tolerance: 0.5%}}
  # Deployments take the place of few duties and rest days that have a `release`, wishes are met, officers stay at home.
  - [abstraction, requests, home_area]
"""
