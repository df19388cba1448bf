"""The plain pair model: a boolean for every evening, detective, officer and, where areas matter, area.

What somebody who knows OR-Tools writes in an afternoon. None of Tandem's variables, rows or measures is in it; the
scenario in numbers (`engine.problem.problem`), who can't work two evenings for their times (`engine.problem.clashes`)
and the limits on pairs as numbers (`engine.problem.pair_limits`) are the engine's, so a mistake in those would be in
both.
`model` has the variables, `rules` and `measures` what is said of them. What it does not model it refuses.
"""
