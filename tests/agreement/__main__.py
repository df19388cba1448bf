"""Many random scenarios at once: `python -m tests.agreement --examples 5000 --seed 1`."""

import argparse
import sys
import time
from collections import Counter
from multiprocessing import get_context

from .runs import run

CHUNK = 100
"""Scenarios of one seed."""


def main() -> int:
    """Run all; 1 where something disagreed."""
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description=__doc__)
    parser.add_argument("--examples", type=int, default=5_000, help="scenarios in all")
    parser.add_argument("--seed", type=int, default=0, help="the first seed; each further hundred has the next")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    began = time.monotonic()
    seeds = range(options.seed, options.seed + -(-options.examples // CHUNK))
    with get_context("spawn").Pool(options.processes) as pool:
        results = pool.starmap(run, [(number, CHUNK) for number in seeds], chunksize=1)
    total: Counter[str] = Counter()
    failures = [failure for _, failure in results if failure is not None]
    for counts, _ in results:
        total.update(counts)
    lines = [f"{count:7} {what}" for what, count in total.most_common()]
    lines.append(f"{time.monotonic() - began:.0f} seconds, {len(failures)} of {len(seeds)} seeds disagreed")
    sys.stdout.write("\n".join([*lines, *failures, ""]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
