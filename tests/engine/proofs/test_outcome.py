"""What is known of the tiers in the end is what a reader of the certificate comes to."""

from dataclasses import dataclass, field

import pytest

from tandem_scheduler.engine.algebra.certificate import Frame, Given, shown
from tandem_scheduler.engine.algebra.duality import Dual, weak_duality
from tandem_scheduler.engine.algebra.refutation import Refutation
from tandem_scheduler.engine.algebra.rows import Box
from tandem_scheduler.engine.outcome import settled

from ..algebra.test_certificate import Program
from ..algebra.test_refutation import SIDES, TRUE


@dataclass
class Tier:
    """What is known of a tier."""

    box: Box
    bound: int
    dual: Dual
    refutation: Refutation | None
    value: int | None


@dataclass
class Part:
    """What is known of the tiers of a part."""

    frame: Frame
    tiers: list[Tier] = field(default_factory=list)
    meetings = False

    def __len__(self) -> int:
        return len(self.tiers)

    def __getitem__(self, index: int) -> Tier:
        return self.tiers[index]


CORNERS = Program(
    [(0, 1)] * 4 + [(0, 4), (0, 4)],
    [
        *(([(one, 1), (other, 1)], 1, None) for one, other in SIDES),
        ([(0, 1), (1, 1), (2, 1), (3, 1), (4, -1)], None, 0),
        ([(5, 1), (4, -1)], 0, None),
    ],
    [0] * 6,
)
"""Of a tetrahedron's corners, three have to be chosen for every side to have one: a tree shows it. The second tier is
not less than the first."""


def part(word: int, value: int) -> Part:
    """The tiers with a tree that shows that the first is 3 at least, and by the search's word so much."""
    frame = Frame(CORNERS.rows, CORNERS.box, (4, 5))
    made, box = Part(frame), frame.start
    for index, (bound, tree, held) in enumerate([(word, Refutation(3, TRUE), value), (word, None, None)]):
        dual = weak_duality(frame.rows, box, frame.cost(index), None)
        proven = frame.shown(box, index, dual, tree)
        made.tiers.append(Tier(box, max(bound, proven), dual, tree, held))
        box = frame.after(box, index, held or 0, dual, proven)
    return made


@pytest.mark.parametrize(
    ("words", "solved"),
    [([3], [3]), ([4], [4]), ([3, 3], [3, 3]), ([3, 4], [3, 4]), ([4, 3], [4, 3]), ([4, 4], [4, 4])],
    ids=str,
)
def test_totals_are_those_that_its_reader_comes_to(words: list[int], solved: list[int]) -> None:
    parts = [part(word, value) for word, value in zip(words, solved, strict=True)]
    limits = [sum(solved), 4 * len(parts)]
    tiers = settled(parts, limits)
    given = [[Given(of.multipliers, of.refutation) for of in (tier[n][1] for tier in tiers)] for n in range(len(parts))]
    for known, found in zip(tiers, shown([one.frame for one in parts], limits, given), strict=True):
        assert [of.total for _, of, _ in known] == [of.total for of in found]
        whole = all(proven for _, _, proven in known)
        for (bound, of, _), what in zip(known, found, strict=True):
            assert bound <= what.bound or not whole
            # No tree stands where it is not of the bound that is written.
            assert of.refutation is None or (whole and of.refutation.below == bound)
    # The search's word stays what it is.
    assert [bound for bound, _, _ in tiers[0]] == words
    assert all(bound >= 3 for bound, _, _ in tiers[1])
    assert all(proven for _, _, proven in tiers[0]) == (max(words) == 3)
