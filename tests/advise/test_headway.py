"""Every answer says how far it is, and ends where the listener raises."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tandem_models import AnswerProgress, Deployment, KindError
from tandem_scheduler import explain, fill, suggest, swaps, why, why_not, worth
from tests.builders import day, people, scenario, team

PLAN = scenario(
    days=2, people=people(2, 2), evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
    rules=[{"kind": "max_evenings", "max": 1}],
)  # fmt: skip
IMPOSSIBLE = scenario(rules=[{"kind": "visits", "min": 100}])
TEAMS: tuple[Deployment, ...] = (team(1),)
GONE = (TEAMS[0].detective, TEAMS[0].evening)

ANSWERS: dict[str, tuple[Callable[..., Any], list[str]]] = {
    "explain": (
        partial(explain, IMPOSSIBLE),
        ["Looking for a roster", "Proving that there is none", "Looking for conflicts", "Looking for ways out"],
    ),
    "fill": (partial(fill, PLAN, TEAMS), ["Looking into gaps", "Looking for teams that fill gaps"]),
    "suggest": (
        partial(suggest, PLAN, TEAMS, day(1), "detective", instead=GONE[0], moves=1),
        ["Looking at everybody", "Looking at everybody, with further moves"],
    ),
    "swaps": (partial(swaps, PLAN, TEAMS, GONE[0], day(1)), ["Looking at everybody"]),
    "why": (partial(why, PLAN, TEAMS, *GONE), ["Looking at the roster", "Planning anew"]),
    "why_not": (partial(why_not, PLAN, TEAMS, "D2", day(1)), ["Looking at the roster", "Planning anew"]),
    "worth": (
        partial(worth, PLAN),
        ["Planning as things are", "Looking for what presses the hardest", "Planning with one thing more"],
    ),
}


class HeardError(Exception):
    """Raised by a listener."""


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_says_how_far_it_is(name: str) -> None:
    call, doing = ANSWERS[name]
    told: list[AnswerProgress] = []
    answer = call(on_progress=told.append)
    assert list(dict.fromkeys(one.doing for one in told)) == doing
    assert all(one.of is None or 0 <= one.done < one.of for one in told)

    def timeless(found: Any) -> Any:
        return found.model_copy(update={"seconds": 0.0}) if hasattr(found, "seconds") else found

    assert timeless(answer) == timeless(call())


@pytest.mark.parametrize("name", ANSWERS)
def test_what_a_listener_raises_ends_an_answer(name: str) -> None:
    def listen(_: AnswerProgress) -> None:
        raise HeardError

    with pytest.raises(HeardError):
        ANSWERS[name][0](on_progress=listen)


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_no_listener_is_refused(name: str) -> None:
    with pytest.raises(KindError, match="on_progress must be callable"):
        ANSWERS[name][0](on_progress=3)
