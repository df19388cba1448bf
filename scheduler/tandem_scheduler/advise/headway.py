"""How an answer says how far it is."""

from typing import Protocol


class Tell(Protocol):
    """What an answer tells its headway to."""

    def __call__(self, doing: str, done: int = 0, of: int | None = None) -> None:
        """Take in what is being done, how many parts of it are done, and of how many, where that is known."""


def quiet(doing: str, done: int = 0, of: int | None = None) -> None:
    """Tell nobody."""
