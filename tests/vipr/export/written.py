"""What is written of a solve, with what both readers make of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tandem_models import Deployment, Scenario, Schedule
from tandem_scheduler import check_vipr, solve, write_vipr
from tandem_scheduler.engine.problem.independent import split

from ..checker import Verdict, check

ABOUT = re.compile(r"% tandem: (?:part (\d+) of (\d+), )?(?:tier (\d+), )?")


@dataclass(frozen=True)
class Written:
    """Files of a solve that both readers take."""

    plan: Scenario
    schedule: Schedule
    files: tuple[Path, ...]
    verdicts: dict[tuple[int, int | None], Verdict]
    """By part and tier, from 0 on; that no roster can exist is of no tier."""

    @property
    def only(self) -> Verdict:
        """That of the only file."""
        (verdict,) = self.verdicts.values()
        return verdict


def written(plan: Scenario, folder: Path, schedule: Schedule | None = None) -> Written:
    """Solve, write and read by both; what the files prove is what the solve says, no more and no less."""
    schedule = schedule or solve(plan, workers=1)
    assert schedule.proof is not None
    path = folder / "proof.vipr"
    files = write_vipr(path, plan, schedule, schedule.proof)
    assert len(files) == 1 or path.is_dir()
    verdicts = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        verdicts[_place(text)] = check(text)
    assert len(verdicts) == len(files), "of each there is one"
    found = check_vipr(plan, schedule, path)
    assert found.faults == ()
    if schedule.status == "infeasible":
        assert found.none
        assert [verdict.relation for verdict in verdicts.values()] == ["infeas"]
    else:
        proven = [schedule.proof.certain(n) for n in range(len(schedule.tiers))]
        assert found.bounds == tuple(
            tier.bound if sure else None for tier, sure in zip(schedule.tiers, proven, strict=True)
        )
        parts = range(len(split(plan)))
        assert verdicts.keys() == {(part, n) for part in parts for n, sure in enumerate(proven) if sure}
        for n, tier in enumerate(schedule.tiers):
            if proven[n]:
                ranges = [_range(verdicts[part, n]) for part in parts]
                assert sum(low for low, _ in ranges) == tier.bound
                assert sum(high for _, high in ranges) == tier.value
                assert all(verdicts[part, n].solutions == 1 for part in parts)
    for verdict in verdicts.values():
        assert len(verdict.integers) == len(verdict.variables), "all columns are whole"
    return Written(plan, schedule, files, verdicts)


def worked(verdict: Verdict) -> set[str]:
    """The columns that say who works on an evening."""
    return {name for name in verdict.variables if name.startswith("works.")}


def of_teams(teams: Iterable[Deployment]) -> set[str]:
    """What they are called of those who work in some teams."""
    return {f"works.{person}.{team.evening}" for team in teams for person in (team.detective, team.officer)}


def _range(verdict: Verdict) -> tuple[Fraction, Fraction]:
    assert isinstance(verdict.relation, tuple)
    _, low, high = verdict.relation
    assert low is not None
    assert high is not None
    return low, high


def _place(text: str) -> tuple[int, int | None]:
    about = ABOUT.match(text)
    assert about
    part, _, tier = about.groups()
    return int(part or 1) - 1, None if tier is None else int(tier) - 1
