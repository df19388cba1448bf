"""Certificates of ours with one thing changed at random: none is taken for what it was."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tandem_scheduler import check_vipr, write_vipr
from tests.times import TIMES

from ..changes import KINDS, changed
from ..checker import Refused, Verdict, check
from .cases import PLANS, QUICK, solved


def verdict_of(text: str) -> Verdict | None:
    try:
        return check(text)
    except Refused:
        return None


@pytest.mark.parametrize("name", PLANS if TIMES > 1 else QUICK)
def test_one_change_is_one_fault(name: str, tmp_path: Path) -> None:
    """The checker takes what is right of another problem or of another roster; whoever knows these takes nothing."""
    plan, schedule = solved(name)
    files = write_vipr(tmp_path / "proof.vipr", plan, schedule, schedule.proof)
    texts = [file.read_text(encoding="utf-8") for file in files]
    before = [verdict_of(text) for text in texts]
    random, tried = Random(name), Counter[str]()  # noqa: S311 - the same in every run
    one = tmp_path / "one.vipr"
    for _ in range(15 * TIMES):
        n = random.randrange(len(texts))
        text, kind = changed(texts[n], random)
        tried[kind] += 1
        one.write_text(text, encoding="utf-8")
        found = check_vipr(plan, schedule, one)
        assert len(found.faults) == 1, (kind, found.faults)
        verdict, was = verdict_of(text), before[n]
        assert was is not None
        if verdict is not None and kind != "roster":
            assert verdict.constraints != was.constraints, "in derivations, both refuse the same"
    without = {"roster"} if schedule.status == "infeasible" else set()
    assert tried.keys() <= {*KINDS} - without
    assert len(tried) > 2


def test_several_changes_at_once(tmp_path: Path) -> None:
    plan, schedule = solved("trees")
    files = write_vipr(tmp_path / "proof.vipr", plan, schedule, schedule.proof)
    random, one = Random(2), tmp_path / "one.vipr"  # noqa: S311 - the same in every run
    for _ in range(20 * TIMES):
        before = text = random.choice(files).read_text(encoding="utf-8")
        for _ in range(random.randint(2, 4)):
            text, _ = changed(text, random)
        one.write_text(text, encoding="utf-8")
        assert check_vipr(plan, schedule, one).holds == (text == before), "some change back what others changed"
