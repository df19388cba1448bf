"""Many random scenarios that no roster fits: `python -m tests.agreement.refuted 500`."""

import sys
import time
from collections import Counter
from itertools import count

from .asked import run

CHUNK = 100
"""Scenarios of one seed."""


def main(wanted: int) -> None:
    """Draw scenarios until so many have no roster; AssertionError where one of them has no certificate that holds."""
    began, total = time.monotonic(), Counter[str]()
    for seed in count(80_000):
        counts = run(seed, CHUNK)
        most = max(total["most steps"], counts["most steps"])
        total += counts
        total["most steps"] = most
        if total["infeasible"] >= wanted:
            break
    lines = [f"{number:7} {what}" for what, number in total.most_common()]
    sys.stdout.write("\n".join([*lines, f"{time.monotonic() - began:.0f} seconds", ""]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
