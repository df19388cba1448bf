"""What there is to say of a scenario before it is planned."""

from tandem_models import Scenario
from tandem_models.bounds import PlaceOf

from ..checks.never import never
from ..checks.scenario.notes import notes as notes_on
from ..checks.scenario.notes import nowhere
from ..entrance import sound


def notes(scenario: Scenario, place: PlaceOf = nowhere) -> tuple[str, ...]:
    """What is allowed but perhaps not meant, and why no roster can exist where that is plain; a sentence each.

    Args:
        scenario: what is looked at.
        place: where a part stands in the file, by its place in the data; `read_scenario` gives it.

    Returns:
        The sentences, without full stops; those on why no roster can exist first.

    Raises:
        TypeError: there is no scenario.
        ScenarioError: it was made by what validates nothing, and has faults.
    """
    known = sound(scenario)
    return (*notes_on(known, place), *never(known, place))
