"""Names that a package offers and loads when they are first asked for: the solver alone takes a second.

What type checkers see is imported `if TYPE_CHECKING`; else the package has `__getattr__, __dir__ = offered(...)`.
"""

from collections.abc import Callable, Iterable, Mapping


def offered(
    package: str, homes: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """A package's `__getattr__` and `__dir__`, for the names that each of its modules has.

    Args:
        package: the package's `__name__`.
        homes: names by the module that has them, relative to the package.
    """
    home = {name: module for module, names in homes.items() for name in names}

    def load(name: str) -> object:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(home[name], package), name)

    return load, lambda: sorted(home)
