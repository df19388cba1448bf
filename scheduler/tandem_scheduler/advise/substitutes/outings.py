"""How much somebody would work who is sent out, beside the others of their role."""

from collections.abc import Sequence
from datetime import date

from tandem_models import Deployment, Effect, Load, Measure, Outing, Scenario
from tandem_scheduler.words.plain import count

from .trial import Trial, effects_in_words

UNSHARED = frozenset({Measure.FAIRNESS})
"""What a tier counts whose value says nothing to a reader: it adds up squares."""


class Outings:
    """The outings of people whom changes of one roster send out on some evening."""

    def __init__(self, trial: Trial, instead: str | None = None) -> None:
        """`instead` is somebody who drops out: nobody's evenings are held against theirs."""
        self._trial = trial
        self._instead = instead
        self._loads = {load.person: load for load in trial.checker.loads(trial.roster)}

    def of(self, person: str, evening: date, removed: Sequence[Deployment], added: Sequence[Deployment]) -> Outing:
        """How much a person, who goes on an evening, works with a change."""
        roster, people = self._trial.roster, self._trial.scenario.person
        more = dict[str, int]()
        for teams, sign in ((removed, -1), (added, 1)):
            for team in teams:
                for member in (team.detective, team.officer):
                    more[member] = more.get(member, 0) + sign
        others = [
            load.evenings + load.before + more.get(other, 0)
            for other, load in self._loads.items()
            if other not in (person, self._instead)
            and people[other].role is people[person].role
            and (load.available or load.evenings)
        ]
        left, joined = ({team.evening for team in teams if _has(team, person)} for teams in (removed, added))
        dates = (roster.evenings(person) - left) | joined | {*roster.index.history.get(person, ())}
        mine: Load = self._loads[person]
        return Outing(
            person=person,
            evenings=mine.evenings + more.get(person, 0),
            before=mine.before,
            fewest=min(others, default=None),
            most=max(others, default=None),
            last=max((on for on in dates if on < evening), default=None),
            next=min((on for on in dates if on > evening), default=None),
        )


def in_words(outing: Outing, evening: date) -> str:
    """How much somebody works who goes on an evening: 6 evenings, others 5 to 7; last out 3 days before."""
    told = count(outing.evenings + outing.before, "evening")
    if outing.before:
        told += f" with {outing.before} before"
    if outing.fewest is not None:
        same = outing.fewest == outing.most
        told += f", others {outing.fewest}" if same else f", others {outing.fewest} to {outing.most}"
    return f"{told}; {around(outing, evening)}"


def around(outing: Outing, evening: date) -> str:
    """When they go otherwise: last out 3 days before, next 2 days after."""
    last = "not out before" if outing.last is None else f"last out {_apart(evening, outing.last)} before"
    return last + ("" if outing.next is None else f", next {_apart(outing.next, evening)} after")


def besides(scenario: Scenario, effects: Sequence[Effect]) -> str:
    """The tiers that change, but those that only share evenings evenly: of these the evenings themselves say more."""
    tiers = zip(scenario.objectives, effects, strict=True)
    told = [effect for tier, effect in tiers if effect.before != effect.after and not tier.weights.keys() <= UNSHARED]
    return effects_in_words(told) if told else ""


def _has(team: Deployment, person: str) -> bool:
    return person in (team.detective, team.officer)


def _apart(later: date, earlier: date) -> str:
    days = (later - earlier).days
    return "the day" if days == 1 else f"{days} days"
