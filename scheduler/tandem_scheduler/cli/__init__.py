"""The command `tandem`: one module a command.

Nothing heavy is imported here or in the commands' modules: the solver and pandas are loaded by a command that needs
them, so that `tandem --help` answers at once.
"""

import os
import sys

from .process.signals import leave, on_signals

__all__ = ["main"]


def main() -> None:
    """Run the `tandem` command with the arguments of the process, and end the process with its exit code."""
    on_signals(leave)
    # Threads of numpy's linear algebra, which nothing here uses; where they can't be had it ends the process with 1.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from .app import run
    except ImportError as error:
        sys.stderr.write(f"Tandem could not be loaded: {error}. Install it anew, or see to it that memory is free.\n")
        sys.exit(71)
    run()
