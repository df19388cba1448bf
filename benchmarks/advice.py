"""What answers take, each beside one plain solve of the same scenario: `python -m benchmarks advice`."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from rich.table import Table

from tandem_models import Filling, Role, Scenario, Suggestion
from tandem_scheduler import explain, fill, load_scenario, solve, suggest, swaps, why_not, worth

from .operations.generate import generate

THREE_TEAMS = Path(__file__).parent.parent / "scenarios" / "leicestershire-2021-three-teams"

SUGGESTIONS = 10
"""Random members of teams that somebody is looked for instead of."""


@dataclass(frozen=True)
class Answered:
    """What one kind of answer took on one scenario."""

    scenario: str
    question: str
    seconds: float
    """The longest, where it was asked several times."""
    solves: float
    """In plain solves of the scenario."""
    note: str = ""


def measure(name: str, scenario: Scenario, seconds: float, seed: int = 1) -> list[Answered]:
    """Ask everything of one scenario."""
    found: list[Answered] = []
    schedule, solved = _timed(lambda: solve(scenario, time_limit=60, workers=1, seed=seed))
    random = Random(seed)  # noqa: S311 - the same in every run

    def ask(question: str, calls: list[Callable[[], Any]], note: Callable[[Any], str] = lambda _: "") -> None:
        answers = [_timed(call) for call in calls]
        longest = max(taken for _, taken in answers)
        found.append(Answered(name, question, longest, longest / solved, note(answers[-1][0])))

    drawn = [random.choice(schedule.deployments) for _ in range(SUGGESTIONS)]
    gone = [
        (team, random.choice([(team.detective, Role.DETECTIVE), (team.officer, Role.NEIGHBOURHOOD_OFFICER)]))
        for team in drawn
    ]
    for moves in (0, 1, 2):
        ask(
            f"suggest instead of somebody, {moves} further moves",
            [
                lambda t=team, w=whom, m=moves: suggest(
                    scenario, schedule, t.evening, w[1], instead=w[0], moves=m, time_limit=seconds
                )
                for team, whom in gone
            ],
            _suggested,
        )
    ask(
        "swaps of somebody's evening",
        [lambda t=team, w=whom: swaps(scenario, schedule, w[0], t.evening, time_limit=seconds) for team, whom in gone],
        lambda answer: f"{len(answer.swaps)} could be, {len(answer.excluded)} can't",
    )
    team = drawn[0]
    for moves in (0, 1):
        ask(
            f"suggest instead of anybody of a role, {moves} further moves",
            [lambda m=moves: suggest(scenario, schedule, team.evening, Role.DETECTIVE, moves=m, time_limit=seconds)],
            _suggested,
        )
    rest = [each for each in schedule.deployments if each != team]
    for moves in (0, 1):
        ask(
            f"suggest for a gap, {moves} further moves",
            [
                lambda r=role, m=moves: suggest(scenario, rest, team.evening, r, moves=m, time_limit=seconds)
                for role in Role
            ],
            _suggested,
        )
    ask("fill a gap", [lambda: fill(scenario, rest, time_limit=seconds)], _filled)
    ask("fill every gap", [lambda: fill(scenario, schedule, time_limit=seconds)], _filled)
    absent = next(p.id for p in scenario.people if p.id not in (team.detective, team.officer))
    ask(
        "why not",
        [lambda: why_not(scenario, schedule, absent, team.evening, time_limit=seconds)],
        lambda answer: f"{answer.status}{'' if answer.verified else ', not certain'}",
    )
    ask(
        "explain an injected conflict, three ways out",
        [lambda: explain(_impossible(scenario), time_limit=seconds)],
        lambda answer: f"{len(answer.conflicts)} conflicts, {len(answer.repairs)} ways out",
    )
    ask(
        "what is worth most",
        [lambda: worth(scenario, time_limit=3 * seconds)],
        lambda answer: f"{len(answer.gains)} gains{'' if answer.complete else ', not all tried'}",
    )
    return found


def _suggested(answer: Suggestion) -> str:
    tried = "" if answer.complete else ", not all tried"
    return f"{len(answer.candidates)} could go, {len(answer.excluded)} can't{tried}"


def _filled(answer: tuple[Filling, ...]) -> str:
    doubt = sum(not filling.verified for filling in answer)
    return f"{len(answer)} gaps{f', {doubt} not certain' if doubt else ''}"


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    began = time.monotonic()
    return call(), time.monotonic() - began


def _impossible(scenario: Scenario) -> Scenario:
    """The scenario with one person pinned to an evening of an absence."""
    data = scenario.model_dump(mode="json", by_alias=True)
    on = data["operation"]["start"]
    someone = next(p["id"] for p in data["people"] if p["role"] == "detective")
    data["absences"].append({"person": someone, "from": on, "why": "leave"})
    data["pins"].append({"on": on, "detective": someone})
    return Scenario.model_validate(data)


def scenarios(sizes: list[str], variant: str, seed: int) -> list[tuple[str, Scenario]]:
    """The three-teams scenario of Leicestershire, and generated ones."""
    made = [(f"{size} {variant}", Scenario.model_validate(generate(size, variant, seed))) for size in sizes]
    return [("three teams", load_scenario(THREE_TEAMS)), *made]


def table(found: list[Answered]) -> Table:
    """The answers, for a terminal."""
    view = Table("scenario", "question", "longest, s", "in solves", "")
    for one in found:
        view.add_row(one.scenario, one.question, f"{one.seconds:.2f}", f"{one.solves:.2f}", one.note)
    return view
