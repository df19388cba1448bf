"""The demands of a scenario one by one, and the scenario that makes only some of them.

A *piece* is what a planner could give up: a rule for one person or one area, a rule on teams, a pin, an absence, a
person's pattern, days or being there for a part of the operation only, an ordinary duty, the limit on the teams of an
evening. Without any piece there is a roster: the empty one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tandem_models import DutyDay, ListedDuty, Measure, MemberKind, Override, Person, Role, Rule, Scenario, Tier
from tandem_scheduler.rulebook import RULES, Aspect

CAPS = ("teams", "demand")
"""Kinds of pieces that limit the teams of an evening."""


@dataclass(frozen=True)
class Piece:
    """One demand of a scenario."""

    kind: MemberKind
    number: int | None = None
    """Place among the scenario's rules in force, pins, absences or duties."""
    person: str | None = None
    area: str | None = None
    evening: date | None = None

    @property
    def rule(self) -> int | None:
        """Number of the rule in force that it is of, if any."""
        return None if self.kind in ("pin", "absence", "duty") else self.number

    @property
    def origin(self) -> tuple[str, int | None]:
        """The same for all pieces of one rule, and for all others of one kind."""
        return self.kind, self.rule


def pieces_of(scenario: Scenario) -> tuple[Piece, ...]:
    """All pieces of a scenario; those of one person, area or evening stand together, as they mostly conflict."""
    people = {person.id: n for n, person in enumerate(scenario.people)}
    areas = {area.id: n for n, area in enumerate(scenario.areas)}

    def place(piece: Piece) -> tuple[int, int, date]:
        evening = piece.evening or date.min
        if piece.person is not None:
            return 0, people[piece.person], evening
        return (1, -1, evening) if piece.area is None else (2, areas[piece.area], evening)

    return tuple(sorted(_all(scenario), key=place))


def _all(scenario: Scenario) -> Iterator[Piece]:
    for n, rule in enumerate(scenario.rules_in_force):
        if rule.hard:
            yield from _of_rule(scenario, n, rule)
    for n, pin in enumerate(scenario.pins):
        if pin.fact:
            continue  # What has been worked can't be given up.
        yield Piece("pin", n, pin.detective or pin.officer, pin.area, pin.on)
    for n, absence in enumerate(scenario.absences):
        yield from (Piece("absence", n, one) for one in scenario.absentees(absence))
    for n, duty in enumerate(scenario.duties):
        yield Piece("duty", n, duty.person, evening=duty.on)
    for person in scenario.people:
        if _comes_or_goes(scenario, person):
            yield Piece("not_there", person=person.id)
        if person.available is not None:
            yield Piece("available", person=person.id)
        if person.pattern is not None:
            yield Piece("pattern", person=person.id)
    most = crew(scenario)
    for on, evening in scenario.calendar.items():
        if evening.teams is not None and evening.teams < most:
            yield Piece("teams", evening=on)
        elif any((here := scenario.most_teams(on, area.id)) is not None and here < most for area in scenario.areas):
            yield Piece("demand", evening=on)


def _of_rule(scenario: Scenario, number: int, rule: Rule) -> Iterator[Piece]:
    match RULES[rule.kind].about:
        case Aspect.PLACE:
            named = scenario.bound_areas(rule)
            for area in scenario.areas:
                if area.id in named:
                    yield Piece(rule.kind, number, area=area.id)
        case Aspect.PERSON:
            people = scenario.bound(rule)
            if {person.id for person in people} & _words(scenario):
                yield Piece(rule.kind, number)  # Its id does not select one of them alone.
                return
            for person in people:
                yield Piece(rule.kind, number, person=person.id)
        case _:
            yield Piece(rule.kind, number)


def _words(scenario: Scenario) -> set[str]:
    """What selects people besides their ids."""
    words = {word for person in scenario.people for word in (*person.skills, *person.tags)}
    return words | {role.value for role in Role} | {p.home for p in scenario.people if p.home is not None}


def unused(scenario: Scenario, stem: str) -> str:
    """A word that is nobody's id or area and selects nobody, for what is added to a scenario."""
    known = _words(scenario) | set(scenario.person) | set(scenario.area)
    return next(word for n in range(len(known) + 1) if (word := f"{stem}-{n}") not in known)


def restricted(
    scenario: Scenario,
    pieces: Collection[Piece],
    teams: Mapping[date, int] | None = None,
    free: Collection[tuple[str, date]] = (),
) -> Scenario:
    """The scenario that makes only these demands: nothing else binds, and any roster is as good as another.

    An evening whose teams nothing limits may have as many as can be formed, or as `teams` says. People on dates that
    are `free` have no ordinary duty then, whatever the pieces say.
    """
    numbers = {kind: {p.number for p in pieces if p.kind == kind} for kind in ("pin", "duty")}
    bound = {(piece.kind, piece.person) for piece in pieces}
    return scenario.model_copy(
        update={
            "rules": tuple(rule for _, rule in rules_of(scenario, pieces)),
            "pins": tuple(pin for n, pin in enumerate(scenario.pins) if n in numbers["pin"] or pin.fact),
            "absences": tuple(
                scenario.absences[p.number].model_copy(update={"person": p.person})
                for p in pieces
                if p.kind == "absence" and p.number is not None
            ),
            "duties": (
                *(
                    duty
                    for n, duty in enumerate(scenario.duties)
                    if n in numbers["duty"] and (duty.person, duty.on) not in free
                ),
                *(ListedDuty(person=person, on=on, release=0) for person, on in sorted(free)),
            ),
            "people": tuple(_bound(scenario, person, bound) for person in scenario.people),
            "evenings": scenario.evenings.model_copy(update={"overrides": _overrides(scenario, pieces, teams or {})}),
            "requests": (),
            "objectives": (Tier.of(Measure.RULES),),
        }
    )


def exposes(scenario: Scenario, piece: Piece, others: Collection[Piece]) -> bool:
    """Whether leaving out a piece may bring something into force, or take away what keeps another piece.

    Without an absence ordinary duties count again; without a listed duty, the pattern's day; without ordinary duties
    there are fewer hours, and no duties of which a deployment could take the place.
    """
    mine = [other for other in others if other.person == piece.person]
    match piece.kind:
        case "absence":
            away = covered(scenario, piece)
            return any(
                other.kind == "pattern" or (other.kind, other.evening in away) == ("duty", True) for other in mine
            )
        case "duty":
            return any(other.kind == "pattern" for other in mine) or makes_room(scenario, piece, others)
        case "pattern":
            return makes_room(scenario, piece, others)
        case _:
            return False


def covered(scenario: Scenario, piece: Piece) -> frozenset[date]:
    """The dates on which an absence or a listed duty stands in the place of other ordinary duties."""
    if piece.kind == "absence" and piece.number is not None:
        absence = scenario.absences[piece.number]
        days = (absence.until - absence.first).days + 1
        return frozenset(absence.first + timedelta(days=n) for n in range(days))
    return frozenset() if piece.kind != "duty" or piece.evening is None else frozenset([piece.evening])


def makes_room(scenario: Scenario, piece: Piece, others: Collection[Piece]) -> bool:
    """Whether the ordinary duties that a piece is of, or hides, can make room in what one of the other pieces asks for.

    They may count to what is asked for. And where duties have used a limit up, only a deployment in the place of one of
    them is still within it.
    """
    replaceable = _replaceable(scenario, piece)
    for other in others:
        if other.rule is None or other.person not in (None, piece.person):
            continue
        rule = scenario.rules_in_force[other.rule]
        if RULES[rule.kind].room(rule, replaceable):
            return True
    return False


def _replaceable(scenario: Scenario, piece: Piece) -> bool:
    """Whether a deployment can take the place of an ordinary duty that a piece is of, or hides."""
    dates = covered(scenario, piece)
    days: list[DutyDay] = [duty for duty in scenario.duties if duty.person == piece.person and duty.on in dates]
    followed = None if piece.person is None else scenario.pattern_of(piece.person)
    if followed is not None and piece.kind != "duty":
        days += followed.pattern.shifts.values()
    return any(day.release is not None and day.shift is not None for day in days)


def softened(
    scenario: Scenario, kept: Collection[Piece], given_up: Collection[Piece], teams: Mapping[date, int]
) -> Scenario:
    """The scenario that makes only the demands kept, and prices each unit by which the rules given up are broken."""
    plan = restricted(scenario, kept, teams)
    soft = (rule.model_copy(update={"strength": "soft", "weight": 1}) for _, rule in rules_of(scenario, given_up))
    return plan.model_copy(update={"rules": (*plan.rules, *soft)})


def without(scenario: Scenario, given_up: Collection[Piece], teams: Mapping[date, int]) -> Scenario:
    """The whole scenario, its wishes and objectives too, without some of its demands.

    Evenings whose limit on teams is among them may have as many as `teams` says.
    """
    kept = [piece for piece in pieces_of(scenario) if piece not in given_up]
    soft = tuple(
        rule.model_copy(update={"most": None})
        for rule in scenario.rules_in_force
        if not rule.hard and RULES[rule.kind].binds(scenario)
    )
    plan = restricted(scenario, kept)
    raised = (Override(on=(on,), teams=number) for on, number in sorted(teams.items()))
    update = {
        "rules": (*plan.rules, *soft),
        "evenings": scenario.evenings.model_copy(update={"overrides": (*scenario.evenings.overrides, *raised)}),
        "requests": scenario.requests,
        "objectives": scenario.objectives,
    }
    return plan.model_copy(update=update)


def rules_of(scenario: Scenario, pieces: Collection[Piece]) -> Iterator[tuple[int, Rule]]:
    """The rules that pieces are of, for these people or areas alone, with their numbers among those in force."""
    chosen: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.rule is not None:
            chosen.setdefault(piece.rule, []).append(piece)
    for number, mine in sorted(chosen.items()):
        rule = scenario.rules_in_force[number]
        if not RULES[rule.kind].binds(scenario):
            continue
        if mine[0].person is not None:
            yield number, rule.model_copy(update={"who": tuple(piece.person for piece in mine)})
        elif mine[0].area is not None:
            yield number, rule.model_copy(update={"areas": tuple(piece.area for piece in mine)})
        else:
            yield number, rule


def _overrides(scenario: Scenario, pieces: Collection[Piece], teams: Mapping[date, int]) -> tuple[Override, ...]:
    """The evenings that differ, with as many teams as can be formed where nothing else is said."""
    limited = {piece.evening for piece in pieces if piece.kind in CAPS}
    free: dict[int, list[date]] = {}
    for on in scenario.calendar:
        if on not in limited:
            free.setdefault(teams.get(on, crew(scenario)), []).append(on)
    added = (Override(on=tuple(evenings), teams=number) for number, evenings in free.items())
    return (*scenario.evenings.overrides, *added)


def crew(scenario: Scenario) -> int:
    """The most teams that can be formed of all people."""
    return min(len(scenario.of_role(role)) for role in Role)


def _comes_or_goes(scenario: Scenario, person: Person) -> bool:
    """Whether somebody is there for a part of the operation only, or not at all."""
    return not (person.there(scenario.operation.start) and person.there(scenario.operation.end))


def _bound(scenario: Scenario, person: Person, pieces: Collection[tuple[str, str | None]]) -> Person:
    """A person whom only these pieces, by kind and person, bind."""
    freed: dict[str, None] = {}
    if person.pattern is not None and ("pattern", person.id) not in pieces:
        freed |= {"pattern": None, "offset": None}
    if person.available is not None and ("available", person.id) not in pieces:
        freed["available"] = None
    if _comes_or_goes(scenario, person) and ("not_there", person.id) not in pieces:
        freed |= {"since": None, "until": None}
    return person.model_copy(update=freed) if freed else person
