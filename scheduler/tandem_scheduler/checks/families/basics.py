"""What every roster must keep, whatever the rules: one check for each kind."""

from collections import Counter
from collections.abc import Callable, Iterator

from tandem_models import Deployment, Pin
from tandem_models.answers.schedule import Basic
from tandem_models.fit import SLOTS, misplaced, named, spoken, strangers
from tandem_scheduler.rulebook import Aspect
from tandem_scheduler.words.plain import count, day, hours, listing

from ..breach import Breach
from ..roster import Roster
from ..scenario.duties import between


def unknown(roster: Roster) -> Iterator[Breach]:
    """Deployments that name a person, area or evening the scenario does not have; no other check reads them."""
    scenario = roster.index.scenario
    for team in roster.unknown:
        people = tuple(person for person in (team.detective, team.officer) if person not in scenario.person)
        words = [words for _, words in strangers(scenario, team)]
        yield Breach(
            sentence=f"{named(team)} can't be read: the scenario has {listing(words)}",
            allowed="people, areas and evenings of the scenario",
            found=listing(words),
            people=people,
            evenings=(team.evening,),
            areas=(team.area,),
        )


def role(roster: Roster) -> Iterator[Breach]:
    """A team is a detective and a neighbourhood officer."""
    scenario = roster.index.scenario
    for team in roster.deployments:
        for key, sentence in misplaced(scenario, team):
            person = getattr(team, key)
            if roster.index.about in (None, person):
                yield Breach(
                    sentence=sentence,
                    allowed=f"a {spoken(SLOTS[key])}",
                    found=f"a {spoken(scenario.person[person].role)}",
                    people=(person,),
                    evenings=(team.evening,),
                    areas=(team.area,),
                )


def double_booking(roster: Roster) -> Iterator[Breach]:
    """Nobody is in two teams on one evening."""
    for (person, on), teams in roster.worked.items():
        if len(teams) > 1 and on >= roster.index.scenario.opening:
            yield Breach(
                sentence=f"{person} is in {len(teams)} teams on {day(on)}, only 1 is possible",
                allowed="1 team",
                found=count(len(teams), "team"),
                units=len(teams) - 1,
                people=(person,),
                evenings=(on,),
                areas=tuple(dict.fromkeys(team.area for team in teams)),
            )


def not_there(roster: Roster) -> Iterator[Breach]:
    """Nobody is deployed before they are there, or after they left."""
    for (person, on), teams in roster.worked.items():
        if on < roster.index.scenario.opening:
            continue
        if roster.index.release[person, on] is None and roster.index.scenario.away(person, on) == "not_there":
            presence = roster.index.scenario.person[person].presence(on)
            yield Breach(
                sentence=f"{person} is deployed on {day(on)}, but is {presence}",
                allowed="no deployment before `since` or after `until`",
                found="a deployment",
                people=(person,),
                evenings=(on,),
                areas=(teams[0].area,),
            )


def absence(roster: Roster) -> Iterator[Breach]:
    """Nobody is deployed on a date of an absence."""
    for (person, on), teams in roster.worked.items():
        if on < roster.index.scenario.opening:
            continue
        if roster.index.release[person, on] is None and roster.index.scenario.away(person, on) == "absence":
            yield Breach(
                sentence=f"{person} is deployed on {day(on)}, a date of absence",
                allowed="no deployment on a date of absence",
                found="a deployment",
                people=(person,),
                evenings=(on,),
                areas=(teams[0].area,),
            )


def not_available(roster: Roster) -> Iterator[Breach]:
    """Nobody is deployed on a day on which they are not available."""
    for (person, on), teams in roster.worked.items():
        if on < roster.index.scenario.opening:
            continue
        if roster.index.release[person, on] is None and roster.index.scenario.away(person, on) == "not_available":
            days = listing([str(one) for one in roster.index.scenario.person[person].available or ()])
            yield Breach(
                sentence=f"{person} is deployed on {day(on)}, but is available only on {days}",
                allowed=f"a deployment on {days}",
                found="a deployment",
                people=(person,),
                evenings=(on,),
                areas=(teams[0].area,),
            )


def duty(roster: Roster) -> Iterator[Breach]:
    """Nobody is taken from an ordinary day that can't be released."""
    index = roster.index
    for (person, on), teams in roster.worked.items():
        if on < index.scenario.opening:
            continue
        if index.release[person, on] is None and index.scenario.away(person, on) is None:
            ordinary = index.scenario.ordinary_day(person, on)
            what = "a rest day" if ordinary is not None and ordinary.shift is None else "an ordinary duty"
            yield Breach(
                sentence=f"{person} is deployed on {day(on)}, but has {what} then that can't be released",
                allowed=f"{what} that can't be released",
                found="a deployment in its place",
                people=(person,),
                evenings=(on,),
                areas=(teams[0].area,),
            )


def overlap(roster: Roster) -> Iterator[Breach]:
    """Nobody has two duties at the same time, of which one is a deployment."""
    for person in roster.of_person:
        for first, second in roster.plan(person).overlaps:
            shared = hours(-between(first, second))
            yield Breach(
                sentence=f"{person} has two duties at the same time for {shared}: the {first.what} of {day(first.on)} "
                f"and the {second.what} of {day(second.on)}",
                allowed="one duty at a time",
                found=f"{shared} of both",
                people=(person,),
                evenings=(first.on, second.on),
                lasting=roster.index.stands(person, first) and roster.index.stands(person, second),
            )


def teams(roster: Roster) -> Iterator[Breach]:
    """No more teams on an evening than `evenings.teams`; where that is left out, no more in an area than demanded."""
    calendar = roster.index.scenario.calendar
    for on, deployed in roster.on.items():
        most = calendar[on].teams
        if on < roster.index.scenario.opening:
            continue
        if most is not None and len(deployed) > most:
            yield Breach(
                sentence=f"{count(len(deployed), 'team')} deployed on {day(on)}, at most {most} wanted",
                allowed=f"at most {count(most, 'team')}",
                found=count(len(deployed), "team"),
                units=len(deployed) - most,
                evenings=(on,),
            )
    for (on, area), number in roster.teams.items():
        most = roster.index.most_teams.get((on, area))
        if most is not None and number > most and on >= roster.index.scenario.opening:
            where = roster.index.label(area)
            yield Breach(
                sentence=f"{count(number, 'team')} deployed in {where} on {day(on)}, at most {most} wanted there",
                allowed=f"at most {count(most, 'team')}",
                found=count(number, "team"),
                units=number - most,
                evenings=(on,),
                areas=(area,),
            )


def pin(roster: Roster) -> Iterator[Breach]:
    """Every pin stands: some deployment of its evening has all that it names. What is over stays as it was."""
    scenario = roster.index.scenario
    facts = Counter(scenario.facts)
    over = Counter(team for team in roster.deployments if team.evening < scenario.opening)
    for team, units in (over - facts).items():
        yield Breach(
            sentence=f"{named(team)} has not been sent: that evening is over",
            allowed="the teams of the facts",
            found="another team",
            units=units,
            people=(team.detective, team.officer),
            evenings=(team.evening,),
            areas=(team.area,),
        )
    for fixed in scenario.pins:
        if fixed.on < scenario.opening and not fixed.fact:
            continue
        if not any(_stands(fixed, team) for team in roster.on.get(fixed.on, ())):
            people = tuple(person for person in (fixed.detective, fixed.officer) if person is not None)
            names = [*people, *([f"in {roster.index.label(fixed.area)}"] if fixed.area is not None else [])]
            yield Breach(
                sentence=f"No team on {day(fixed.on)} is what was pinned: {' '.join(names)}",
                allowed=" ".join(names),
                found="no such team",
                people=people,
                evenings=(fixed.on,),
                areas=() if fixed.area is None else (fixed.area,),
                why=fixed.why,
                lasting=False,
            )


BASICS: dict[Basic, Callable[[Roster], Iterator[Breach]]] = {
    "unknown": unknown,
    "role": role,
    "double_booking": double_booking,
    "not_there": not_there,
    "absence": absence,
    "not_available": not_available,
    "duty": duty,
    "overlap": overlap,
    "teams": teams,
    "pin": pin,
}
"""What every roster must keep, by the kind of its violations."""

ABOUT: dict[Aspect, tuple[Basic, ...]] = {
    Aspect.PERSON: ("role", "double_booking", "not_there", "absence", "not_available", "duty", "overlap"),
    Aspect.PAIR: (),
    Aspect.PLACE: ("unknown", "teams"),
    Aspect.PIN: ("pin",),
}
"""What each of these is about."""


def _stands(fixed: Pin, team: Deployment) -> bool:
    return (
        fixed.area in (None, team.area)
        and fixed.detective in (None, team.detective)
        and fixed.officer in (None, team.officer)
    )
