"""Parts of a scenario as notes name them, with the place in the file where that is known."""

from collections.abc import Sequence

from tandem_models import Scenario
from tandem_models.bounds import PlaceOf
from tandem_scheduler.words.plain import listing


def few(names: Sequence[str]) -> str:
    """All of a few names, of many the first and the number: D01, D02, D03 and 11 more."""
    return listing(names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"])


def aside(why: str | None, place: str) -> str:
    """The planner's reason and the place of what is spoken of, in brackets."""
    parts = [*([f'"{why}"'] if why else []), *([place] if place else [])]
    return f" ({', '.join(parts)})" if parts else ""


def rule_at(scenario: Scenario, number: int, place: PlaceOf) -> str:
    """A rule by its place among those in force: rule 2 (rest, plan.yaml:12:5)."""
    item, name = scenario.rule_place(number)
    return item_at(item, name or scenario.rules_in_force[number].kind, place)


def item_at(item: int, kind: str, place: PlaceOf) -> str:
    """An item of `rules`."""
    where = place(("rules", item))
    return f"rule {item + 1} ({kind}{f', {where}' if where else ''})"


def pin_at(number: int, place: PlaceOf) -> str:
    """A pin by its number."""
    return f"pin {number + 1}{aside(None, place(('pins', number)))}"
