"""The model: columns and rows for a problem, its rules and its measures.

`roster_model` has the columns and the sentences in which `rules` and `measures` are written, `build` writes them all.
`dependent`: columns that follow from others; `meetings`: who meets whom, as far as a model says it, and there the rules
on pairs become rows (`problem.pair_limits`). `patterns`: a person's evenings as paths.
"""
