"""What came of a re-plan: what could not stay, who is told what, and how it is known that less could not be."""

from collections.abc import Collection, Sequence
from datetime import date

from tandem_models import Change, Deployment, Measure, Scenario, Schedule, Violation
from tandem_scheduler.checks import Checker
from tandem_scheduler.words.plain import day_of, listing, plain, some

from .tolerated import standing

MOST = 6
"""Evenings that a sentence names."""


def disruptions(checker: Checker, scenario: Scenario, published: Collection[Deployment]) -> tuple[Violation, ...]:
    """What must hold and published teams break, with what has been worked."""
    found = checker.violations((*scenario.facts, *published))
    return tuple(one for one in found if one.strength == "hard")


def told_otherwise(plan: Scenario, changes: Collection[Change]) -> tuple[str, ...]:
    """Who is told otherwise: without those who could not be sent any more, in the scenario's order."""
    people = {
        change.person
        for change in changes
        if change.person in plan.person and (change.after is not None or ((change.person, change.evening) in plan.told))
    }
    return tuple(person for person in plan.person if person in people)


def message(
    checker: Checker,
    plan: Scenario,
    published: Sequence[Deployment],
    schedule: Schedule,
    told: Collection[str],
    besides: Collection[str],
) -> str:
    """A few sentences on what came of it; `told` are told otherwise, others can't go any more `besides`."""
    left = {gap.evening for gap in checker.gaps((*plan.facts, *standing(plan, published)))}
    short = sorted({gap.evening for gap in schedule.gaps if gap.evening >= plan.opening})
    filled = sorted(on for on in left if on >= plan.opening and on not in short)
    said = [_told(len(told), besides)]
    if filled:
        said.append(f"Left as it was, {_evenings(plan, filled)} would be short of a team.")
    if short:
        said.append(f"{_capital(_evenings(plan, short))} {'stays' if len(short) == 1 else 'stay'} short of a team.")
    said.append(_proof(plan, schedule))
    return " ".join(filter(None, said))


def _told(people: int, besides: Collection[str]) -> str:
    who = "1 person is" if people == 1 else f"{people} people are" if people else "Nobody is"
    what = "something" if people else "anything"
    others = f", besides {some([*besides])}, who can't go as published" if besides else ""
    return f"{who} told {what} else{others}."


def _evenings(plan: Scenario, evenings: Sequence[date]) -> str:
    named = [day_of(plan, on) for on in evenings[:MOST]]
    if len(evenings) > MOST:
        named.append(f"{len(evenings) - MOST} more evenings")
    return listing(named)


def _proof(plan: Scenario, schedule: Schedule) -> str:
    """How it is known that nothing cheaper would do."""
    number = next((n for n, tier in enumerate(plan.objectives) if Measure.CHANGES in tier.weights), None)
    if number is None or number >= len(schedule.tiers):
        return ""
    tier, earlier = schedule.tiers[number], plan.objectives[:number]
    alone = list(tier.measures) == [Measure.CHANGES]
    cost = f"changes {tier.value:,}" if alone else f"{plain(tier.name)} {tier.value:,}"
    if tier.known == "best_found":
        return (
            f"Whether less would do is not known: it comes to {cost}, and at least {tier.bound:,}; more time may tell."
        )
    how = "proven" if tier.known == "proven" else "searched to the end"
    if tier.value == 0:
        return ""
    missing = [plain(one.name) for one in earlier]
    kept = f" with {listing(missing)} as good" if missing else ""
    return f"With less told otherwise, no roster keeps what must hold{kept}: {how} ({cost})."


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
