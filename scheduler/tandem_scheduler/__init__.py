"""Plans joint police operations: who works which evening, with whom and where, with proof of how good it is.

    from tandem_scheduler import load_scenario, solve

    schedule = solve(load_scenario("scenarios/leicestershire-2021.yaml"))
    for team in schedule.deployments:
        print(team.evening, team.area, team.detective, team.officer)

Everything public is here: the calls of `tandem_scheduler.api`, and the classes that they take and return, which live in
`tandem_models`.
"""

TYPE_CHECKING = False
"""As `typing` has it, which takes longer to load than the command may be deaf to signals."""

if TYPE_CHECKING:
    from types import ModuleType

    from tandem_models import *  # noqa: F403

    from .api import *  # noqa: F403

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import classes and calls when they are first used: the solver behind these takes a second to load."""
    if name == "__all__":
        return __dir__()
    if not name.startswith("_"):
        for home in _homes():
            if name in home.__all__:
                return getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, also those not imported yet."""
    return sorted(name for home in _homes() for name in home.__all__)


def _homes() -> "list[ModuleType]":
    from importlib import import_module

    return [import_module(".api", __name__), import_module("tandem_models")]
