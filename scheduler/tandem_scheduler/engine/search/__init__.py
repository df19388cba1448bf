"""Looks for rosters: tier after tier, with a relaxation, local search and large neighbourhoods.

`tier_loop` takes the tiers in turn; `tier_search` has the lists of steps for one tier, and `steps` each of them.
`bounds` keeps what is proven of the tiers (`algebra.duality` proves it), `incumbent` the best roster, `standing` both.
Rosters come of `rounding` the relaxation, of `lns` and of `local` search, which `heuristics` calls.
"""
