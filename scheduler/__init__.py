"""Plans joint police operations: who works which evening, with whom and where, with proof of how good it is.

    from scheduler import load_scenario, solve

    schedule = solve(load_scenario("scenarios/leicestershire-2021.yaml"))
    for team in schedule.deployments:
        print(team.evening, team.area, team.detective, team.officer)

The functions live in `scheduler.api`; the classes they take and return in `models`.
"""

TYPE_CHECKING = False
"""As `typing` has it, which takes longer to load than the command may be deaf to signals."""

if TYPE_CHECKING:
    from models import (
        Answer,
        ArgumentError,
        Comparison,
        Deployment,
        DisagreementError,
        Explanation,
        Fault,
        Filling,
        InputError,
        Progress,
        Proof,
        Repair,
        Report,
        RosterError,
        Scenario,
        ScenarioError,
        Schedule,
        Suggestion,
        TandemError,
        Worth,
    )

    from .api import (
        broken_by_pins,
        check,
        check_proof,
        compare,
        explain,
        fill,
        load_scenario,
        pinned,
        read_proof,
        read_roster,
        repaired,
        solve,
        suggest,
        to_frame,
        why,
        why_not,
        worth,
        write_calendars,
        write_proof,
        write_roster,
    )

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "ArgumentError",
    "Comparison",
    "Deployment",
    "DisagreementError",
    "Explanation",
    "Fault",
    "Filling",
    "InputError",
    "Progress",
    "Proof",
    "Repair",
    "Report",
    "RosterError",
    "Scenario",
    "ScenarioError",
    "Schedule",
    "Suggestion",
    "TandemError",
    "Worth",
    "broken_by_pins",
    "check",
    "check_proof",
    "compare",
    "explain",
    "fill",
    "load_scenario",
    "pinned",
    "read_proof",
    "read_roster",
    "repaired",
    "solve",
    "suggest",
    "to_frame",
    "why",
    "why_not",
    "worth",
    "write_calendars",
    "write_proof",
    "write_roster",
]


def __getattr__(name: str) -> object:
    """Import classes and functions when they are first used: the solver behind these takes a second to load."""
    if name in __all__:
        from importlib import import_module

        models = import_module("models")
        return getattr(models if name in models.__all__ else import_module(".api", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, also those not imported yet."""
    return sorted(__all__)
