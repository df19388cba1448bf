"""Which of two rosters is better: tier by tier, an earlier one counting as equal within its tolerance.

With tolerances, "better" is no order of rosters by themselves: where each is a little worse than the next in fairness,
the first and the last differ by much. It becomes one once tiers are *held* at the best value known of each: up to its
limit, that value and the tolerance, all values are as good.
"""

from collections.abc import Sequence

from .objectives import Tier

Values = Sequence[int]
"""Of every tier, in order."""


class Counted(Tier):
    """A tier whose tolerance counts from a value that is known to be possible, where those at hand are not as good.

    So is held what was planned with something more, or something less, to the same limit as what it is compared with.
    """

    counted_from: int

    def allowance(self, value: int) -> int:
        """By how much later tiers may leave the tier above a value."""
        least = min(value, self.counted_from)
        return max(0, least + super().allowance(least) - value)

    @classmethod
    def of_tiers(cls, tiers: Sequence[Tier], known: Values) -> tuple[Tier, ...]:
        """Tiers that count from these values where they have a tolerance."""
        return tuple(
            cls(weights=tier.weights, tolerance=tier.tolerance, counted_from=value) if tier.tolerance else tier
            for tier, value in zip(tiers, known, strict=True)
        )


class Ranking:
    """Compares rosters by the values of their tiers; without tolerances, lexicographically."""

    def __init__(self, tiers: Sequence[Tier]) -> None:
        self._tiers = tiers
        self.gives = (*(bool(tier.tolerance) for tier in tiers[:-1]), False)
        """Which tiers later ones may leave above their best; after the last there is none."""

    def limit(self, index: int, best: int) -> int:
        """How high later tiers may leave a tier with this best value."""
        return best + self._tiers[index].allowance(best) if self.gives[index] else best

    def levelled(self, one: Values, other: Values, held: Values | None = None) -> tuple[tuple[int, ...], ...]:
        """Two rosters' values, to be compared lexicographically: what is within a tier's limit is raised to that.

        `held` are the best values known of the first tiers; those after them have no tolerance yet. Where it is left
        out, the better of the two is the best known of each tier.
        """
        if not any(self.gives):
            return tuple(one), tuple(other)
        sides: tuple[list[int], list[int]] = [*one], [*other]
        for index, best in enumerate(map(min, one, other) if held is None else held):
            limit = self.limit(index, min(best, one[index], other[index]))
            for side in sides:
                side[index] = max(side[index], limit)
        return tuple(sides[0]), tuple(sides[1])

    def better(self, one: Values, other: Values, held: Values | None = None) -> bool:
        """Whether the first is better; of two that are as good, that which gives less of the first tier that differs.

        `held` are as in `levelled`.
        """
        levels = self.levelled(one, other, held)
        return (levels[0], tuple(one)) < (levels[1], tuple(other))

    def held(self, held: Values, values: Values) -> list[int]:
        """The best values known of the first tiers, where they are known, once a roster with these values is taken.

        Better in one of them, it may be above the limit of one after it: what was known of that need not be possible
        any more.
        """
        return [
            value if value > self.limit(index, best) else min(best, value)
            for index, (best, value) in enumerate(zip(held, values, strict=False))
        ]

    def key(self, values: Values, best: Values) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What changes of a roster are sorted by, the best first; higher values never lower it.

        `best` are the best values known of all tiers, from which their limits count.
        """
        levels = [
            max(value, self.limit(index, least)) if self.gives[index] else value
            for index, (value, least) in enumerate(zip(values, best, strict=True))
        ]
        return tuple(levels), tuple(values)
