"""`tandem examples`: the scenarios that come with Tandem, to look at and to change."""

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from ..files.places import refuse_unreachable
from ..output import Code, reason, say


def examples(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
) -> None:
    """Write the scenarios that come with Tandem into a folder.

    What each shows stands in README.md there.
    """
    from tandem_scheduler.io import atomic_writes

    refuse_unreachable(folder, "FOLDER")
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise typer.BadParameter(f"{folder} is there already: choose another name", param_hint="FOLDER")
    scenarios = shipped()
    contents: dict[str | os.PathLike[str], bytes] = {
        folder / file.relative_to(scenarios): file.read_bytes()
        for file in sorted(scenarios.rglob("*"))
        if file.is_file()
    }
    try:
        for file in contents:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        atomic_writes(contents)
    except OSError as error:
        say(f"{folder} could not be written: {reason(error)}.", "bold red")
        raise typer.Exit(Code.NOT_WRITTEN) from None
    say(f"Wrote {folder}. README.md there says what each scenario shows. Begin with:")
    say(f"  tandem solve {shlex.quote(str(folder / 'first-steps.yaml'))}")


def shipped() -> Path:
    """The folder of the scenarios: inside an installed package, or at the top of a checkout installed in place."""
    package = Path(__file__).parents[2]
    installed = package / "scenarios"
    return installed if installed.is_dir() else package.parents[1] / "scenarios"
