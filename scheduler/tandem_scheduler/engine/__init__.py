"""The engine: a scenario becomes integers, a model, a roster, and a proof of how good it is.

What the floors above use is named here, `clock` besides; nothing is loaded before it is asked for.
`solve_scenario` takes a scenario and limits and gives an `outcome.Outcome`: the teams, and of every tier its
value, its bound and what proves it. These are the floors; each knows only those below it:

- `parts_solved`: what shares no person, area or rule is solved by itself (`problem.independent` splits), side by side.
- `search`: `tier_loop` takes the tiers in order and `tier_search` looks for each one's best roster, by lists of
  `steps`. `bounds` relaxes a tier; `rounding` makes rosters near that; `lns` frees a part of the best one, `local`
  changes a little of it at a time; `incumbent` keeps the best. `standing` is what they share. `differing` looks for a
  roster as good as others that differs from them.
- `pairing` turns counts back into teams: a solution says who works and how many are where, not who goes with whom.
  `settle` matches people evening by evening, `rematch` on several evenings at once. Where that breaks what pairs may
  do, the model is made to say more of who meets whom (`formulation.meetings`) and solved again.
- `proofs` writes and re-checks certificates, `shadow_prices` says which limits cost, `feasible` whether there is any
  roster.
- `formulation`: the model of a problem. `roster_model` has the columns and the sentences, `rules` and `measures` write
  rows with them, a `post` for each rule; `dependent` has the columns that follow from others, `meetings` those that say
  who meets whom.
- `problem`: the scenario in numbers (`numbered`): people, evenings and areas count from 0, minutes from 1970 (UTC).
  `solvers`: linear programs, branch and cut, CP-SAT. `outcome`: what a solve came to.
- `algebra`: linear expressions, an integer program, its rows as arrays, bounds by weak duality, certificates.
- `params`: what steers the search, passed down from `solve`; `devices`: what it can do without.
- `limits`: time, work and stop, and the seconds that a last step may take beyond them (`graced`); `clock` is the one
  clock.

Words:

- The *model* is a `RosterModel`: it knows people, evenings, areas. Its *program* is the `IntegerProgram` that solvers
  are given: columns with their bounds, and rows. *Dependent columns* have values that follow from other columns.
- *Person types* are people who are alike to the rules on who meets whom. A limit is *binding* for the pairs it speaks
  of. An evening is *matched by the model* where that says who meets whom; the model is *exact* where all are.
- A *tier* is a level of the objective, *held* once it is solved: later ones may not worsen it beyond its tolerance.
- A *box* is the bounds of all columns and rows as far as they are known by then; a *vertex* is one of the relaxation.
- A *roster* is *faithful* where matching its people cost no more than the model said.
"""

from ..lazy import offered

TYPE_CHECKING = False

if TYPE_CHECKING:
    from .feasible import is_feasible
    from .limits import Budget, Limits, TimeUp, Watch, ending, heeding, looking, watching
    from .outcome import Outcome
    from .params import DEFAULTS, SearchParams
    from .problem.independent import problems_of
    from .problem.problem import Problem
    from .proofs.certify import certify, certify_none, certify_too
    from .proofs.recheck import recheck
    from .proofs.vipr.files import certified
    from .proofs.vipr.recheck import refile
    from .search.differing import Differing, differing
    from .shadow_prices import Limited, shadow_prices_of
    from .solve import prove_none, solve_scenario
else:
    __getattr__, __dir__ = offered(
        __name__,
        {
            ".feasible": ("is_feasible",),
            ".limits": (
                "Budget",
                "Limits",
                "TimeUp",
                "Watch",
                "ending",
                "heeding",
                "looking",
                "watching",
            ),
            ".outcome": ("Outcome",),
            ".params": (
                "DEFAULTS",
                "SearchParams",
            ),
            ".problem.independent": ("problems_of",),
            ".problem.problem": ("Problem",),
            ".proofs.certify": (
                "certify",
                "certify_none",
                "certify_too",
            ),
            ".proofs.recheck": ("recheck",),
            ".proofs.vipr.files": ("certified",),
            ".proofs.vipr.recheck": ("refile",),
            ".search.differing": (
                "Differing",
                "differing",
            ),
            ".shadow_prices": (
                "Limited",
                "shadow_prices_of",
            ),
            ".solve": (
                "prove_none",
                "solve_scenario",
            ),
        },
    )

__all__ = [
    "DEFAULTS",
    "Budget",
    "Differing",
    "Limited",
    "Limits",
    "Outcome",
    "Problem",
    "SearchParams",
    "TimeUp",
    "Watch",
    "certified",
    "certify",
    "certify_none",
    "certify_too",
    "differing",
    "ending",
    "heeding",
    "is_feasible",
    "looking",
    "problems_of",
    "prove_none",
    "recheck",
    "refile",
    "shadow_prices_of",
    "solve_scenario",
    "watching",
]
