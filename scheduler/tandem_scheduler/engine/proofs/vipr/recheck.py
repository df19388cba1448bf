"""What files in the format of VIPR prove together: of every tier, or that no roster can exist."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tandem_models import Deployment, Scenario

from ...formulation.frames import Framed, framed
from ...formulation.solution import values_of
from ...problem.independent import problems_of
from .files import names_of, numbered, stated
from .reading import UnprovenError, claimed, faults_of_file
from .record import Statement


@dataclass(frozen=True, eq=False)
class Refiled:
    """What files prove."""

    parts: int
    bounds: dict[tuple[int, int], tuple[int, tuple[int, ...]]]
    """By part and tier, its bound and where the earlier tiers are held for it."""
    none: bool
    """Whether they prove that no roster can exist."""
    faults: list[str]

    def whole(self, values: Sequence[int]) -> tuple[int | None, ...]:
        """The bounds of the tiers of the whole, each with the earlier ones at these values; None where none is proven.

        A part's share of an earlier tier is at most that tier's value without what the other parts are proven to have
        of it; and what is proven of a part counts where the earlier tiers are held no lower than that for it.
        """
        counted: dict[tuple[int, int], int] = {}
        parts, found = range(self.parts), list[int | None]()
        for tier in range(len(values)):
            for part in parts:
                bound, held = self.bounds.get((part, tier), (0, ()))
                shares = (
                    values[n] - sum(counted.get((other, n), 0) for other in parts if other != part) for n in range(tier)
                )
                if (part, tier) in self.bounds and all(most >= share for most, share in zip(held, shares, strict=True)):
                    counted[part, tier] = bound
            known = [counted.get((part, tier)) for part in parts]
            found.append(None if None in known else sum(bound for bound in known if bound is not None))
        return tuple(found)


def refile(scenario: Scenario, deployments: Iterable[Deployment] | None, texts: Mapping[str, str]) -> Refiled:
    """What files of a scenario and a roster prove, each by its name, and what is wrong with them."""
    problems, teams = problems_of(scenario), None if deployments is None else list(deployments)
    made: dict[tuple[int, bool], Framed] = {}
    bounds: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
    faults, none = list[str](), False
    for name, text in texts.items():
        try:
            of = claimed(text)
        except UnprovenError as error:
            faults.append(f"{name}: {error}")
            continue
        if of.scenario != scenario.fingerprint:
            faults.append(f"{name}: it is of another scenario")
            continue
        if of.part >= len(problems) or (of.tier is not None and of.tier >= len(scenario.objectives)):
            faults.append(f"{name}: it is of a part or a tier that there is not")
            continue
        if (of.tier is None) != (teams is None):
            faults.append(f"{name}: it is {'of a roster' if teams is None else 'that no roster can exist'}")
            continue
        key = of.part, of.meetings
        part = made[key] = made.get(key) or framed(problems[of.part], meetings=of.meetings)
        names = names_of(part)
        statement = Statement(part.frame.rows, part.frame.box, names)
        for column, most in zip(part.frame.columns, of.held, strict=False):
            statement.hold(column, most)
        statement.add_rows()
        objective = None if of.tier is None else part.frame.columns[of.tier]
        if of.tier is not None and len(of.held) != of.tier:
            faults.append(f"{name}: it does not hold every earlier tier")
            continue
        solution = () if teams is None else values_of(part.model, numbered(part, teams))
        if fault := faults_of_file(of, part, statement, stated(statement, objective), solution):
            faults.append(f"{name}: {fault}")
        elif of.tier is None:
            none = True
        elif (of.part, of.tier) in bounds:
            faults.append(f"{name}: there is another certificate of this tier")
        else:
            bounds[of.part, of.tier] = of.bound, of.held
    return Refiled(len(problems), bounds, none, faults)
