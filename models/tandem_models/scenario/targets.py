"""Visits each area should get: given, or shared out by priority."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ..operation import Area


def exact(number: float) -> Fraction:
    """The decimal number as written, not its binary approximation."""
    return Fraction(Decimal(repr(number)))


def apportion(areas: Sequence[Area], visits: int) -> dict[str, int]:
    """Share `visits` among the areas by priority with the largest remainder (Hamilton's) method.

    Areas with a given target keep it; the others share what is left. Equal remainders go to the higher priority,
    then to the id that sorts first, so the result never depends on the order in the file. Where no area that shares
    has a priority above 0, the shares are equal.

    Returns the target of every area, by id.
    """
    targets = {area.id: area.target for area in areas if area.target is not None}
    sharing = {area.id: exact(area.priority) for area in areas if area.target is None}
    if not any(sharing.values()):
        sharing = dict.fromkeys(sharing, Fraction(1))
    left = max(0, visits - sum(targets.values()))
    total = sum(sharing.values())
    quotas = {area: priority * left / total for area, priority in sharing.items()}
    floors = {area: int(quota) for area, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda area: (floors[area] - quotas[area], -sharing[area], area))
    lucky = set(by_remainder[: left - sum(floors.values())])
    shares = {area: floor + (area in lucky) for area, floor in floors.items()}
    return {area.id: targets[area.id] if area.id in targets else shares[area.id] for area in areas}


def thousandths(areas: Sequence[Area]) -> dict[str, int]:
    """Each area's share of all priority in thousandths, rounded half up, at least 1 where the priority is above 0."""
    total = sum(exact(area.priority) for area in areas)
    return {
        area.id: max(1, int(1000 * exact(area.priority) / total + Fraction(1, 2))) if area.priority else 0
        for area in areas
    }
