"""What was solved is never lost: where nothing that was asked for holds it, it goes to a file of its own."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tandem_models import Deployment, Schedule

from ..output import say

NAMES = 100
"""Names that are tried in a folder."""

_held: list[Schedule | Sequence[Deployment]] = []
"""The roster that is neither in a file that can be read again nor known to be shown; one at most."""


def hold(roster: Schedule | Sequence[Deployment]) -> None:
    """Note a roster that exists nowhere but here."""
    _held[:] = [roster]


def release() -> None:
    """Note that the roster is in a file."""
    _held.clear()


def save(roster: Schedule | Sequence[Deployment] | None = None, beside: Path | None = None) -> None:
    """Write the roster that is held, if it is the one given, to a new file.

    It goes beside a file that could not be written, else into a temporary folder.
    """
    from tandem_scheduler.io import atomic_write, deployments_csv, schedule_text

    if not _held or (roster is not None and roster is not _held[0]):
        return
    roster = _held.pop()
    whole = isinstance(roster, Schedule)
    text = schedule_text(roster, "json") if isinstance(roster, Schedule) else deployments_csv(roster)
    for file in _places(beside, ".json" if whole else ".csv"):
        with suppress(OSError):
            atomic_write(file, text)
            say(f"The roster is kept in {file}: `tandem export` makes of it what you asked for.", "bold")
            return
    say(
        "The roster could not be kept anywhere: free some space, or see to it that a folder can be written to.",
        "bold red",
    )


def _places(beside: Path | None, suffix: str) -> Iterator[Path]:
    """Files that are not there yet, in the likeliest folder first."""
    folders = [] if beside is None else [beside.absolute().parent]
    stem = "roster" if beside is None else beside.stem
    for folder in (*folders, Path(tempfile.gettempdir())):
        names = (f"{stem}.kept{n or ''}{suffix}" for n in (0, *range(2, NAMES)))
        with suppress(OSError):
            yield next(folder / name for name in names if not (folder / name).exists())
