"""What there is to say of several rosters to choose from, in a sentence."""

from collections.abc import Sequence
from itertools import chain

from tandem_models import Alternative, Scenario, Schedule
from tandem_scheduler.views.phrases import conclusion
from tandem_scheduler.words.plain import count


def concluded(scenario: Scenario, first: Schedule, found: Sequence[Alternative], ended: str) -> str:
    """How many were found, how good and how different they are, and whether there are more."""
    if not found:
        return conclusion(scenario, first)
    if len(found) == 1:
        alone = "This is the only roster as good: every other one is worse in some tier"
        return f"{alone}." if ended == "no_more" else "No other roster as good was found, and none is ruled out."
    told = f"{count(len(found), 'roster')}, {equally(first, found)}: {apart(found)}."
    if ended == "no_more":
        return f"{told} There are no more: every other one is worse in some tier."
    return f"{told} No more were found, and none are ruled out." if ended == "not_found" else told


def equally(first: Schedule, found: Sequence[Alternative]) -> str:
    """How good all are: equally good in every tier, proven."""
    values = {tuple(tier.value for tier in each.schedule.tiers) for each in found}
    good = "equally good in every tier" if len(values) == 1 else "as good in every tier within tolerance"
    if len(values) > 1 and all(tier.best is None for tier in first.tiers):
        good = "none worse in any tier than the first"
    known = {tier.known for tier in first.tiers}
    if known == {"proven"}:
        return f"{good} (proven: none can be better)"
    return good if "best_found" in known else f"{good} (none can be better)"


def apart(found: Sequence[Alternative]) -> str:
    """How far any two are apart."""
    distances = [*chain.from_iterable(each.distances for each in found)]
    least, most = min(distances), max(distances)
    between = str(most) if least == most else f"{least} to {most}"
    changes = "change" if most == 1 else "changes"
    return f"{between} {changes} from one to {'the other' if len(found) == 2 else 'another'}"
