"""What is asked for and plainly not allowed, with the demands that say so, as a planner reads it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, assert_never

from tandem_models import Finding, Member, Scenario
from tandem_models.contradictions import Contradiction, contradictions
from tandem_scheduler.words.plain import count, quoted, some

from .pieces import CAPS, Piece, pieces_of
from .sentences import Sentences


class Contradicted(NamedTuple):
    """A contradiction as it is told, and the demands that it is between."""

    finding: Finding
    pieces: tuple[Piece, ...]
    """Those that ask, and those that do not allow it; where none does, more than these leave no roster."""


def contradicted(scenario: Scenario, sentences: Sentences) -> Iterator[Contradicted]:
    """Every contradiction."""
    pieces = _Pieces(scenario)
    for found in contradictions(scenario):
        asked, against = pieces.asked(found), pieces.against(found)
        members = sentences.members([*asked, *against])
        finding = Finding(
            kind=found.kind,
            people=found.people,
            areas=found.areas,
            evenings=() if found.evening is None else (found.evening,),
            role=found.role,
            needed=found.needed,
            possible=found.possible,
            asked=members[: len(asked)],
            against=members[len(asked) :],
            message=_message(scenario, sentences, found, members[0]),
        )
        yield Contradicted(finding, (*asked, *against))


class _Pieces:
    """The demands that contradictions are between."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._found: dict[tuple[str, object], list[Piece]] = {}
        for piece in pieces_of(scenario):
            self._found.setdefault(_key(piece), []).append(piece)

    def asked(self, found: Contradiction) -> list[Piece]:
        """What asks."""
        if found.kind == "pin_teams":
            return [piece for n in found.pins for piece in self._found["pin", n]]
        return self._found["pin", found.pins[0]] if found.pins else self._of_rule(found, found.rules[0])

    def against(self, found: Contradiction) -> list[Piece]:
        """What does not allow it."""
        match found.kind:
            case "availability":
                return []
            case "evening_limits" | "visit_limits" | "area_limits" | "pin_area" | "pin_apart":
                return self._of_rule(found, found.rules[-1])
            case "pin_twice":
                return self._found["pin", found.pins[1]]
            case "pin_not_there" | "pin_absent" | "pin_duty":
                return self._keeping(found.people[0], self._scenario.pins[found.pins[0]].on)
            case "pin_teams":
                # No limit on teams is a demand where there could not be more teams without it.
                return self._found.get(("teams", found.evening), [])
            case _:
                assert_never(found.kind)

    def _of_rule(self, found: Contradiction, number: int) -> list[Piece]:
        """A rule for the people and areas of a contradiction."""
        people, areas = {None, *found.people}, {None, *found.areas}
        return [piece for piece in self._found["rule", number] if piece.person in people and piece.area in areas]

    def _keeping(self, person: str, on: date) -> list[Piece]:
        """What would keep a person from an evening by itself: not being there, absences, the duty, the pattern."""
        scenario = self._scenario
        keys: list[tuple[str, object]] = [] if scenario.person[person].there(on) else [("not_there", person)]
        keys += [
            ("absence", n)
            for n, absence in enumerate(scenario.absences)
            if absence.person == person and absence.first <= on <= absence.until
        ]
        keys += [
            ("duty", n)
            for n, duty in enumerate(scenario.duties)
            if (duty.person, duty.on, duty.release) == (person, on, None)
        ]
        pattern = scenario.person[person].pattern
        if pattern is not None and scenario.patterns[pattern].on(on).release is None:
            keys.append(("pattern", person))
        return [piece for key in keys for piece in self._found[key]]


def _key(piece: Piece) -> tuple[str, object]:
    """By what a piece is found: the number of its rule or entry, the evening of a limit, else the person."""
    if piece.rule is not None:
        return "rule", piece.rule
    if piece.kind in CAPS:
        return piece.kind, piece.evening
    return piece.kind, piece.person if piece.kind in ("pattern", "not_there") else piece.number


def _message(scenario: Scenario, sentences: Sentences, found: Contradiction, first: Member) -> str:
    """A contradiction as a sentence; `first` is the first of the demands that ask."""
    rules = [quoted(scenario.rules_in_force[n].why) for n in found.rules]
    pins = [quoted(scenario.pins[n].why) for n in found.pins]
    areas = [sentences.area(area) for area in found.areas]
    when = "" if found.evening is None else sentences.day(found.evening)
    needed, possible = found.needed or 0, found.possible or 0
    whom = found.people[0] if len(found.people) == 1 else f"Each of {some(found.people)}"
    # A pin as a conflict words it; where it names two people, it is said which of them is meant.
    pinned = f"{first.message}, but{'' if len(first.people) == 1 else f' {whom}'}"
    match found.kind:
        case "availability":
            least = f"{whom} must work at least {count(needed, 'evening')}{rules[0]}"
            return f"{least}, but can be deployed on {possible or 'none'}."
        case "evening_limits":
            least = f"{whom} must work at least {count(needed, 'evening')}{rules[0]}"
            return f"{least}, but may work at most {possible}{rules[1]}."
        case "visit_limits":
            least = f"{areas[0]} must get at least {count(needed, 'visit')}{rules[0]}"
            return f"{least}, but may get at most {possible}{rules[1]}."
        case "area_limits":
            least = f"{whom} must be sent to {areas[0]} at least {count(needed, 'time')}{rules[0]}"
            most = f"may be sent there at most {count(possible, 'time')}" if possible else "may not be sent there"
            return f"{least}, but {most}{rules[1]}."
        case "pin_area":
            return f"{pinned} may not be sent there{rules[0]}."
        case "pin_twice":
            return f"{whom} is pinned to {areas[0]} on {when}{pins[0]}, but also to {areas[1]}{pins[1]}."
        case "pin_apart":
            return f"{first.message}, but may not form a team with each other{rules[0]}."
        case "pin_not_there":
            presence = scenario.person[found.people[0]].presence(found.evening or date.min)
            return f"{pinned} is {presence}."
        case "pin_absent":
            return f"{pinned} is {'on leave then' if found.why == 'leave' else f'away then{quoted(found.why)}'}."
        case "pin_duty":
            return f"{pinned} can't be released from {_ordinary(scenario, found)} then."
        case "pin_teams":
            verb = "is" if len(found.people) == 1 else "are"
            most = f"may have at most {count(possible, 'team')}"
            told = {person: quoted(" / ".join(whys)) for person, whys in _reasons(scenario, found).items()}
            if len({*told.values()}) == 1:
                return f"{some(found.people)} {verb} pinned on {when}{told[found.people[0]]}, which {most}."
            return f"{some([f'{person}{why}' for person, why in told.items()])} {verb} pinned on {when}, which {most}."
        case _:
            assert_never(found.kind)


def _reasons(scenario: Scenario, found: Contradiction) -> dict[str, list[str]]:
    """The planner's own words on the pins of each person."""
    pins = [scenario.pins[n] for n in found.pins]
    return {
        person: list(dict.fromkeys(pin.why for pin in pins if pin.why and person in (pin.detective, pin.officer)))
        for person in found.people
    }


def _ordinary(scenario: Scenario, found: Contradiction) -> str:
    """The duty or rest day that a pin is against."""
    ordinary = scenario.ordinary_duty(found.people[0], scenario.pins[found.pins[0]].on)
    if ordinary is None:
        return "a rest day"
    start, end = (instant.astimezone(scenario.zone) for instant in (ordinary.start, ordinary.end))
    return f"a duty {start:%H:%M}-{end:%H:%M}"
