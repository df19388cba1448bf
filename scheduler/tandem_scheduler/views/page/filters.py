"""Whom and what the page can be narrowed to."""

from collections.abc import Sequence
from typing import NamedTuple

from tandem_models import Role

from ..brief import Brief
from ..html.text import Who, cut


class Choice(NamedTuple):
    """A person or an area to choose."""

    id: str
    label: str


class Choices(NamedTuple):
    """All that can be chosen."""

    detectives: Sequence[Choice]
    officers: Sequence[Choice]
    areas: Sequence[Choice]


def choices(brief: Brief) -> Choices:
    """Everybody and every area of the scenario."""
    detectives, officers = ([_person(brief, who) for who in brief.people(role)] for role in Role)
    areas = [Choice(area.id, cut(area.label)) for area in brief.scenario.areas]
    return Choices(detectives, officers, areas)


def _person(brief: Brief, person: str) -> Choice:
    who = Who.of(brief.scenario.person[person])
    return Choice(who.id, f"{who.id} {who.name}".rstrip())
