"""The plain pair model: a boolean for every evening, detective, officer and, where areas matter, area.

What somebody who knows OR-Tools writes in an afternoon, from the scenario alone: none of Tandem's own model is in it.
`model` has the variables, `rules` and `measures` what is said of them. What it does not model it refuses.
"""
