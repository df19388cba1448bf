"""What a solve came to: the roster, and what is known of each tier of the whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import numpy as np

from tandem_models import Deployment, Method, Uncertified
from tandem_models.ranking import Ranking

from .algebra.certificate import Certificate, Frame, caps
from .algebra.duality import Dual, weak_duality
from .algebra.refutation import Refutation, TreeStep
from .algebra.rows import Box


class TierBounds(Protocol):
    """What is known of a tier of an independent part."""

    box: Box
    bound: int
    dual: Dual
    refutation: Refutation | None
    """Of what is below its bound, in its box, where the dual does not prove it."""
    value: int | None
    """Where later tiers hold it."""


class PartBounds(Protocol):
    """What is known of the tiers of an independent part."""

    frame: Frame
    meetings: bool
    """Whether its rows say who meets whom on every evening."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> TierBounds: ...


@dataclass(frozen=True)
class TierOutcome:
    """What is known of one tier of the whole."""

    value: int
    best: int
    """Before later tiers used its tolerance."""
    limit: int
    """How high later tiers might leave it."""
    bounds: tuple[int, ...]
    """Of each independent part."""
    certificates: tuple[Certificate, ...]
    """Of each independent part: multipliers and the bound they prove."""
    proven: bool
    """Whether they prove the bound; else it is the search's word."""
    seconds: float
    """Spent on it in all parts."""

    @property
    def bound(self) -> int:
        """No roster that is as good in the earlier tiers has a smaller value."""
        return sum(self.bounds)

    @property
    def ended(self) -> bool:
        """Whether nothing better is possible."""
        return self.best <= self.bound


@dataclass(frozen=True, eq=False)
class Impossible:
    """That an independent part can have no roster: its frame and the steps that refute any."""

    frame: Frame
    meetings: bool
    """Whether its rows say who meets whom on every evening."""
    steps: tuple[TreeStep, ...]


@dataclass(frozen=True)
class Outcome:
    """What the engine found; `deployments` is None where it found no roster."""

    deployments: tuple[Deployment, ...] | None
    tiers: tuple[TierOutcome, ...]
    infeasible: bool
    effort: bool
    """Whether all the work allowed was done."""
    bounds: tuple[PartBounds, ...] = ()
    """What is known of the tiers of each independent part."""
    ranking: Ranking = field(default_factory=lambda: Ranking(()))
    found_by: tuple[Method, ...] = ()
    """What found the rosters of the independent parts, each method once."""
    uncertified: Uncertified = "time"
    """Why nothing proves what the search says of a tier, where nothing does."""
    impossible: Impossible | None = None
    """What proves that there is no roster; None where there is one, or it is the search's word."""

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The rows that the certificates of each independent part speak of."""
        return tuple(bounds.frame for bounds in self.bounds)

    def improved(self, deployments: Iterable[Deployment], values: Sequence[int]) -> "Outcome":
        """The same with a better roster, found elsewhere, that has these values: bounds are worked out anew."""
        seconds = [tier.seconds for tier in self.tiers]
        solved = self.ranking.held([tier.best for tier in self.tiers], values)
        tiers = tier_outcomes(self.ranking, self.bounds, values, solved, seconds)
        return replace(self, deployments=in_order(deployments), tiers=tiers)


def tier_outcomes(
    ranking: Ranking,
    bounds: Sequence[PartBounds],
    values: Sequence[int],
    solved: Sequence[int],
    seconds: Sequence[float],
) -> tuple[TierOutcome, ...]:
    """What is known of every tier of the whole at its value, the best of each tier being `solved`."""
    limits = [ranking.limit(index, best) for index, best in enumerate(solved)]
    return tuple(
        TierOutcome(
            value,
            best,
            limit,
            bounds=tuple(bound for bound, _, _ in shares),
            certificates=tuple(certificate for _, certificate, _ in shares),
            proven=all(proven for _, _, proven in shares),
            seconds=spent,
        )
        for value, best, limit, shares, spent in zip(
            values, solved, limits, settled(bounds, limits), seconds, strict=True
        )
    )


def in_order(teams: Iterable[Deployment]) -> tuple[Deployment, ...]:
    """Teams by evening, area and detective."""
    return tuple(sorted(teams, key=lambda d: (d.evening, d.area, d.detective)))


def settled(parts: Sequence[PartBounds], limits: Sequence[int]) -> list[list[tuple[int, Certificate, bool]]]:
    """For each tier and each independent part: its bound, certificate and whether that proves it.

    `limits` say how high later tiers may leave each tier of the whole, in all parts together. A bound, by a certificate
    or by the search's word, was found with the earlier tiers of its part held; where those ended above that, the
    multipliers are evaluated anew. What the certificates prove never rests on the search's word of an earlier tier.
    """
    known = []
    # What holds of each part once the tiers before are held: worked out only where it is asked for, which takes long.
    narrowed: list[Callable[[], Box]] = [partial(getattr, part.frame, "start") for part in parts]
    word_holds, box_holds = [True] * len(parts), [True] * len(parts)
    for index, value in enumerate(limits):
        tiers = [part[index] if index < len(part) else None for part in parts]
        boxes, duals, proven, bounds = [], [], [], []
        for n, tier in enumerate(tiers):
            refutation = None if tier is None else tier.refutation
            if tier is not None and box_holds[n]:
                box, dual = tier.box, tier.dual
                shown = dual.bound if refutation is None else max(dual.bound, refutation.below)
            else:
                box = narrowed[n]()
                dual = _evaluated(parts[n].frame, index, box, tier)
                shown = parts[n].frame.shown(box, index, dual, refutation)
            boxes.append(box)
            duals.append(dual)
            proven.append(shown)
            bounds.append(max(tier.bound, shown) if tier is not None and word_holds[n] else shown)
        if proven != bounds:
            # A tier on the search's word has no trees in its certificate: what comes after it does not rest on them.
            for n, dual in enumerate(duals):
                box_holds[n] = box_holds[n] and proven[n] == dual.bound
                proven[n] = dual.bound
        known.append(
            [
                (bound, _certificate(dual, shown, tier), shown >= bound)
                for bound, dual, shown, tier in zip(bounds, duals, proven, tiers, strict=True)
            ]
        )
        by_word, by_proof = caps(value, bounds), caps(value, proven)
        for n, tier in enumerate(tiers):
            held = None if tier is None else tier.value
            word_holds[n] = word_holds[n] and held == by_word[n]
            box_holds[n] = box_holds[n] and held == by_proof[n]
            narrowed[n] = partial(parts[n].frame.after, boxes[n], index, by_proof[n], duals[n], proven[n])
    return known


def _certificate(dual: Dual, shown: int, tier: TierBounds | None) -> Certificate:
    """What proves a bound: the multipliers, and the refutation where these do not do."""
    refutation = tier.refutation if tier is not None and shown > dual.bound else None
    return Certificate(np.array(dual.multipliers, dtype=np.int64), dual.total, refutation)


def _evaluated(frame: Frame, index: int, box: Box, tier: TierBounds | None) -> Dual:
    """The best bound on a tier within a box: by the multipliers that are known, or by none."""
    plain = weak_duality(frame.rows, box, frame.cost(index), None)
    if tier is None:
        return plain
    dual = weak_duality(frame.rows, box, frame.cost(index), tier.dual.multipliers)
    return max(plain, dual, key=lambda dual: dual.total)
