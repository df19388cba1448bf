"""What each person is told: what was, what is, and when it was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tandem_models import Change, Deployment, Scenario
from tandem_scheduler.checks.difference import changes_between
from tandem_scheduler.words.changes import Digest, digests, how_many
from tandem_scheduler.words.plain import count


@dataclass(frozen=True)
class Decision:
    """A new roster, and the one that people were told before. Names and contact details are those of the scenario."""

    scenario: Scenario
    before: tuple[Deployment, ...] | None
    """None where nothing was told before: then everybody who is sent out is told their evenings."""
    after: tuple[Deployment, ...]
    decided: date

    @cached_property
    def changes(self) -> Sequence[Change]:
        """All that anybody is told: nothing of evenings that are over, which were as they were."""
        found = changes_between(self.before or (), self.after)
        return [change for change in found if change.evening >= self.scenario.opening]

    @cached_property
    def digests(self) -> Sequence[Digest]:
        """Those who are told something, each with what that is."""
        return digests(self.scenario, self.changes)

    @cached_property
    def to_come(self) -> Mapping[str, Sequence[Deployment]]:
        """The evenings to come of everybody who has any, as they are now."""
        found: dict[str, list[Deployment]] = {}
        for team in sorted(self.after, key=lambda team: team.evening):
            if team.evening >= self.scenario.opening:
                for person in (team.detective, team.officer):
                    found.setdefault(person, []).append(team)
        return found

    @property
    def is_first(self) -> bool:
        """Whether nothing was told before."""
        return self.before is None

    @property
    def headline(self) -> str:
        """Who is told, in a sentence."""
        if not self.digests:
            return "Nobody is told anything." if self.is_first else "Nobody is told anything else."
        if not self.is_first:
            return how_many(self.digests)
        who = "1 person is" if len(self.digests) == 1 else f"{len(self.digests)} people are"
        return f"{who} told their evenings, {count(len(self.changes), 'evening')} in all."
