"""The command `tandem`: one module a command.

Nothing heavy is imported here or in the commands' modules: the solver and pandas are loaded by a command that needs
them, so that `tandem --help` answers at once.
"""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the `tandem` command with the arguments of the process, and end the process with its exit code."""
    try:
        from .app import run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
