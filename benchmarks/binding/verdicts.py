"""How Tandem's rosters compare with each rival's, tier by tier, instance by instance, at the same time limit."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.table import Table

from ..measuring.peers import OURS
from ..measuring.runs import Facts, Run

VALID = ("valid", "proven")
AS_GOOD, BETTER, WORSE, NO_ROSTER = "as good", "better", "worse", "no roster"
NEITHER, FAILED = "neither has one", "alone, the rival failed"
SAID = (BETTER, FAILED, AS_GOOD, WORSE, NO_ROSTER, NEITHER)


class Verdict(NamedTuple):
    """Tandem against a rival on one instance."""

    instance: str
    limit: float
    rival: str
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    says: str
    """Of Tandem's roster: one of `SAID`; `better` also where the rival ran to its end and has none."""


def verdict(ours: Run, theirs: Run) -> str:
    """What Tandem's roster is beside a rival's; an invalid one is none, and a rival that failed is not beaten."""
    have, has = ours.outcome in VALID, theirs.outcome in VALID
    if not have:
        return NO_ROSTER if has else NEITHER
    if theirs.outcome == "failed":
        return FAILED
    if not has or ours.values < theirs.values:
        return BETTER
    return AS_GOOD if ours.values == theirs.values else WORSE


def verdicts(runs: Sequence[Run]) -> Iterator[Verdict]:
    """A verdict for every run of a rival beside Tandem's on the same instance with the same limit."""
    mine = {(run.size, run.variant, run.seed, run.limit): run for run in runs if _solver(run) == OURS}
    for run in runs:
        ours = mine.get((run.size, run.variant, run.seed, run.limit))
        if _solver(run) == OURS or run.outcome == "skipped" or ours is None:
            continue
        name = f"{run.size} {run.variant} seed {run.seed}"
        yield Verdict(name, run.limit, _solver(run), _values(ours), _values(run), verdict(ours, run))


def table(found: Sequence[Verdict]) -> Table:
    """The verdicts for a terminal."""
    shown = Table("instance", "seconds", "tandem", "rival", "its values", "tandem is", box=None, pad_edge=False)
    for one in found:
        shown.add_row(one.instance, f"{one.limit:g}", _text(one.ours), one.rival, _text(one.theirs), one.says)
    return shown


def markdown(facts: Facts, runs: Sequence[Run]) -> str:
    """The verdicts for the README, all rivals of an instance and limit in a row, with what they were measured with."""
    found = list(verdicts(runs))
    rivals = list(dict.fromkeys(one.rival for one in found))
    lines = [["instance", "s", "tandem", *(part for rival in rivals for part in (rival, "tandem is"))]]
    lines.append(["---"] * len(lines[0]))
    rows: dict[tuple[str, float, str], dict[str, Verdict]] = {}
    for one in found:
        rows.setdefault((one.instance, one.limit, _text(one.ours)), {})[one.rival] = one
    for (instance, limit, ours), beside in rows.items():
        told = [beside.get(rival) for rival in rivals]
        cells = [cell for one in told for cell in (("", "") if one is None else (_text(one.theirs), one.says))]
        lines.append([instance, f"{limit:g}", ours, *cells])
    return _stated(facts, ["\n".join("| " + " | ".join(line) + " |" for line in lines), *summary(found)])


def counted(facts: Facts, runs: Sequence[Run]) -> str:
    """What a grid comes to, for the README."""
    found = list(verdicts(runs))
    return _stated(facts, [*summary(found), *missing_more(found)])


def summary(found: Sequence[Verdict]) -> list[str]:
    """For every rival and limit, how often Tandem was what."""
    lines = []
    for rival, limit in dict.fromkeys((one.rival, one.limit) for one in found):
        counted = Counter(one.says for one in found if (one.rival, one.limit) == (rival, limit))
        told = "; ".join(f"{says} {counted[says]}" for says in SAID if counted[says])
        lines.append(f"beside {rival} after {limit:g} s: {told}")
    return lines


def missing_more(found: Sequence[Verdict]) -> list[str]:
    """For every rival and limit, on how many instances Tandem is worse in the first tier: teams missing."""
    lines = []
    for rival, limit in dict.fromkeys((one.rival, one.limit) for one in found):
        beside = [one for one in found if (one.rival, one.limit) == (rival, limit)]
        more = [one.instance for one in beside if one.theirs and (not one.ours or one.ours[0] > one.theirs[0])]
        named = f": {', '.join(more)}" if more else ""
        lines.append(
            f"teams missing that {rival} places within {limit:g} s: on {len(more)} of {len(beside)} instances{named}"
        )
    return lines


def _stated(facts: Facts, paragraphs: Sequence[str]) -> str:
    """The command, what came out, and what it was measured with."""
    stated = "\n".join(f"- {name}: {value}" for name, value in facts.items() if name != "command")
    return "\n\n".join([f"```sh\n{facts['command']}\n```", *paragraphs, stated])


def _text(values: tuple[int, ...]) -> str:
    return " · ".join(map(str, values)) or "-"


def _solver(run: Run) -> str:
    return run.solver.partition("@")[0]


def _values(run: Run) -> tuple[int, ...]:
    return run.values if run.outcome in VALID else ()
