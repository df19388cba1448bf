"""The command's parts put together, and the code that it ends with."""

import errno
import sys
import threading
from typing import Annotated

import typer

from tandem_scheduler import __version__

from .commands.alternatives import alternatives
from .commands.changing.next import next_
from .commands.changing.replan import replan
from .commands.changing.suggest import suggest
from .commands.changing.swaps import swap, swaps
from .commands.check import check
from .commands.compare import compare
from .commands.examples import examples
from .commands.explain import explain
from .commands.export import export
from .commands.new import new
from .commands.schema import schema
from .commands.solve import solve
from .failures import failed, show_details
from .files import rescue
from .output import Code, reason, say
from .process.interrupt import leave
from .process.streams import Streams

EXAMPLES = """
\b
Examples:
  tandem new my-operation
  tandem examples examples
  tandem solve scenarios/first-steps.yaml
  tandem solve evenings.yaml --out roster.csv --out roster.html --time-limit 120
  tandem check evenings.yaml roster.csv
  tandem explain evenings.yaml
  tandem explain evenings.yaml --roster roster.csv --why-not D03@2021-03-05
  tandem alternatives evenings.yaml -n 5 --out choice.html
  tandem suggest evenings.yaml --roster roster.csv --instead N07
  tandem replan evenings.yaml --published roster.csv --from 2021-03-05 --absent N07:2021-03-05 --out new.csv
  tandem swaps evenings.yaml --roster roster.csv --person N07 --evening 2021-03-05
  tandem swap evenings.yaml --roster roster.csv --person N07 --evening 2021-03-05 --with N12 --out new.csv
  tandem export evenings.yaml roster.csv --out roster.xlsx --calendars calendars
  tandem compare evenings.yaml published.csv roster.xlsx --notices notices
  tandem next evenings.yaml --after roster.csv --out april.yaml
  tandem schema --out scenario.schema.json

\b
Exit codes:
  0  done; explain: also where no roster can exist, once that is explained
  1  check: the roster breaks a hard rule; solve: no roster can exist; suggest, swaps, swap: nobody can go
  2  bad input or usage: every fault is named with its place
  3  no roster found, or nothing explained, in the time allowed
  70  a defect in Tandem: `tandem --debug solve ...` tells the details to report
  71  memory, threads or open files gave out, or Tandem is not installed whole
  74  the answer, or a file asked for, could not be written; other files were
  130  interrupted before a roster was found
"""

app = typer.Typer(
    name="tandem",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    new,
    examples,
    solve,
    alternatives,
    check,
    explain,
    suggest,
    replan,
    swaps,
    swap,
    compare,
    export,
    next_,
    schema,
)
for command in COMMANDS:
    app.command(command.__name__.rstrip("_"))(command)  # `next` is Python's own word


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tandem {__version__}")
        raise typer.Exit


@app.callback(epilog=EXAMPLES)
def tandem(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    _debug: Annotated[
        bool, typer.Option("--debug", callback=show_details, help="Where Tandem fails, show where in it: for reports.")
    ] = False,
) -> None:
    """Plan a joint police operation, evening by evening.

    Each evening, teams of one detective and one neighbourhood officer are sent to areas of the force. Tandem decides
    who works which evening, with whom and where, and says how good the roster is and how that is known.

    Results go to standard output, everything else to standard error.
    """


def run() -> None:
    """Run the command with the arguments of the process, and end it with the code that says how that went."""
    streams = Streams()
    rescue.release()  # of a command before, where one process runs several
    try:
        app(prog_name="tandem")
        code = int(Code.DONE)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else Code.DONE
    except Exception as error:
        code = failed(error)
        rescue.save()
    if unwritten := streams.failure():
        why = "it is closed" if unwritten.errno == errno.EBADF else reason(unwritten)
        say(f"The answer could not be written to standard output: {why}.", "bold red")
        rescue.save()
        code = Code.NOT_WRITTEN
    # A solver that was stopped may take a while to notice: nobody should have to wait for that.
    if threading.active_count() > 1:
        leave(code)
    sys.exit(code)
