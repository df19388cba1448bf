"""What the demands of a conflict are called when a planner reads them.

Every demand is a clause, subject and predicate. Rules are worded with *may* and *must*, so that the clauses of many
people or areas can be told as one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tandem_models import Conflict, Member, Scenario
from tandem_models.days import matches, month
from tandem_models.rules.base import AreasRule
from tandem_scheduler.checks.scenario.wording import pin_in_words
from tandem_scheduler.rulebook import RULES, Aspect
from tandem_scheduler.words.plain import day_of, listing, quoted, some

from .pieces import CAPS, Piece

MOST_TOLD = 12
"""Clauses that a sentence has; of more it says how many."""


@dataclass(frozen=True)
class Clause:
    """A demand in words, with what it speaks of."""

    subject: str
    predicate: str
    people: tuple[str, ...] = ()
    evenings: tuple[date, ...] = ()
    areas: tuple[str, ...] = ()
    why: str | None = None
    order: str = ""
    """What a planner does who gives it up, where it is no rule and no limit on teams."""

    def said_of(self, subject: str) -> str:
        """The clause with another subject, the planner's own words quoted."""
        return f"{subject} {self.predicate}{quoted(self.why)}"

    @property
    def given_up(self) -> str:
        """What to do to give it up."""
        return f"{self.order}{quoted(self.why)}"


class Sentences:
    """Words for the pieces of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        operation = scenario.operation
        self._year = operation.start.year if operation.start.year == operation.end.year else None

    def conflict(self, pieces: Sequence[Piece], verified: bool) -> Conflict:
        """A conflict between some pieces; `verified` where it was seen that none of them can be spared."""
        pinned = {(person, on) for piece in pieces for person, on in self._pinned(piece)}
        clauses = [(piece, self.clause(piece, pinned)) for piece in pieces]
        clauses.sort(key=lambda pair: _asked(*pair))
        parts = self.together(clauses)
        more = f"; and {len(parts) - MOST_TOLD} more" if len(parts) > MOST_TOLD else ""
        start = "No roster exists because" if verified else "No roster exists because of some of these demands"
        return Conflict(
            members=tuple(self.member(piece, clause) for piece, clause in clauses),
            minimal=verified,
            verified=verified,
            message=f"{start}: {'; '.join(parts[:MOST_TOLD])}{more}.",
        )

    def members(self, pieces: Sequence[Piece]) -> tuple[Member, ...]:
        """Pieces as the members of a conflict between them, in the order given."""
        pinned = {(person, on) for piece in pieces for person, on in self._pinned(piece)}
        return tuple(self.member(piece, self.clause(piece, pinned)) for piece in pieces)

    def _pinned(self, piece: Piece) -> list[tuple[str, date]]:
        """Whom a pin sends out, and when."""
        if piece.kind != "pin":
            return []
        pin = self._scenario.pins[_number(piece)]
        return [(person, pin.on) for person in (pin.detective, pin.officer) if person is not None]

    def member(self, piece: Piece, clause: Clause) -> Member:
        """A demand as it is told to services."""
        rule, name = (None, None) if piece.rule is None else self._scenario.rule_place(piece.rule)
        return Member(
            kind=piece.kind,
            rule=rule,
            name=name,
            number=piece.number if piece.rule is None else None,
            person=piece.person,
            people=clause.people,
            evenings=clause.evenings,
            areas=clause.areas,
            why=clause.why,
            message=clause.said_of(clause.subject),
        )

    def together(self, clauses: Sequence[tuple[Piece, Clause]]) -> list[str]:
        """The clauses in words, those of one rule that differ in their subjects only as one."""
        told: dict[object, list[Clause]] = {}
        for piece, clause in clauses:
            one = piece.rule is not None or piece.kind in CAPS
            told.setdefault((piece.origin, clause.predicate) if one else piece, []).append(clause)
        return [self._as_one(alike) for alike in told.values()]

    def _as_one(self, alike: Sequence[Clause]) -> str:
        """Clauses that differ in their subjects only, as one."""
        if len(alike) == 1:
            return alike[0].said_of(alike[0].subject)
        evenings = [clause.evenings[0] for clause in alike if clause.evenings and not clause.people]
        if len(evenings) > 2 and (evenings[-1] - evenings[0]).days == len(evenings) - 1:
            return alike[0].said_of(f"each evening from {self.day(evenings[0])} to {self.day(evenings[-1])}")
        return alike[0].said_of(f"each of {some([clause.subject for clause in alike])}")

    def clause(self, piece: Piece, pinned: Collection[tuple[str, date]] = ()) -> Clause:
        """A demand as a clause; of a pattern it says what it has on the evenings for which its person is `pinned`."""
        match piece.kind:
            case "pin":
                return self._pin(piece)
            case "not_there":
                return self._not_there(piece)
            case "absence":
                return self._absence(piece)
            case "available":
                return self._available(piece)
            case "duty":
                return self._duty(piece)
            case "pattern":
                return self._pattern(piece, pinned)
            case "teams" | "demand":
                return self._cap(piece)
            case _:
                return self._rule(piece)

    def _pin(self, piece: Piece) -> Clause:
        pin = self._scenario.pins[_number(piece)]
        people = tuple(person for person in (pin.detective, pin.officer) if person is not None)
        areas = () if pin.area is None else (pin.area,)
        where = "".join(f" to {self.area(area)}" for area in areas)
        subject, predicate = pin_in_words(self._scenario, pin)
        whom = f"the pin of {listing(people)}" if people else "the pinned team"
        order = f"Drop {whom}{where} on {self.day(pin.on)}"
        return Clause(subject, predicate, people, (pin.on,), areas, pin.why, order)

    def _not_there(self, piece: Piece) -> Clause:
        person = self._scenario.person[str(piece.person)]
        dates = tuple(on for on in self._scenario.calendar if not person.there(on))
        ends = [
            *([f"from {self.day(person.since)}"] if person.since is not None else []),
            *([f"until {self.day(person.until)}"] if person.until is not None else []),
        ]
        span = " ".join(ends)
        order = f"Have {person.id} there for all of the operation, not only {span}"
        return Clause(person.id, f"is there only {span}", (person.id,), dates, order=order)

    def _absence(self, piece: Piece) -> Clause:
        absence, person = self._scenario.absences[_number(piece)], str(piece.person)
        dates = tuple(on for on in self._scenario.calendar if absence.first <= on <= absence.until)
        leave = absence.why == "leave"
        away = "is on leave" if leave else "is away"
        span = self.span(absence.first, absence.until)
        return Clause(
            person,
            f"{away} {span}",
            (person,),
            dates,
            why=None if leave else absence.why,
            order=f"Cancel {person}'s {'leave' if leave else 'absence'} {span}",
        )

    def _available(self, piece: Piece) -> Clause:
        person = self._scenario.person[str(piece.person)]
        days = person.available or ()
        dates = tuple(on for on in self._scenario.calendar if not matches(days, on))
        named = listing([str(one) for one in days])
        order = f"Have {person.id} available on other days, too, not only on {named}"
        return Clause(person.id, f"is available only on {named}", (person.id,), dates, order=order)

    def _duty(self, piece: Piece) -> Clause:
        duty = self._scenario.duties[_number(piece)]
        shift = duty.shift
        what = "a rest day" if shift is None else f"a duty {shift.start:%H:%M}-{shift.end:%H:%M}"
        order = f"Relieve {duty.person} of {what.replace('a ', 'the ', 1)} on {self.day(duty.on)}"
        if shift is None:
            order = f"Take {duty.person}'s rest day on {self.day(duty.on)}"
        return Clause(duty.person, f"has {what} on {self.day(duty.on)}", (duty.person,), (duty.on,), order=order)

    def _pattern(self, piece: Piece, pinned: Collection[tuple[str, date]]) -> Clause:
        """A person's pattern, with what it says of the evenings that pins of the conflict are about."""
        person = self._scenario.person[str(piece.person)]
        followed = self._scenario.pattern_of(person.id)
        days = sorted(on for someone, on in pinned if someone == person.id)
        codes = [
            f"{followed.pattern.code(on - followed.later)} on {self.day(on)}" for on in days if followed is not None
        ]
        there = f" ({listing(codes)})" if codes else ""
        return Clause(
            person.id,
            f"follows the pattern {person.pattern}{there}",
            (person.id,),
            tuple(days),
            order=f"Take {person.id} off the pattern {person.pattern}",
        )

    def _cap(self, piece: Piece) -> Clause:
        on = piece.evening or self._scenario.operation.start
        most = self._scenario.calendar[on].teams
        teams = "no more teams in any area than demand wants" if most is None else f"at most {most} team"
        plural = "s" if most is not None and most != 1 else ""
        return Clause(self.day(on), f"may have {teams}{plural}", evenings=(on,))

    def _rule(self, piece: Piece) -> Clause:
        rule = self._scenario.rules_in_force[_number(piece)]
        entry = RULES[rule.kind]
        subject, predicate = entry.whole(self._scenario, rule)
        bound = self._scenario.bound_areas(rule) if isinstance(rule, AreasRule) else ()
        areas, people = bound if len(bound) < len(self._scenario.area) else (), tuple[str, ...]()
        if piece.person is not None:
            subject, people = piece.person, (piece.person,)
        elif piece.area is not None:
            subject, areas = self.area(piece.area), (piece.area,)
        else:
            pairs = entry.about is Aspect.PAIR
            bound_people = self._scenario.selected(getattr(rule, "who", None)) if pairs else self._scenario.bound(rule)
            if bound_people != self._scenario.people:
                people = tuple(person.id for person in bound_people)
        return Clause(subject, predicate, people, (), areas, rule.why)

    def area(self, area: str) -> str:
        """What an area is called."""
        return self._scenario.area[area].label

    def day(self, on: date) -> str:
        """A date in a sentence, its year where the operation does not leave that plain: Fri 5 March."""
        return day_of(self._scenario, on)

    def span(self, first: date, last: date) -> str:
        """A span of dates: 5-9 March."""
        if first == last:
            return f"on {self.day(first)}"
        year = "" if first.year == last.year == self._year else f" {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}-{last.day} {month(last)}{year}"
        begin = f"{first.day} {month(first)}" + (f" {first.year}" if first.year != last.year else "")
        return f"from {begin} to {last.day} {month(last)}{year}"


def _asked(piece: Piece, clause: Clause) -> int:
    """What is asked for stands before what is in its way."""
    asks = clause.predicate.startswith(("must get", "must work", "must be sent"))
    return 0 if piece.kind == "pin" else 1 if asks else 2


def _number(piece: Piece) -> int:
    if piece.number is None:
        raise AssertionError(f"{piece} has no number")
    return piece.number
