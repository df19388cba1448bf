"""Why no roster can exist: minimal conflicts among the demands of a scenario, and what would give.

What is reported has been seen: no roster with the members of a conflict alone, one without any of them, and one without
what a repair gives up. That also holds where giving something up forbids more, as an absence does that had an ordinary
duty fall away.
"""

from collections.abc import Iterable, Iterator, Mapping

from tandem_models import Explanation, Scenario
from tandem_scheduler.engine import Limits, certify_none, clock, prove_none
from tandem_scheduler.io.disagreement import disagreement

from ..headway import Tell, quiet
from .contradictions import contradicted
from .cores import Core, Demands
from .counting import count_demands, count_missing
from .pieces import Piece, pieces_of
from .repairs import Prices, repairs_of
from .sentences import Sentences
from .ways_out import repair_told

PROVING = 0.3
"""Part of the time that the proof may take."""

CONFLICTS = 0.5
"""Part of the time that looking for conflicts may take, where repairs are asked for."""


def explain_conflicts(
    scenario: Scenario,
    limits: Limits,
    most: int,
    repairs: int,
    prices: Mapping[str, int | None],
    tell: Tell = quiet,
) -> Explanation:
    """Whether a roster can exist, and if not, why, and what would give.

    Findings, up to so many conflicts that share no piece, and up to so many repairs, the cheapest first. `prices` are
    those that differ from `repairs.PRICES`, by kind. What counting shows is known before anything is solved.
    """
    began = clock.now()
    pieces = pieces_of(scenario)
    priced, sentences = Prices(scenario, prices), Sentences(scenario)
    contradictions = list(contradicted(scenario, sentences))
    counts = not scenario.facts  # They may have broken any limit that is counted by.
    impossible = (
        *(found.finding for found in contradictions),
        *(count_demands(scenario, sentences) if counts else ()),
    )
    findings = (*impossible, *(count_missing(scenario, sentences) if counts else ()))
    tell("Looking for a roster")
    possible = False if impossible else Demands(scenario, limits).possible(pieces, 1.0)
    if possible is not False:
        return Explanation(
            status="unknown" if possible is None else "feasible",
            findings=findings,
            complete=possible is not None,
            seconds=clock.now() - began,
        )
    tell("Proving that there is none")
    shown = prove_none(scenario, limits.share(PROVING))
    tell("Looking for conflicts", 0, most)
    search = Demands(scenario, limits.share(CONFLICTS) if repairs else limits)
    cores = list(_plain(search, (found.pieces for found in contradictions), most))
    if cores or impossible:
        possible = search.possible(_without(pieces, cores), 1.0)
    if possible and not cores:
        raise disagreement(
            f"there is a roster, where counting shows that there is none: {impossible[0].message}", scenario
        )
    while possible is False and len(cores) < most:
        tell("Looking for conflicts", len(cores), most)
        cores.append(search.shrink(_without(pieces, cores)))
        possible = search.possible(_without(pieces, cores), 1.0)
    conflicts = [sentences.conflict(core.pieces, core.minimal) for core in cores]
    found, exhausted = repairs_of(Demands(scenario, limits), pieces, cores, priced, repairs, tell)
    return Explanation(
        status="infeasible",
        findings=findings,
        conflicts=tuple(sorted(conflicts, key=lambda conflict: len(conflict.members))),
        repairs=tuple(repair_told(sentences, remedy) for remedy in found),
        repairs_complete=exhausted,
        complete=possible is True and all(conflict.minimal for conflict in conflicts),
        proof=None if shown is None else certify_none(scenario, shown),
        seconds=clock.now() - began,
    )


def _plain(search: Demands, contradictions: Iterable[tuple[Piece, ...]], most: int) -> Iterator[Core]:
    """Conflicts among the demands of single contradictions, which are soon shrunk; no two share a piece."""
    used, found = set[Piece](), 0
    for pieces in contradictions:
        if found == most:
            return
        if used.isdisjoint(pieces) and search.possible(pieces, 1.0) is False:
            core = search.shrink(pieces)
            used.update(core.pieces)
            found += 1
            yield core


def _without(pieces: tuple[Piece, ...], cores: Iterable[Core]) -> tuple[Piece, ...]:
    """The pieces that are in no conflict found."""
    given_up = {piece for core in cores for piece in core.pieces}
    return tuple(piece for piece in pieces if piece not in given_up)
