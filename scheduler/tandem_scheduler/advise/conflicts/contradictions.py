"""What is asked for and plainly not allowed, with the demands that say so, as a planner reads it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, assert_never

from tandem_models import Finding, Scenario
from tandem_models.days import matches
from tandem_scheduler.checks.scenario.contradictions import Contradiction, contradictions
from tandem_scheduler.checks.scenario.wording import in_words, sentence

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
            message=sentence(in_words(scenario, found)),
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
            case "pin_not_there" | "pin_absent" | "pin_not_available" | "pin_duty":
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
            ("absence", (n, person))
            for n, absence in enumerate(scenario.absences)
            if absence.first <= on <= absence.until and person in scenario.absentees(absence)
        ]
        days = scenario.person[person].available
        if days is not None and not matches(days, on):
            keys.append(("available", person))
        keys += [
            ("duty", n)
            for n, duty in enumerate(scenario.duties)
            if (duty.person, duty.on, duty.release) == (person, on, None)
        ]
        followed = scenario.pattern_of(person)
        if followed is not None and followed.pattern.on(on - followed.later).release is None:
            keys.append(("pattern", person))
        return [piece for key in keys for piece in self._found[key]]


def _key(piece: Piece) -> tuple[str, object]:
    """By what a piece is found: the number of its rule or entry, the evening of a limit, else the person."""
    if piece.rule is not None:
        return "rule", piece.rule
    if piece.kind in CAPS:
        return piece.kind, piece.evening
    if piece.kind == "absence":
        return piece.kind, (piece.number, piece.person)
    return piece.kind, piece.person if piece.kind in ("pattern", "not_there", "available") else piece.number
