"""Certificates changed at random: what the checker still takes is true."""

from collections import Counter
from random import Random

import pytest

from ..times import TIMES
from .changes import KINDS, changed
from .checker import Refused, check
from .examples import ALL, CUTS, EQUATIONS, NESTED, refuted


@pytest.mark.parametrize("name", ALL)
def test_what_is_taken_after_a_change_is_true(name):
    before = check(ALL[name])
    assert not refuted(before)
    random = Random(name)  # noqa: S311 - the same in every run
    tried, refused = Counter[str](), Counter[str]()
    for _ in range(300 * TIMES):
        text, kind = changed(ALL[name], random)
        assert text != ALL[name]
        tried[kind] += 1
        try:
            verdict = check(text)
        except Refused:
            refused[kind] += 1
        else:
            assert not refuted(verdict), text
            if kind in ("multiplier", "bound", "roster"):
                assert verdict.constraints == before.constraints
    without = {"roster"} if before.solutions == 0 else {"column"} if len(before.variables) == 1 else set()
    assert tried.keys() == {*KINDS} - without
    assert refused["bound"] == tried["bound"], "all of them claim as much as there is"
    assert all(refused[kind] > tried[kind] / 4 for kind in tried)


def test_several_changes_at_once():
    random = Random(1)  # noqa: S311 - the same in every run
    taken = 0
    for _ in range(1_000 * TIMES):
        text = random.choice([*ALL.values()])
        for _ in range(random.randint(2, 4)):
            text, _ = changed(text, random)
        try:
            verdict = check(text)
        except Refused:
            continue
        taken += 1
        assert not refuted(verdict), text
    assert taken


def test_changes_are_drawn_alone():
    """The same for the same seed, and of no word more than its kind says."""
    for seed in range(200):
        given = [CUTS, EQUATIONS, NESTED][seed % 3]
        text, kind = changed(given, Random(seed))  # noqa: S311 - the same in every run
        assert (text, kind) == changed(given, Random(seed))  # noqa: S311 - the same in every run
        before, after = given.split(), text.split()
        if kind == "roster" and len(after) < len(before):
            assert len(after) == len(before) - 2
        else:
            assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_nothing_to_change():
    empty = "VER 1.1\nVAR 0 INT 0 OBJ min 0 CON 0 0 RTP range -inf inf SOL 0 DER 0"
    check(empty)
    with pytest.raises(ValueError, match="nothing to change"):
        changed(empty, Random(1))  # noqa: S311 - the same in every run
