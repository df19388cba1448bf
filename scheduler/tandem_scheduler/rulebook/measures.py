"""The measures that make a roster good."""

from tandem_models import Measure

from .entry import Aspect, MeasureEntry

MEASURES = (
    MeasureEntry(
        Measure.COVERAGE,
        Aspect.PLACE,
        counts="teams missing, by cost",
        explained="Teams that are wanted and missing, each by what its lack costs.",
        better="leave fewer teams missing",
    ),
    MeasureEntry(
        Measure.PRIORITY,
        Aspect.PLACE,
        counts="visits short, by priority",
        explained="Visits that areas are short of their targets; where crime is worse, a visit weighs more.",
        better="bring the areas nearer to their targets, by priority",
    ),
    MeasureEntry(
        Measure.RULES,
        None,
        counts="soft rules broken, by cost",
        explained="Rules that may be broken at a price: what was broken, by its price.",
        better="break these rules at a lower price",
    ),
    MeasureEntry(
        Measure.FAIRNESS,
        Aspect.PERSON,
        counts="evenings shared unevenly",
        explained="How unevenly evenings are shared within each role, for the time that each person is there. It adds "
        "up squares, so it never comes to nothing: only the distance to the least possible says anything.",
        better="share the evenings more evenly",
    ),
    MeasureEntry(
        Measure.ABSTRACTION,
        Aspect.PERSON,
        counts="duties given up, by cost",
        explained="Ordinary duties and rest days that deployments take the place of, by what each costs.",
        better="take people from their duties and rest days at a lower cost",
    ),
    MeasureEntry(
        Measure.REQUESTS,
        Aspect.PERSON,
        counts="requests not met, by weight",
        explained="Wishes for an evening on or off that are not met, by weight.",
        better="meet the wishes better, by their weight",
    ),
    MeasureEntry(
        Measure.HOME_AREA,
        Aspect.PERSON,
        counts="officers away from home",
        explained="Deployments of people to another area than their own.",
        better="send fewer people away from their own area",
    ),
    MeasureEntry(
        Measure.CHANGES,
        Aspect.PERSON,
        counts="people told otherwise, by cost",
        explained="What people are told otherwise than the published roster says, each by its cost and its notice.",
        better="leave more of the published roster as it is",
        by_partner=True,
    ),
)
