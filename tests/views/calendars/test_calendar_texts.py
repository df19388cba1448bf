"""Whatever texts and rosters come, the files are what RFC 5545 wants, and a further publication is in order."""

import itertools
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem_models import Deployment
from tandem_scheduler.views.calendars import write_calendars
from tests.builders import day, people, scenario
from tests.views.calendars import strict
from tests.views.calendars.rosters import NOW, brief, operation
from tests.views.calendars.test_file_names import IDENTIFIERS

HOSTILE = [
    "a\r\nATTENDEE:mailto:x@y",
    "END:VEVENT\nBEGIN:VEVENT",
    "\\N\\n\\\\n;,:\"'",
    "C:\\New",
    "\x00\x07\x85\u2028x",
]
HOSTILE += ["\u202eشرطة\u202c", "👮🏽‍♀️" * 60, "é" * 200, "x" * 10_000, "\r", "a\rX-EVIL:1", "=cmd()", "\t tab", "\\"]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=200)).filter(lambda text: text.strip())


def shown(text):
    """A text as it may be shown: on a line, without controls."""
    line = " ".join(text.strip().split())
    return "".join("\ufffd" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in line)


@given(TEXTS, TEXTS, TEXTS, IDENTIFIERS, IDENTIFIERS)
@example(HOSTILE[0], HOSTILE[1], HOSTILE[2], "N;1\\n,:", "警" * 64)
@settings(max_examples=60)
def test_texts_come_out_as_they_went_in_and_nothing_more(name, label, contact, officer, area):
    crew = people(1, 0, D1={"name": label, "contact": contact})
    crew += [{"id": f"N{officer}"[:64], "role": "neighbourhood_officer", "name": name}]
    areas = [{"id": area, "name": label}]
    plan = scenario(operation=operation(name=name, force=label), people=crew, areas=areas)
    # The contract takes blanks off their ends, which Python and it don't quite agree on.
    name, label, contact = plan.operation.name, plan.areas[0].label, str(plan.people[0].contact)
    made = brief(plan, Deployment(evening=day(1), area=area, detective="D1", officer=crew[1]["id"]))
    with tempfile.TemporaryDirectory() as folder:
        _, own, partners = write_calendars(folder, made, now=NOW)
        (event,) = strict.read(own).events.values()
        assert event.values["LOCATION"] == shown(label)
        assert event.values["SUMMARY"] == shown(f"{name}: {label} with {plan.people[1].label}")
        assert strict.read(own).head["NAME"] == shown(name) + ": D1"
        (event,) = strict.read(partners).events.values()
        told = f"D1 {label}, {contact}"
        assert event.values["DESCRIPTION"] == f"Detective: {shown(told)}\nArea: {shown(label)}"
        assert strict.read(partners).head["X-TANDEM-PERSON"] == crew[1]["id"]
        before = [path.read_bytes() for path in (own, partners)]
        write_calendars(folder, made, now=NOW + timedelta(days=1))
        assert [path.read_bytes() for path in (own, partners)] == before


PLAN = scenario(people=people(3, 3))
TEAMS = [
    Deployment(evening=day(on), area=area, detective=detective, officer=officer)
    for on, area, detective, officer in itertools.product(
        (1, 2), ("north", "south"), ("D1", "D2", "D3"), ("N1", "N2", "N3")
    )
]


@given(st.lists(st.lists(st.sampled_from(TEAMS), unique=True, max_size=6), min_size=2, max_size=5))
@settings(max_examples=40)
def test_every_publication_tells_each_calendar_what_is_new_and_nothing_else(rosters):
    with tempfile.TemporaryDirectory() as folder:
        before: dict[str, dict[str, strict.Event]] = {}
        for number, teams in enumerate(rosters):
            files = write_calendars(folder, brief(PLAN, *teams), now=NOW + timedelta(hours=number))
            after = {path.stem: strict.read(path).events for path in files}
            assert before.keys() <= after.keys()
            assert {path.name for path in Path(folder).iterdir()} == {path.name for path in files}
            for name, events in after.items():
                known = before.get(name, {})
                assert known.keys() <= events.keys()
                valid = [event for event in events.values() if event.status == "CONFIRMED"]
                theirs = [team for team in teams if name in ("all", team.detective, team.officer)]
                assert sorted(event.start for event in valid) == sorted(PLAN.span(t.evening, t.area)[0] for t in theirs)
                for uid, event in events.items():
                    if uid not in known:
                        assert event.sequence == 0
                    elif event.raw != known[uid].raw:
                        assert event.sequence == known[uid].sequence + 1
                        assert event.values["DTSTAMP"] > known[uid].values["DTSTAMP"]
            before = after
