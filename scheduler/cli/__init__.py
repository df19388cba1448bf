"""The command `tandem`: one module a command.

Nothing heavy is imported here or in the commands' modules: the solver and pandas are loaded by a command that needs
them, so that `tandem --help` answers at once.
"""

import sys

from .signals import leave, on_signals

__all__ = ["main"]


def main() -> None:
    """Run the `tandem` command with the arguments of the process, and end the process with its exit code."""
    on_signals(leave)
    try:
        from .app import run
    except ImportError as error:
        sys.stderr.write(f"tandem can't start, its installation is not whole: {error}. Install it anew.\n")
        sys.exit(70)
    run()
