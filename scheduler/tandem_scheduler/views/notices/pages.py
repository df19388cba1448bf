"""Digests as pages: one of each person, and one of all with the list of whom to tell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from tandem_models import Change, Deployment, Scenario
from tandem_scheduler.words.changes import ChangeWording, Digest, clock, partner
from tandem_scheduler.words.plain import day_of, listing, long_day

from ..calendars.entries import operation_id
from ..html.pages import environment, policy, running_head, style
from ..html.text import Who, cut, isolated, taken_apart
from .told import Decision

LONGEST_TITLE = 200

_PAGES = environment("tandem_scheduler.views.notices")


class NoticeTeam(NamedTuple):
    """Where somebody goes, when and with whom."""

    clock: str
    area: str
    partner: Who
    contact: str
    """The partner's."""


class NoticeRow(NamedTuple):
    """One evening of a person."""

    on: date
    day: str
    now: NoticeTeam | None
    before: NoticeTeam | None
    mark: Literal["new", "changed", "cancelled", ""]
    """What has become of it; empty where it is as it was, or where nothing was told before."""


class PersonalNotice(NamedTuple):
    """What one person is told."""

    anchor: str
    who: Who
    contact: str
    message: Sequence[Sequence[str]]
    """All that becomes different, in sentences, each taken apart; empty where nothing was told before."""
    rows: Sequence[NoticeRow]
    """The evenings to come, as they are now, and those that have fallen away."""
    evenings: str
    """Those that there are now, by date; empty where none is left."""


class NoticeHeading(NamedTuple):
    """What stands on every page."""

    title: str
    force: str
    first: str
    last: str
    decided: str
    headline: str
    is_first: bool
    operation: UUID
    """What the operation is known by: see `kind_of`."""


class NoticePages:
    """The pages of a decision."""

    def __init__(self, decision: Decision) -> None:
        self._decision = decision
        self._wording = ChangeWording(decision.scenario, times=True, mark=isolated)
        operation = decision.scenario.operation
        self._heading = NoticeHeading(
            title=cut(operation.name, LONGEST_TITLE),
            force=cut(operation.force or "", LONGEST_TITLE),
            first=long_day(operation.start),
            last=long_day(operation.end),
            decided=long_day(decision.decided),
            headline=decision.headline,
            is_first=decision.is_first,
            operation=operation_id(operation),
        )
        look = style(_PAGES, "notices.css") + running_head(cut(operation.name), f"decided {self._heading.decided}")
        self._shared = {"style": look, "policy": policy(look), "heading": self._heading}
        self._notices = [self._notice(number, digest) for number, digest in enumerate(decision.digests, 1)]

    def of_all(self, files: Mapping[str, str] | None = None) -> str:
        """The list of whom to tell, then each digest in a block of its own; with links to the pages in `files`."""
        return self._page("all.html", notices=self._notices, files=files or {})

    def of_each(self) -> Mapping[str, str]:
        """The page of each person who is told something."""
        return {notice.who.id: self._page("one.html", notice=notice) for notice in self._notices}

    def _page(self, template: str, **parts: object) -> str:
        return _PAGES.get_template(template).render(**self._shared, **parts)

    def _notice(self, number: int, digest: Digest) -> PersonalNotice:
        person = self._decision.scenario.person.get(digest.person)
        teams = self._decision.to_come.get(digest.person, ())
        clauses = [] if self._decision.is_first else self._wording.clauses(digest)
        return PersonalNotice(
            anchor=f"notice-{number}",
            who=self._who(digest.person),
            contact=cut(person.contact or "") if person else "",
            message=[taken_apart(f"{clause[0].upper()}{clause[1:]}.") for clause in clauses],
            rows=list(self._rows(digest, teams)),
            evenings=listing([day_of(self._decision.scenario, team.evening) for team in teams]),
        )

    def _rows(self, digest: Digest, teams: Sequence[Deployment]) -> Iterator[NoticeRow]:
        """By evening; of somebody who stands in two teams of an evening, each has its row."""
        changed = {change.evening: change for change in digest.changes}
        now = [(team.evening, team) for team in teams]
        gone = [(change.evening, None) for change in digest.changes if change.after is None]
        for on, team in sorted([*now, *gone], key=lambda row: row[0]):
            change = changed.get(on)
            before = change.before if change else team
            mark = "" if change is None or self._decision.is_first else _mark(change)
            day = day_of(self._decision.scenario, on)
            yield NoticeRow(on, day, self._team(digest.person, team), self._team(digest.person, before), mark)

    def _team(self, person: str, team: Deployment | None) -> NoticeTeam | None:
        if team is None:
            return None
        scenario, other = self._decision.scenario, partner(person, team)
        area, known = scenario.area.get(team.area), scenario.person.get(other)
        contact = known.contact if known else None
        label = cut(area.label if area else team.area)
        return NoticeTeam(clock(scenario, team), label, self._who(other), cut(contact or ""))

    def _who(self, person: str) -> Who:
        known = self._decision.scenario.person.get(person)
        return Who.of(known) if known else Who(person, "")


def _mark(change: Change) -> Literal["new", "changed", "cancelled"]:
    if change.after is None:
        return "cancelled"
    return "new" if change.before is None else "changed"


def kind_of(page: str, scenario: Scenario) -> str | None:
    """Whether a page is a `notice` of one person or the `notices` of all; None where it is none of this operation."""
    found = re.search(rf'<meta name="tandem" content="(notices?) {operation_id(scenario.operation)}">', page)
    return found[1] if found else None
