"""The engine: a scenario becomes integers, a model, a roster, and a proof of how good it is.

`solve.solve_scenario` takes a scenario and limits and gives an `outcome.Outcome`: the teams, and of every tier its
value, its bound and what proves it. These are the floors; each knows only those below it:

- `parts_solved`: what shares no person, area or rule is solved by itself (`problem.independent` splits), side by side.
- `search`: `tier_loop` takes the tiers in order and `tier_search` looks for each one's best roster. `bounds` relaxes a
  tier; `rounding` makes rosters near that; `lns` frees a part of the best one, `local` changes a little of it at a
  time; `incumbent` keeps the best. `standing` is what they share.
- `pairing`: a solution counts who is at work and where, not who goes with whom; `settle` matches them evening by
  evening, `rematch` several evenings at once. Where that breaks what pairs may do, the model is made to say more of who
  meets whom (`formulation.meetings`) and solved again.
- `proof` writes and re-checks certificates, `shadow_prices` says which limits press, `feasible` whether there is any
  roster.
- `formulation`: the columns (`roster_model`) and rows of a problem, of its rules (`rules`, a `post` each) and measures.
- `problem`: the scenario in numbers (`numbered`): people, evenings and areas count from 0, minutes from 1970 (UTC).
  `solvers`: linear programs, branch and cut, CP-SAT. `outcome`: what a solve came to.
- `algebra`: linear expressions, a model, its rows as arrays, bounds by weak duality in whole numbers, certificates.
- `limits`: time, work and stop; `clock` is the one clock.

Words. A *tier* is a level of the objective, *held* once it is solved: later ones may not worsen it beyond its
tolerance. A *box* is the bounds of all columns and rows as far as they are known by then. A *roster* is *faithful*
where matching its people cost no more than the model said. The model is *exact* where it says who meets whom on every
evening.
"""
