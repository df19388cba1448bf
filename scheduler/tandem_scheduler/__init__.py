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

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import classes and calls when they are first used: the solver behind these takes a second to load."""
        if name == "__all__":
            return _public()
        if name == "api":
            return _home(".api")
        if not name.startswith("_"):
            for home in (_home(".api"), _home("tandem_models")):
                if name in home.__all__:
                    return getattr(home, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        """List the public names, also those not imported yet."""
        return sorted({*globals(), *_public()})


def _public() -> list[str]:
    return sorted([*_home(".api").__all__, *_home("tandem_models").__all__])


def _home(name: str) -> "ModuleType":
    from importlib import import_module

    return import_module(name, __name__)
