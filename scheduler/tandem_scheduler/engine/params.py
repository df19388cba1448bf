"""What steers the search: thresholds, shares of time and work, counts, sizes, and what it does without.

None of it bears on what is true: rosters keep the rules and bounds hold whatever stands here. Only the rows of a model
depend on some (`diagram_nodes`, `diagram_arcs`, `without`), so that a certificate is read with the same.

Shares are of the time and work left when a step begins. Work is counted in units of CP-SAT's deterministic time
(`limits.Budget`), the same on any machine.
"""

from dataclasses import dataclass

from .devices import Device


@dataclass(frozen=True)
class SearchParams:
    """All that steers a search; the defaults are what was measured to be best."""

    without: frozenset[Device] = frozenset()
    """What is left out."""

    # The model
    diagram_nodes: int = 3_000
    """Nodes that a person's diagram may have before it is reduced."""
    diagram_arcs: int = 30_000
    """Arcs of all diagrams together: beyond it the relaxation takes longer than it gains."""
    few_meetings: int = 5_000
    """Up to so many possible meetings in all, a conflict makes the model match every evening at once."""
    few_where_scarce: int = 30_000
    """The same where pairs are scarce."""
    few_at_last: int = 60_000
    """The same where pairs are scarce and a whole pass was made without."""
    scarce_pairs: int = 8
    """Up to so many pairs for each team, partners are scarce: with more, the model that counts is mostly met."""

    # Who meets whom (`pairing`)
    crowded_evening: int = 200
    """With more teams than this in an evening, matching all with all takes long."""
    matching_passes: int = 8
    """Times that evenings in conflict are matched again."""
    rematched_teams: int = 5_000
    """Possible teams in all that matching several evenings at once looks at."""
    rematching_work: float = 0.2
    """Units of work that it may take."""

    # Tier after tier (`search.tier_loop`)
    relaxing: float = 0.9
    """Share that relaxing a tier may take: a roster must be found yet."""
    grace: float = 0.4
    """Seconds beyond the limit for a roster once its relaxation is at hand."""
    overdue: float = 0.2
    """Seconds beyond the limit after which all that is left to do is left undone."""
    aiming: float = 0.5
    """Share that looking for a roster with a tier and all before it at their bounds may take."""
    solving: float = 0.9
    """Share that solving may take, where giving less of tiers with a tolerance is to be tried yet."""
    pass_work: float = 1.0
    """Units of work that a tier may take in the first pass, and small changes to the roster before it; each pass may
    take twice what the one before could."""
    pass_shaking: float = 0.2
    """Share that small changes may take before a pass."""
    pass_shakes: int = 60
    """How often in a row planning a few evenings anew may be in vain there."""
    completing: float = 1.0
    """Seconds, and units of work, for leaving nothing that a small change could make better."""
    completing_stopped: float = 0.3
    """Seconds for it once the solve was stopped, or its time is up: somebody waits."""
    completing_share: float = 0.1
    """Share of the time that this may take at most, unless work is limited: then the units alone bound it."""
    shelved: int = 4
    """Rosters kept besides the best: worse in a tier with a tolerance, they may be within it once the tier is held."""

    # Rosters that differ (`search.differing`)
    differing_in_sum: float = 0.5
    """Share that looking for one may take that differs the most from all others together, whichever it is like."""
    differing_work: float = 0.25
    """Units of work of the first pass, and each may take twice what the one before could: good ones are soon found."""

    # The steps of a tier's search (`search.tier_search`)
    relaxing_again: float = 0.3
    """Share that relaxing a tier may take where there is a roster."""
    reaching: float = 0.15
    """Share that looking for a roster at a tier's bound may take, where there is a roster already."""
    counting: float = 0.5
    """Share that solving a tier may take where the model is not exact and there is a roster."""
    counting_first: float = 0.8
    """The same where there is none yet; looking for one by people may take as much."""
    counting_work: float = 16.0
    """So many times the work of an exact model's tier may be spent there: branch and cut begins anew each time."""
    large_model: int = 20_000
    """With more columns than this, neighbourhoods lead to better rosters sooner than branch and cut on the whole."""
    improving_first: float = 0.5
    """Share that neighbourhoods may take before it."""
    cutting: float = 0.7
    """Share that branch and cut on the whole model may take, and looking near the relaxation for a first roster."""
    cutting_in_runs: float = 0.15
    """The same where rules bind each person's evenings hard: there it is for the bound."""
    cutting_exact: float = 0.3
    """The same where the model says who meets whom."""
    mending_work: float = 1.0
    """Units of work that small changes may take for a solution of branch and cut whose people collide."""
    mending_shakes: int = 20
    """How often in a row planning a few evenings anew may be in vain there."""
    tier_shaking: float = 0.4
    """Share that small changes to the best roster may take after branch and cut."""
    tier_shakes: int = 400
    """How often in a row planning a few evenings anew may be in vain there."""
    improving: float = 0.7
    """Share that looking for better rosters near the best one may take."""
    beginning: float = 0.5
    """Share that looking for any roster may take where the model says who meets whom."""
    searching_in_runs: float = 0.5
    """Share that CP-SAT may take on the whole model where rules bind people's evenings hard."""
    giving_less: float = 0.5
    """Share that giving less of one tier may take."""
    glance: float = 0.03
    """Share that relaxing a tier may take, and looking near that for a first roster, before people are given their
    evenings one by one where rules bind these hard."""
    rerostering: float = 0.1
    """Share that better rosters are looked for before a tier is relaxed, where rules bind so."""

    # What is better than the best roster refuted (`solvers.refute`, `search.proving`)
    refuting: float = 0.3
    """Share that refuting may take in a pass; at the end it may take all that is left."""
    proving_work: float = 100.0
    """Units of work that it may take at the end, where the search is done: what takes more is told of instead."""
    refuting_nodes: int = 5_000
    """Nodes that a tree may have: larger ones are told of instead."""
    refuting_depth: int = 200
    """Branchings that may stand above one another there: certificates are gone through branch by branch."""
    weighed_cells: int = 20_000_000
    """Coefficients of rows that are weighed and propagated in a unit of work."""
    proven_meetings: int = 60_000
    """Up to so many possible meetings, rows on who meets whom are refuted over where those without do not do."""
    narrowing_rounds: int = 2
    """Times that a node is relaxed anew within what its multipliers leave."""
    narrowing: float = 0.05
    """Part of the free columns that these have to fix for it."""
    branching_candidates: int = 4
    """Columns by which both branches are relaxed before one is chosen (strong branching)."""

    # Near the relaxation (`search.rounding`)
    vertices: int = 12
    """Vertices of the relaxation that are tried for a roster."""
    few_vertices: int = 2
    """The same where the model says who meets whom."""
    rounding_in_runs: float = 0.03
    """Share for it where there is a roster and rules bind people's evenings hard: little there is whole."""
    rounds: int = 3
    """Neighbourhoods of each vertex in which a roster is looked for."""
    reach: float = 5.0
    """Simplex iterations that looking for one roster may take, in those of relaxing the hardest tier."""
    next_vertex: float = 0.5
    """Simplex iterations for one more vertex, in the same: with more, a new one is not worth it."""
    least_iterations: int = 1_000
    """Simplex iterations that relaxing the hardest tier counts for at the least."""
    pushes: int = 2
    """Times that people who can't be matched are only pushed apart before the model is made to match them."""
    mending_each: float = 0.03
    """Units of work that small changes may take for each bad meeting."""
    many_bad: int = 30
    """With more bad meetings a roster is constructed sooner than one is mended."""
    repairs: int = 6
    """Times that a roster is repaired: mostly far cheaper than another vertex of the relaxation."""
    vain_repairs: int = 2
    """How many repairs may lead nowhere."""
    repair_evenings: int = 8
    """Evenings, at least, on which others may work at the first repair; as many more after each that leads nowhere."""

    # Neighbourhoods, by HiGHS (`lns.neighbourhoods`, `lns.improve`)
    nodes: int = 200
    """Nodes of the search tree that one may take: never the clock's, so that results repeat."""
    whole_nodes: int = 2_000
    """Nodes that the whole model may take."""
    small_model: int = 3_000
    """Columns up to which CP-SAT is sooner done with the whole model than HiGHS."""
    anywhere_work: float = 1.0
    """Units of work that CP-SAT may take to find any solution of a small model."""
    free_shares: tuple[float, ...] = (0.15, 0.25, 0.4)
    """Share of the evenings or people that are free, one of these at random."""
    free_besides: float = 0.1
    """Share of the people who are free besides those whom the relaxation would have do otherwise."""
    otherwise: float = 0.1
    """Difference from the best roster at which the relaxation would have it otherwise."""
    haste: int = 3
    """Neighbourhoods in a row that may lead nowhere before branch and cut on the whole, and in a race."""
    patience: int = 12
    """The same after branch and cut, and where steps by people take their place."""

    # Steps by people, where rules bind each person's evenings hard (`lns.by_people`, `lns.race`)
    steps: int = 10
    """Steps by people that weigh as much as one neighbourhood."""
    step_turn: float = 0.2
    """Share for one turn of steps by people, where they race with neighbourhoods."""
    neighbourhood_turn: float = 0.4
    """Share for one turn of neighbourhoods there."""
    least_turn: float = 1e-3
    """Units of work that a turn counts for at the least."""
    step_work: float = 0.3
    """Units of work that one step may take."""
    two_work: float = 0.05
    """Units of work that a step may take at first that gives two people their first evenings."""
    step_people: float = 4.0
    """People who are free in the first steps."""
    step_evenings: float = 3.0
    """Evenings that are free in the first steps."""
    step_growth: float = 1.06
    """By how much so many change after a step that was searched through."""
    step_shrinkage: float = 0.93
    """The same after a step that was not."""
    step_lengths: tuple[int, ...] = (7, 14, 21)
    """Evenings in a row on which only some people are free, one of these at random."""
    longer_step: float = 0.1
    """By what part of `step_work` a step may take longer for every step in a row before it that led nowhere."""
    longest_step: float = 5.0
    """How many times `step_work` at most."""
    by_price: float = 0.5
    """How often steps go where evenings are dear; else anywhere."""
    by_relaxation: float = 0.7
    """How often they go to whom the relaxation would have do otherwise; else to anybody."""
    stalled: int = 20
    """Steps in a row that lead nowhere, after which broken rows cost twice as much."""
    price_rises: int = 5
    """How often they get dearer."""

    # Neighbourhoods in the exact model, by CP-SAT (`lns.exact`)
    exact_work: float = 0.15
    """Units of work that one may take."""
    exact_overhead: float = 0.01
    """Units of work that choosing one and handing it over is counted for."""
    exact_first: int = 8
    """Evenings' worth of people at work that are free at first."""
    exact_growth: float = 1.3
    """How that changes where none had anything better."""
    exact_shrinkage: float = 0.8
    """How it changes where CP-SAT came to no end."""
    exact_patience: int = 4
    """Neighbourhoods of a kind in a row that end alike before the next are larger, or smaller."""

    # Construction and small changes (`search.heuristics`, `search.local`)
    slow_model: int = 400_000
    """Coefficients in the rows beyond which relaxing a tier may take longer than a first roster without it."""
    constructing_work: float = 2.0
    """Units of work that a first roster without a relaxation may take, more of it for models beyond that."""
    constructing: float = 0.25
    """Share of the time that it may take."""
    constructions: int = 20
    """Times that it is begun afresh where no roster is found."""
    repair_steps: int = 700
    """Changes that repairing all may take."""
    moving: float = 0.3
    """Share of them that may leave an evening a team more or less."""
    chain_steps: int = 150
    """Changes that may follow from one team more."""
    vain_chains: int = 3
    """Times that all evenings with a team missing are tried in vain."""
    ruined: int = 4
    """Evenings whose teams are made anew at once, at most."""
    tried_moves: int = 60
    """Changes that are looked at in one step of repair (min-conflicts)."""
    tenure: int = 12
    """Steps for which nobody goes back to an evening left, at the least; at random, up to twice as many."""

    def has(self, device: Device) -> bool:
        """Whether the search has a device."""
        return device not in self.without


DEFAULTS = SearchParams()
"""What a search goes by where nothing else is said."""
