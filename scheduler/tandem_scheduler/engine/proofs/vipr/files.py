"""Certificates in the format of VIPR (https://github.com/scipopt/vipr, `cert_spec_v1_1.md`), version 1.0.

A file for each tier of each independent part: the problem with the earlier tiers held, the roster as its solution, and
the derivation of the bound. Where no roster can exist, one file that derives a contradiction.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tandem_models import Deployment, Proof, Scenario
from tandem_models.ranking import Ranking

from ...algebra.certificate import caps, shown
from ...formulation.frames import Framed, framed
from ...formulation.solution import values_of
from ...problem.independent import problems_of
from ..certify import rows_digest
from ..packing import unpacked_steps
from ..recheck import given_by
from .derive import bound_derived, nothing_derived
from .lines import Line, Terms, in_order
from .record import Statement


@dataclass(frozen=True, eq=False)
class Certified:
    """What one file proves."""

    part: int
    tier: int | None
    """None: that no roster can exist."""
    name: str
    """Of the file, without its extension."""
    bound: int
    value: int
    objective: int | None
    """The column that is minimised."""
    problem: Statement
    last: Line
    solution: Sequence[int] | None
    about: tuple[str, ...]
    """What it is, for readers."""

    @property
    def text(self) -> Iterator[str]:
        """The file, line by line."""
        yield from (f"% {line}\n" for line in self.about)
        yield "VER 1.0\n"
        yield from stated(self.problem, self.objective)
        if self.objective is None:
            yield "RTP infeas\nSOL 0\n"
        else:
            yield f"RTP range {self.bound} {self.value}\n"
            known = [f"{n} {value}" for n, value in enumerate(self.solution or ()) if value]
            yield f"SOL 1\nroster {len(known)} {' '.join(known)}\n"
        count = len(self.problem.constraints)
        lines = []
        for number, line in enumerate(in_order(self.last), count):
            left = "OBJ" if line is self.last and self.objective is not None else written(line.left())
            lines.append(f"d{number} {line.sense} {line.right} {left} {line.reason()} -1\n")
            line.index = number
        yield f"DER {len(lines)}\n"
        yield from lines


def stated(problem: Statement, objective: int | None) -> Iterator[str]:
    """The problem, as files have it: columns, all of them whole, what is minimised, and constraints."""
    count = len(problem.names)
    yield f"VAR {count}\n"
    yield from (f"{name}\n" for name in problem.names)
    yield f"INT {count}\n{' '.join(map(str, range(count)))}\n"
    yield "OBJ min\n0\n" if objective is None else f"OBJ min\n1 {objective} 1\n"
    yield f"CON {len(problem.constraints)} {problem.bounds}\n"
    yield from (f"{name} {line.sense} {line.right} {written(line.left())}\n" for name, line in problem.constraints)


def written(terms: Terms) -> str:
    """Coefficients by column."""
    return " ".join([str(len(terms)), *(f"{column} {coefficient}" for column, coefficient in terms.items())])


def certified(scenario: Scenario, deployments: Iterable[Deployment] | None, proof: Proof) -> Iterator[Certified]:
    """What each file says, of a certificate of this scenario and roster that holds: its bounds, proven or lower ones.

    Raises ValueError where it does not hold.
    """
    problems = problems_of(scenario)
    if deployments is None:
        yield from _nothing(scenario, proof)
        return
    parts = [framed(problem, meetings=part.meetings) for problem, part in zip(problems, proof.parts, strict=True)]
    ranking = Ranking(scenario.objectives)
    limits = [ranking.limit(n, tier.value if tier.best is None else tier.best) for n, tier in enumerate(proof.tiers)]
    given = [[given_by(tier, part.frame) for tier in of.tiers] for part, of in zip(parts, proof.parts, strict=True)]
    bounds = [[one.bound for one in tier] for tier in shown([part.frame for part in parts], limits, given)]
    held = [caps(limit, of) for limit, of in zip(limits, bounds, strict=True)]
    teams = list(deployments)
    for n, part in enumerate(parts):
        names, solution = names_of(part), values_of(part.model, numbered(part, teams))
        for index, objective in enumerate(scenario.objectives):
            before = [tier[n] for tier in held[:index]]
            problem, last = bound_derived(
                part.frame, names, given[n][: index + 1], [tier[n] for tier in bounds[: index + 1]], before
            )
            column = part.frame.columns[index]
            yield Certified(
                n,
                index,
                _name(n, len(parts), index, objective.name),
                bounds[index][n],
                solution[column],
                column,
                problem,
                last,
                solution,
                _about(scenario, part, n, len(parts), index, objective.name),
            )


def _nothing(scenario: Scenario, proof: Proof) -> Iterator[Certified]:
    problems = problems_of(scenario)
    for of in proof.parts:
        for n, problem in enumerate(problems if of.none is not None else ()):
            part = framed(problem, meetings=of.meetings)
            if rows_digest(part.frame.rows) != of.rows:
                continue
            steps = unpacked_steps(of.none or "", len(part.frame.rows), len(part.frame.box.low))
            made, last = nothing_derived(part.frame, names_of(part), steps)
            about = _about(scenario, part, n, len(problems), None, "no roster can exist")
            yield Certified(n, None, _name(n, len(problems), None, "none"), 0, 0, None, made, last, None, about)
            return


def _name(part: int, parts: int, tier: int | None, name: str) -> str:
    """The name of a file."""
    words = "-".join(name.replace("+", " ").split())
    return "-".join(
        [*([f"part{part + 1}"] if parts > 1 else []), *([f"tier{tier + 1}"] if tier is not None else []), words]
    )


def _about(scenario: Scenario, part: Framed, n: int, parts: int, tier: int | None, name: str) -> tuple[str, ...]:
    """What a file is."""
    of = f"part {n + 1} of {parts}, " if parts > 1 else ""
    what = name if tier is None else f"tier {tier + 1}, {name}"
    return (
        f"tandem: {of}{what}",
        f"meetings: {'yes' if part.meetings else 'no'}",
        f"scenario: {scenario.fingerprint}",
    )


def names_of(part: Framed) -> list[str]:
    """The columns' names: works.PERSON.DATE, visits.AREA.DATE, tier.N, and x with the number of any other."""
    model, scenario, dates = part.model, part.model.problem.scenario, part.model.problem.dates
    names = [f"x{n}" for n in range(len(part.frame.box.low))]
    for evening in model.problem.evenings:
        for person in model.problem.people:
            for column in model.works(person, evening).columns[:1]:
                names[column] = f"works.{scenario.people[person].id}.{dates[evening]}"
        for area in model.problem.areas:
            for column in model.visits(area, evening).columns[:1]:
                names[column] = f"visits.{scenario.areas[area].id}.{dates[evening]}"
    for n, column in enumerate(part.frame.columns):
        names[column] = f"tier.{n + 1}"
    return names


def numbered(part: Framed, teams: Sequence[Deployment]) -> list[list[tuple[int, int, int]]]:
    """The roster's teams in the numbers of a part, evening by evening, without those that are facts."""
    problem = part.model.problem
    people = {person.id: n for n, person in enumerate(problem.scenario.people)}
    areas = {area.id: n for n, area in enumerate(problem.scenario.areas)}
    found: list[list[tuple[int, int, int]]] = [[] for _ in problem.evenings]
    for team in teams:
        if team.detective in people:
            of = people[team.detective], people[team.officer], areas[team.area]
            evening = problem.number(team.evening)
            if of not in problem.facts[evening]:
                found[evening].append(of)
    return found
