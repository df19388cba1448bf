"""What is kept of a run in which engine and checker contradict each other."""

import tempfile
from contextlib import suppress
from pathlib import Path

from tandem_models import DisagreementError, Scenario

from .files import atomic_write


def disagreement(message: str, scenario: Scenario) -> DisagreementError:
    """The error that says so. It keeps the scenario, without names and contact details, in a file that it names.

    The file stands in a folder of its own in the temporary directory, for the user's eyes only; where it can't be
    written the error says why.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="tandem-"))
        file = folder / "scenario.json"
        try:
            atomic_write(file, scenario.anonymous().model_dump_json(exclude_none=True, indent=1) + "\n")
        except BaseException:
            with suppress(OSError):
                folder.rmdir()
            raise
    except OSError as error:
        return DisagreementError(f"{message}\nThe scenario could not be kept: {error.strerror or error}.")
    return DisagreementError(f"{message}\nThe scenario is kept in {file}, without personal names.", file)
