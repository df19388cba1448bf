"""`tandem schema`: the JSON Schema of scenario files, by which editors complete and check them."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ..files.places import refuse_bad_target
from ..output import Code, reason, say, show_json


def schema(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write it to a file instead of standard output.")
    ] = None,
) -> None:
    """Print the JSON Schema of scenario files.

    With the line `# yaml-language-server: $schema=scenario.schema.json` at the top of a scenario, editors complete keys
    and underline mistakes while you type.
    """
    from tandem_scheduler.io import atomic_write, scenario_schema

    text = json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        show_json(text)
        return
    refuse_bad_target(out, "--out")
    try:
        atomic_write(out, text)
    except OSError as error:
        say(f"{out} could not be written: {reason(error)}.", "bold red")
        raise typer.Exit(Code.NOT_WRITTEN) from None
    say(f"Wrote {out}.")
