"""Rules on who forms a team with whom."""

from tandem_models import KeepApart, KeepTogether, PairRepeat, TeamSkill
from tandem_scheduler.words.plain import count, listing
from tandem_scheduler.words.rules import another

from .entry import Aspect, Looser, RuleEntry


def _within(rule: PairRepeat) -> str:
    return "" if rule.within is None else f" in any {count(rule.within, 'day')}"


def _repeat(rule: PairRepeat, _: object) -> str:
    if rule.limit == 0:
        return "may not form a team with anybody"
    return f"may form a team with the same person at most {count(rule.limit, 'time')}{_within(rule)}"


def _rarer(one: PairRepeat, other: PairRepeat) -> bool:
    """Whether the same two meet no oftener: as few times in windows as long, or over all the operation."""
    longer = one.within is None or (other.within is not None and one.within >= other.within)
    return longer and one.limit <= other.limit


def _skilled(rule: TeamSkill, _: object) -> str:
    if rule.at_least > 1:
        return f"must have two members with {listing(rule.skills)}"
    return f"must have {listing([f'a member with {skill}' for skill in rule.skills])}"


TEAMS = (
    RuleEntry(
        PairRepeat,
        Aspect.PAIR,
        stops="would meet the same partner too often",
        demand=_repeat,
        looser={"limit": Looser(1, lambda rule, to: f"form a team {another(to.new, 'time')}{_within(rule)}")},
        stricter=_rarer,
    ),
    RuleEntry(
        KeepApart,
        Aspect.PAIR,
        stops="is to be kept apart from the partner",
        demand=lambda *_: "may not form a team with each other",
        stricter=lambda *_: True,
    ),
    RuleEntry(
        KeepTogether,
        Aspect.PAIR,
        stops="is to form teams with others only",
        demand=lambda *_: "may form teams with each other only",
        stricter=lambda *_: True,
    ),
    RuleEntry(
        TeamSkill,
        Aspect.PAIR,
        stops="the team would lack a skill",
        demand=_skilled,
        of_teams=True,
        stricter=lambda one, other: {*one.skills} >= {*other.skills} and one.at_least >= other.at_least,
        by_evening=True,
    ),
)
