"""What certificates prove: `python -m tests.vipr FILE...`; ends with 1 where one is refused."""

import argparse
import sys
from fractions import Fraction
from pathlib import Path

from .checker import Refused, Verdict, check


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.vipr", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="certificates, VIPR 1.0 or 1.1")
    refused = 0
    for path in parser.parse_args(arguments).files:
        try:
            said = told(check(path.read_text(encoding="utf-8")))
        except (Refused, OSError, UnicodeDecodeError) as error:
            refused += 1
            said = f"refused: {error}"
        sys.stdout.write(f"{path}: {said}\n")
    return 1 if refused else 0


def told(verdict: Verdict) -> str:
    """What is proven, in words."""
    relation = verdict.relation
    if isinstance(relation, tuple):
        lower, upper = (_number(bound) for bound in relation[1:])
        claim = f"the {verdict.aim} is from {lower} to {upper}"
    else:
        claim = "there is no solution"
    return f"proven: {claim} ({verdict.solutions} solutions, {verdict.derivations} derivations)"


def _number(bound: Fraction | None) -> str:
    return "open" if bound is None else str(bound)


if __name__ == "__main__":
    sys.exit(main())
